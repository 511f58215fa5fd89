import Glibc

/// What one process may take of the machine.
public struct ProcessLimits: Hashable, Sendable {
  /// Bytes: a document that wants more than any resume needs ends its reader, not the machine.
  public var addressSpace: Int
  /// Bytes of a file that it writes to. Devices and sockets are none.
  public var fileSize = 0
  /// Descriptors: the document, the socket, and what libraries hold open for a moment.
  public var openFiles = 64

  public init(addressSpace: Int) {
    self.addressSpace = addressSpace
  }

  /// What `hotgigs-reader` needs: an address space of 640 MB, of which resumes use a tenth.
  public static let reader = Self(addressSpace: 640 << 20)

  /// What `hotgigs-ocr` needs: 1.5 GB, for a language's data and the picture of a page several times over.
  public static let recognizer = Self(addressSpace: 1536 << 20)
}

/// A resource as Linux counts it.
enum ProcessResource: Sendable {
  case addressSpace, processorTime, fileSize, openFiles, coreDumps

  /// Sets what the process may take, once for all.
  ///
  /// - Returns: `errno`, or nil where it holds.
  func limit(to value: Int) -> CInt? {
    var limits = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value))
    return setrlimit(number, &limits) == 0 ? nil : errno
  }

  /// Sets what it may take until it is told otherwise.
  func limitForNow(to value: Int) -> CInt? {
    var limits = rlimit()
    guard getrlimit(number, &limits) == 0 else { return errno }
    limits.rlim_cur = min(rlim_t(value), limits.rlim_max)
    return setrlimit(number, &limits) == 0 ? nil : errno
  }

  private var number: __rlimit_resource_t {
    switch self {
    case .addressSpace: __rlimit_resource_t(RLIMIT_AS.rawValue)
    case .processorTime: __rlimit_resource_t(RLIMIT_CPU.rawValue)
    case .fileSize: __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
    case .openFiles: __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    case .coreDumps: __rlimit_resource_t(RLIMIT_CORE.rawValue)
    }
  }
}
