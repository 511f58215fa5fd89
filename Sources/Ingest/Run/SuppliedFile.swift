import Intake
import ResumeModel

/// A file from elsewhere than this machine's folders: named by its source, its bytes had when its turn comes.
public struct SuppliedFile: Hashable, Sendable {
  /// The source's own name for it, which never changes: what `sightings.source_ref` says.
  public var reference: String
  /// As people call it: any characters. It names no file of this machine.
  public var name: String
  /// What its source has of it, by which it is known again.
  public var version: String
  /// Bytes, by its source's account; 0 where it doesn't say.
  public var size: Int
  /// Seconds since 1970.
  public var modifiedAt: Double?
  /// Why it is not to be had at all: it is recorded as failed, and nothing is fetched.
  public var refusal: ExtractionError?

  public init(
    reference: String, name: String, version: String, size: Int = 0, modifiedAt: Double? = nil,
    refusal: ExtractionError? = nil
  ) {
    self.reference = reference
    self.name = name
    self.version = version
    self.size = size
    self.modifiedAt = modifiedAt
    self.refusal = refusal
  }
}

/// What came of asking a source for a file's bytes.
public enum SuppliedContent: Hashable, Sendable {
  /// All of them came, and are those of the file as it is here: it may have changed since it was found.
  case fetched(SuppliedFile)
  /// They are never to be had: the file is recorded as failed.
  case refused(ExtractionError)
  /// They could not be had this time, for a reason in one line: nothing is recorded, and the source gives the file again.
  case unavailable(String)
  /// The file is there no more.
  case gone
}

/// Where the files of a ``SuppliedRun`` come from.
public protocol FileSupply: Sendable {
  associatedtype Files: AsyncSequence & Sendable where Files.Element == SuppliedFile

  /// Each of them once. What it throws stops the run.
  var files: Files { get }

  /// What messages and reports call a file.
  func label(of reference: String, name: String) -> String

  /// Fetches a file.
  ///
  /// - Parameter spool: where its bytes go.
  /// - Throws: what keeps all files away, and stops the run; what the spool throws.
  func fetch(_ file: SuppliedFile, into spool: Spool) async throws -> SuppliedContent

  /// The bytes of all files are stored and their rows committed, but for those that were unavailable: the source need not
  /// give them again.
  func allTaken() async throws
}
