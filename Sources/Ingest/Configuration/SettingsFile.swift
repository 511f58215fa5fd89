import CandidateStore
import FoundationEssentials
import Yams

/// Reads `pipeline.yaml`: each key once, none that is not known, every value of its kind and in its range.
public enum SettingsFile {
  /// Reads a file.
  ///
  /// - Throws: ``ConfigurationErrors`` with all that is wrong in it.
  public static func read(_ path: String) throws(ConfigurationErrors) -> Settings {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ConfigurationErrors(file: path, errors: [ConfigurationError("can't be read")])
    }
    return try read(String(decoding: data, as: UTF8.self), file: path)
  }

  /// Reads its text; `file` is what messages call it.
  public static func read(_ text: String, file: String) throws(ConfigurationErrors) -> Settings {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw ConfigurationErrors(file: file, errors: [ConfigurationError(error)])
    }
    var settings = Settings()
    guard let root else { return settings }
    var reader = SettingsReader()
    reader.read(root, path: nil, keys: topLevel, into: &settings)
    guard reader.errors.isEmpty else { throw ConfigurationErrors(file: file, errors: reader.errors) }
    return settings
  }

  private static var topLevel: [SettingsKey<Settings>] {
    [
      .section(
        "intake",
        [
          .bool("recursive", \.intake.isRecursive),
          .bytes("maximum_file_size", \.intake.maximumBytes, 1...2_000_000_000),
          .bytes("maximum_archive_size", \.intake.archives.maximumBytes, 1...1_000_000_000_000),
          .int("maximum_archive_members", \.intake.archives.maximumMembers, 1...1_000_000),
          .bytes("maximum_archive_content", \.intake.archives.maximumInflatedBytes, 1...10_000_000_000_000),
          .int("maximum_archive_ratio", \.intake.archives.maximumRatio, 2...10_000),
          .choice("source", \.intake.source, DocumentSource.all.map(\.rawValue)),
        ]),
      .section(
        "scan",
        [
          .optionalAbsolutePath("clamd", \.scan.clamd),
          .choice("when_away", \.scan.absence),
          .duration("timeout", \.scan.timeout, .seconds(1)...(.seconds(600))),
        ]),
      .section(
        "readers",
        [
          .count("processes", \.readers.processes, 1...256),
          .duration("deadline", \.readers.deadline, .seconds(1)...(.seconds(600))),
          .duration("ocr_deadline", \.readers.recognitionDeadline, .seconds(1)...(.seconds(600))),
          .int("documents_per_reader", \.readers.documentsPerReader, 1...1_000_000),
          .bytes("maximum_memory", \.readers.maximumMemory, 50_000_000...4_000_000_000),
          .int("tries", \.readers.tries, 1...10),
          .choice("sandbox", \.readers.sandbox),
        ]),
      .section(
        "stages",
        [
          .section(
            "store",
            [
              .int("width", \.stages.store.width, 1...64), .int("buffer", \.stages.store.buffer, 0...10_000),
            ]),
          .section("register", batch(\.stages.register)),
          .section("read", [.int("buffer", \.stages.read.buffer, 0...10_000)]),
          .section("commit", batch(\.stages.commit)),
        ]),
      .section(
        "queue",
        [
          .int("claim", \.queue.claim, 1...1000),
          .duration("lease", \.queue.lease, .seconds(5)...(.seconds(30))),
          .duration("poll", \.queue.poll, .milliseconds(50)...(.seconds(60))),
          .duration("patience", \.queue.patience, .zero...(.seconds(86_400))),
        ]),
      .section(
        "content",
        [
          .choice("storage", \.content.storage),
          .text("directory", \.content.directory),
        ]),
      .section(
        "watch",
        [
          .duration("settle", \.watch.settle, .milliseconds(100)...(.seconds(3600))),
          .duration("rescan", \.watch.rescan, .seconds(1)...(.seconds(86_400))),
          .duration("poll", \.watch.poll, .milliseconds(100)...(.seconds(3600))),
          .list("folders", \.watch.folders, new: Settings.WatchFolder(), keys: watchFolder) { folder, others in
            if folder.path.isEmpty { return "a folder needs its path" }
            return others.contains { $0.path == folder.path } ? "\(folder.path) is given twice" : nil
          },
        ]),
      .section(
        "drive",
        [
          .int("downloads", \.drive.downloads, 1...64),
          .text("api", \.drive.apiURL),
          .text("tokens", \.drive.tokenURL),
          .text("proxy", \.drive.proxyURL),
          .optionalAbsolutePath("authorities", \.drive.trustedAuthorities),
          .int("tries", \.drive.tries, 1...20),
          .duration("first_wait", \.drive.firstWait, .milliseconds(1)...(.seconds(60))),
          .duration("patience", \.drive.patience, .zero...(.seconds(3600))),
        ]),
      .section("backup", [.limit("keep", \.backup.keep, 1...10_000)]),
      .section(
        "cleanup",
        [
          .age("applications", \.cleanup.applications, in: "d", 1...36_500),
          .age("failed_resumes", \.cleanup.failedResumes, in: "d", 1...36_500),
          .age("error_logs", \.cleanup.errorLogs, in: "d", 1...36_500),
          .age("unused_candidates", \.cleanup.unusedCandidates, in: "months", 1...1200),
        ]),
      .section("health", health),
      .section(
        "database",
        [
          .int("connections", \.database.connections, 2...64),
          .duration("statement_timeout", \.database.limits.statement, .zero...(.seconds(86_400))),
          .duration("lock_timeout", \.database.limits.lock, .zero...(.seconds(86_400))),
          .duration("idle_in_transaction_timeout", \.database.limits.idle, .seconds(1)...(.seconds(3600))),
        ]),
      .section("logging", [.choice("level", \.logging.level), .choice("format", \.logging.format)]),
      .section(
        "metrics",
        [
          .port("port", \.metrics.port),
          .address("address", \.metrics.address),
        ]),
      .section(
        "people",
        [
          .email("default_recruiter", \.people.defaultRecruiter),
          .emails("users", \.people.users),
        ]),
    ]
  }

  private static var health: [SettingsKey<Settings>] {
    let times: ClosedRange<Duration> = .zero...(.seconds(10 * 365 * 86_400))
    return [
      .duration("slow_statement", \.health.slowStatement, times),
      .duration("long_transaction", \.health.longTransaction, times),
      .duration("idle_in_transaction", \.health.idleInTransaction, times),
      .int("connections", \.health.connections, 0...100),
      .int("cache_hits", \.health.cacheHits, 0...100),
      .duration("unused_index", \.health.unusedIndex, times),
      .int("dead_rows", \.health.deadRows, 0...100),
      .duration("vacuum_age", \.health.vacuumAge, times),
      .int("unanalyzed_rows", \.health.unanalyzedRows, 0...10_000),
      .int("transaction_age", \.health.transactionAge, 0...2000),
      .int("sequence", \.health.sequence, 0...100),
      .duration("queue_age", \.health.queueAge, times),
      .duration("overdue", \.health.overdue, times),
      .int("failures", \.health.failures, 0...100),
      .duration("backup_age", \.health.backupAge, times),
      .int("free_disk", \.health.freeDisk, 0...100),
    ]
  }

  private static var watchFolder: [SettingsKey<Settings.WatchFolder>] {
    [
      .absolutePath("path", \.path),
      .optionalEmail("recruiter", \.recruiter),
      .choice("source", \.source, DocumentSource.all.map(\.rawValue)),
      .texts("tags", \.tags, longest: 100),
      .choice("afterwards", \.afterwards),
      .bool("recursive", \.isRecursive),
      .bool("inotify", \.usesInotify),
    ]
  }

  private static func batch(_ path: WritableKeyPath<Settings, Settings.BatchShape>) -> [SettingsKey<Settings>] {
    [
      .int("batch", path.appending(path: \.count), 1...1000),
      .duration("linger", path.appending(path: \.linger), .zero...(.seconds(10))),
      .int("buffer", path.appending(path: \.buffer), 0...10_000),
    ]
  }
}
