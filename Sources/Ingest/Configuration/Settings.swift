import CandidateStore
import FoundationEssentials
import Intake
import ReaderProtocol

/// What `pipeline.yaml` says, with its defaults. Every key is described there.
public struct Settings: Hashable, Sendable {
  public var intake = IntakeSettings()
  public var scan = ScanSettings()
  public var readers = ReaderSettings()
  public var stages = StageSettings()
  public var queue = QueueSettings()
  public var content = ContentSettings()
  public var watch = WatchSettings()
  public var drive = DriveSettings()
  public var database = DatabaseSettings()
  public var people = PeopleSettings()
  public var logging = LoggingSettings()
  public var metrics = MetricsSettings()
  public var backup = BackupSettings()
  public var cleanup = CleanupAges()
  public var health = HealthThresholds()

  public init() {}

  public struct IntakeSettings: Hashable, Sendable {
    public var isRecursive = true
    /// Bytes of one file.
    public var maximumBytes = 20_000_000
    public var archives = ArchiveSettings()
    /// One of `candidates.source`: what a batch of files counts as.
    public var source = "bulk_upload"

    /// What a file, and an archive of files, may hold.
    public var limits: ArchiveLimits {
      ArchiveLimits(
        archiveBytes: archives.maximumBytes, members: archives.maximumMembers, memberBytes: maximumBytes,
        inflatedBytes: archives.maximumInflatedBytes, ratio: archives.maximumRatio)
    }
  }

  public struct ArchiveSettings: Hashable, Sendable {
    /// Bytes of an archive.
    public var maximumBytes = 2_000_000_000
    public var maximumMembers = 20_000
    /// Bytes of all of its members, inflated.
    public var maximumInflatedBytes = 10_000_000_000
    /// How many times its own size it may inflate to.
    public var maximumRatio = 200
  }

  /// The virus scanner that is asked before a document is opened.
  public struct ScanSettings: Hashable, Sendable {
    /// What becomes of documents while it is away.
    public enum Absence: String, Hashable, Sendable, CaseIterable {
      case hold, pass
    }

    /// The socket of clamd; nil for no scan.
    public var clamd: String?
    public var absence = Absence.hold
    public var timeout: Duration = .seconds(60)
  }

  public struct ReaderSettings: Hashable, Sendable {
    /// Processes; nil is one per core.
    public var processes: Int?
    public var deadline: Duration = .seconds(15)
    /// For all pictures of one document.
    public var recognitionDeadline: Duration = .seconds(60)
    public var documentsPerReader = 1000
    /// Bytes.
    public var maximumMemory = 150_000_000
    /// Deaths of a reader until the document it held is given up.
    public var tries = 3
    /// Whether a wall that the kernel has not may be missing.
    public var sandbox = SandboxRequirement.available

    public var count: Int { processes ?? ProcessInfo.processInfo.activeProcessorCount }

    /// - Parameters:
    ///   - tries: overrides the setting, for a command that does not try again.
    ///   - processes: overrides it too.
    ///   - recognitionDeadline: and that.
    public func pool(
      maximumBytes: Int, processes: Int? = nil, tries: Int? = nil, recognitionDeadline: Duration? = nil
    ) -> ReaderPool.Configuration {
      ReaderPool.Configuration(
        size: processes ?? count, deadline: deadline, documentsPerReader: documentsPerReader,
        maximumResidentBytes: maximumMemory, tries: tries ?? self.tries, maximumBytes: maximumBytes,
        recognitionDeadline: recognitionDeadline ?? self.recognitionDeadline, sandbox: sandbox)
    }
  }

  /// How wide each stage is, and how much waits before it.
  public struct StageSettings: Hashable, Sendable {
    public var store = StageShape(width: 2, buffer: 16)
    public var register = BatchShape(count: 64, linger: .milliseconds(50), buffer: 128)
    /// Its width is the number of readers.
    public var read = ReadShape(buffer: 16)
    public var commit = BatchShape(count: 64, linger: .milliseconds(100), buffer: 128)
  }

