import CandidateStore
import Intake
import Logging
import Pipeline
import ServiceLifecycle

/// `hotgigs watch`: what is dropped into the folders of `pipeline.yaml` becomes candidates, until it is told to stop.
///
/// Three services that end one after the other: intake takes nothing more and registers what it holds, the worker finishes
/// what is begun and gives the rest back to the queue, and files whose outcome is known are put away. What is left lies where
/// it was dropped, its bytes stored and its row committed: whoever watches next finds it as a duplicate, and puts it away.
public struct WatchRun: Sendable {
  public struct Options: Sendable {
    /// Only what is there now, to its end.
    public var isOnce: Bool
    /// Reader processes; nil is what the settings say.
    public var readers: Int?

    /// Also without a folder: something else brings files into the queue meanwhile.
    public var mayHaveNoFolders: Bool

    /// Watch the two pipelines, intake's and the worker's.
    public var monitors: (intake: PipelineMonitor, work: PipelineMonitor)
    /// Beats while it runs.
    public var pulse: Pulse

    public init(
      isOnce: Bool = false, readers: Int? = nil, mayHaveNoFolders: Bool = false,
      monitors: (intake: PipelineMonitor, work: PipelineMonitor) = (PipelineMonitor(), PipelineMonitor()),
      pulse: Pulse = Pulse()
    ) {
      self.isOnce = isOnce
      self.readers = readers
      self.mayHaveNoFolders = mayHaveNoFolders
      self.monitors = monitors
      self.pulse = pulse
    }
  }

  private let workspace: Workspace
  private let options: Options
  private let user: User
  private let sources: [WatchedSource]
  private let observer: any WatchObserver

  /// - Throws: ``WorkspaceError``: there is no folder to watch, or no such recruiter, or the acting user may not take files in
  ///   for them.
  public static func begin(
    _ options: Options, in workspace: Workspace, actingUser: User, observer: any WatchObserver
  ) async throws -> WatchRun {
    let folders = workspace.settings.watch.folders
    guard !folders.isEmpty || options.mayHaveNoFolders else {
      throw WorkspaceError(
        .configuration,
        "no folder to watch: name one under watch.folders in pipeline.yaml, as \"- path: /srv/inbox\", or add one of Google "
          + "Drive with a schedule: hotgigs drive add")
    }
    try await workspace.settings.readers.requireWalls()
    var sources: [WatchedSource] = []
    for folder in folders {
      let recruiter = try await workspace.recruiter(named: folder.recruiter, actingUser: actingUser)
      sources.append(WatchedSource(folder, recruiter: recruiter))
    }
    return WatchRun(workspace: workspace, options: options, user: actingUser, sources: sources, observer: observer)
  }

  /// How many folders it watches.
  public var folders: Int { sources.count }

  /// Watches until SIGTERM or SIGINT, then ends within ten seconds; once, until each file that was there has its outcome.
  ///
  /// - Throws: ``ReaderUnavailable``, and of `PostgreSQLError` what is no outage; once, an outage that lasts, too.
  public func run() async throws {
    let (settings, observer) = (workspace.settings, observer)
    let limit: Duration? = options.isOnce ? settings.queue.patience : nil
    let patience = Patience(limit: limit, observer: WorkerEvents(observer: observer))
    let timing = WatchTiming(
      settle: settings.watch.settle, rescan: settings.watch.rescan, poll: settings.watch.poll)
    let watch = FolderWatch(sources.map(\.folder), timing: timing, isOnce: options.isOnce) { event in
      observer.observe(.folder(event))
    }
    let (waiting, wake) = (WaitingFiles(), WakeSignal())
    let runs = WatchRuns(store: workspace.store, user: user, patience: patience)
    for source in sources { try await runs.finishOthers(of: source) }
    let intake = WatchIntake(
      workspace: workspace, sources: sources, watch: watch, runs: runs, user: user, waiting: waiting,
      patience: patience, observer: observer, monitor: options.monitors.intake, wake: wake)
    let work = WatchWork(
      workspace: workspace, filter: user.role == .admin ? .all : ClaimFilter(recruiterID: user.id),
      width: options.readers ?? settings.readers.count, patience: limit, observer: observer, waiting: waiting,
      monitors: options.monitors, wake: wake)
    let outcomes = WatchOutcomes(
      store: workspace.store, sources: sources, watch: watch, user: user, waiting: waiting, patience: patience,
      isOnce: options.isOnce, observer: observer, retryInterval: settings.watch.poll)
    let beating = Task { [pulse = options.pulse] in await pulse.beat() }
    defer { beating.cancel() }
    let failure = await Self.failure(of: group(intake, work, outcomes))
    await watch.stop()
    await Self.briefly { try? await runs.finish() }
    if let failure { throw failure }
  }

  /// Runs the services to their end; of a pipeline it is the error of the stage that stopped it.
  private static func failure(of group: ServiceGroup) async -> (any Error)? {
    do {
      try await group.run()
      return nil
    } catch {
      let error = (error as? RunStopped)?.error ?? error
      // What took longer than the grace went back to the queue: that is an end in order.
      return error is CancellationError ? nil : error
    }
  }

  /// Gives up after a second: the database may be what is away.
  private static func briefly(_ body: @escaping @Sendable () async -> Void) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await body() }
      group.addTask { try? await Task.sleep(for: .seconds(1)) }
      await group.next()
      group.cancelAll()
    }
  }

  /// They are told to stop in the reverse of this order, each when the one before it has ended.
  private func group(_ intake: WatchIntake, _ work: WatchWork, _ outcomes: WatchOutcomes) -> ServiceGroup {
    var configuration = ServiceGroupConfiguration(
      services: [
        .init(
          service: outcomes, successTerminationBehavior: options.isOnce ? .gracefullyShutdownGroup : .cancelGroup),
        .init(service: work),
        .init(service: intake, successTerminationBehavior: options.isOnce ? .ignore : .cancelGroup),
      ], gracefulShutdownSignals: [.sigterm, .sigint],
      logger: Logger(label: "hotgigs.watch") { _ in SwiftLogNoOpLogHandler() })
    configuration.maximumGracefulShutdownDuration = WorkerRun.grace
    return ServiceGroup(configuration: configuration)
  }
}
