import CandidateStore
import CommandKit
import Glibc
import Intake
import ResumeModel

/// All that is held on a person as a folder: `subject.json` and the documents. For its owner alone, and all of it or nothing.
struct SubjectFolder {
  let path: String

  /// Makes it.
  ///
  /// - Returns: numbers of the resumes whose bytes are gone.
  /// - Throws: ``CommandFailure`` where it can't be written; `ContentStoreError`.
  func write(_ data: PersonalData, from content: any ContentStore) async throws -> [Int] {
    let trimmed = String(path.reversed().drop { $0 == "/" }.reversed())
    let unfinished = "\(trimmed).\(getpid()).unfinished"
    try makeFolder(unfinished)
    do {
      var absent: [Int] = []
      try makeFile(unfinished + "/subject.json", Array((data.json.text + "\n").utf8))
      if !data.documents.isEmpty { try makeFolder(unfinished + "/documents") }
      for document in data.documents {
        do {
          let bytes = try Self.bytes(of: try await content.open(document.address))
          try makeFile("\(unfinished)/documents/\(Self.name(of: document))", bytes)
        } catch is ExtractionError {
          absent.append(document.resumeID)
        }
      }
      // Over an empty folder too, never over one that holds something.
      guard rename(unfinished, trimmed) == 0 else { throw failure(trimmed) }
      return absent
    } catch {
      remove(unfinished, data.documents)
      throw error
    }
  }

  /// A name that is no path, whatever the file was called.
  private static func name(of document: PersonalData.Document) -> String {
    let number = "\(document.resumeID)-"
    return number + document.filename.fileName(maximumBytes: 255 - number.utf8.count)
  }

  private static func bytes(of file: consuming OpenFile) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: file.size)
    var filled = 0
    while filled < bytes.count {
      // Not empty: see the condition.
      let count = bytes.withUnsafeMutableBytes {
        pread(file.descriptor, $0.baseAddress! + filled, $0.count - filled, off_t(filled))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw ContentStoreError("a stored document can't be read: \(SystemError(errno))") }
      filled += count
    }
    return bytes
  }

  private func makeFolder(_ path: String) throws {
    guard mkdir(path, 0o700) == 0 else { throw failure(path) }
  }

  private func makeFile(_ path: String, _ bytes: [UInt8]) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw failure(path) }
    defer { close(file) }
    guard Terminal.write(bytes, to: file) else { throw failure(path) }
  }

  private func remove(_ folder: String, _ documents: [PersonalData.Document]) {
    for document in documents { unlink("\(folder)/documents/\(Self.name(of: document))") }
    rmdir(folder + "/documents")
    unlink(folder + "/subject.json")
    rmdir(folder)
  }

  private func failure(_ path: String) -> CommandFailure {
    let reason = SystemError(errno)
    return CommandFailure(
      .cannotCreate,
      "can't write \(path): \(reason); name a new folder, with room for the documents. Nothing was kept of it")
  }
}