  public struct StageShape: Hashable, Sendable {
    public var width: Int
    public var buffer: Int
  }

  public struct ReadShape: Hashable, Sendable {
    public var buffer: Int
  }

  public struct BatchShape: Hashable, Sendable {
    public var count: Int
    public var linger: Duration
    public var buffer: Int
  }

  public struct QueueSettings: Hashable, Sendable {
    /// Resumes claimed in one round trip.
    public var claim = 32
    public var lease: Duration = .seconds(30)
    public var poll: Duration = .seconds(1)
    /// How long a run waits for a database that is away before it gives up.
    public var patience: Duration = .seconds(60)
  }

  public struct ContentSettings: Hashable, Sendable {
    public enum Storage: String, Hashable, Sendable, CaseIterable {
      case directory, database
    }

    public var storage = Storage.directory
    /// Nil is `content` in the data directory.
    public var directory: String?

    /// Where documents lie with `storage: directory`.
    public var folder: String { directory ?? DataDirectory.path + "/content" }
  }

  /// `hotgigs db backup`.
  public struct BackupSettings: Hashable, Sendable {
    /// How many stay in a folder; nil keeps all.
    public var keep: Int?
  }

  /// The folders of `hotgigs watch`.
  public struct WatchSettings: Hashable, Sendable {
    /// How long a file's size and time must have rested.
    public var settle: Duration = .seconds(2)
    /// How often to list a folder although inotify tells of it.
    public var rescan: Duration = .seconds(60)
    /// How often to list one that inotify can't watch.
    public var poll: Duration = .seconds(5)
    public var folders: [WatchFolder] = []
  }

  public struct WatchFolder: Hashable, Sendable {
    /// What becomes of a file whose outcome is known.
    public enum Afterwards: String, Hashable, Sendable, CaseIterable {
      case keep, move, delete
    }

    /// Absolute.
    public var path = ""
    /// E-mail address of whom its files belong to; nil is who `hotgigs ingest` takes files in for.
    public var recruiter: String?
    /// One of `candidates.source`.
    public var source = "resume_import"
    public var tags: [String] = []
    public var afterwards = Afterwards.move
    public var isRecursive = true
    public var usesInotify = true

    public init() {}
  }

  /// How Google Drive is reached.
  public struct DriveSettings: Hashable, Sendable {
    /// Files that are fetched at once.
    public var downloads = 4
    /// What comes before `/drive/v3`; nil is Google's.
    public var apiURL: String?
    /// Where tokens come from; nil is where the credential says, or Google's.
    public var tokenURL: String?
    public var proxyURL: String?
    /// A PEM file of authorities that are trusted besides the system's.
    public var trustedAuthorities: String?
    /// Attempts of one call, in all.
    public var tries = 6
    /// About the wait before the second attempt; each later one is twice as long.
    public var firstWait: Duration = .seconds(1)
    /// How long one call is tried.
    public var patience: Duration = .seconds(300)

    public init() {}
  }

  public struct DatabaseSettings: Hashable, Sendable {
    public var connections = 4
    public var limits = TransactionLimits()
  }

  /// What long-running commands write to standard error.
  public struct LoggingSettings: Hashable, Sendable {
    public enum Level: String, Hashable, Sendable, CaseIterable {
      case trace, debug, info, notice, warning, error, critical
    }

    public enum Format: String, Hashable, Sendable, CaseIterable {
      case text, json
    }

    public var level = Level.info
    public var format = Format.text
  }

  /// What long-running commands tell over HTTP.
  public struct MetricsSettings: Hashable, Sendable {
    /// Nil: nothing is listened on. 0 takes any that is free.
    public var port: Int?
    /// A numeric one.
    public var address = "127.0.0.1"
  }

  public struct PeopleSettings: Hashable, Sendable {
    /// E-mail address of whom files belong to when no one is named.
    public var defaultRecruiter = "recruiter@localhost"
    /// Operating-system user → e-mail address of whom they act as.
    public var users: [String: String] = [:]
  }
}
