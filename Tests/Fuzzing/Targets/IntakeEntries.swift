import ResumeModel
import TestSupport

@testable import Intake

/// An archive as it is uploaded.
struct ArchiveEntry: FuzzEntry {
  var seeds: [[UInt8]] {
    var zip = SyntheticZip()
    for number in 0..<4 { zip.add("folder/\(number).txt", "content \(number)") { $0.isZip64 = number == 2 } }
    zip.add("../../etc/passwd\u{202e}fdp.exe", "x")
    zip.comment = Array("a comment".utf8)
    var claims = SyntheticZip([("a.txt", "a"), ("b.txt", "b")])
    claims.members[0].claimedSize = 1 << 40
    claims.members[0].isZip64 = true
    claims.members[1].offset = Int.max
    claims.members[1].isZip64 = true
    claims.members[1].claimedCompressedSize = Int.max
    return [zip.bytes, claims.bytes, SyntheticZip([("mimetype", "application/vnd.oasis.opendocument.text")]).bytes]
  }

  private static let limits = ArchiveLimits(
    archiveBytes: 1_000_000, members: 50, memberBytes: 100_000, inflatedBytes: 1_000_000)

  func check(_ bytes: [UInt8]) throws(BrokenPromise) {
    switch ZipContent(of: bytes, limits: Self.limits) {
    case .document: break
    case .refused(let error): try Promises.checkText(error.detail, of: "a reason")
    case .archive(let directory):
      try BrokenPromise.unless(directory.entries.count <= Self.limits.members, "\(directory.entries.count) members")
      for entry in directory.entries {
        try NameEntry.check(member: entry.name)
        guard entry.size <= Self.limits.memberBytes, let content = try? entry.content(in: bytes) else { continue }
        try BrokenPromise.unless(
          content.count == entry.size && SyntheticZip.checksum(of: content) == entry.checksum,
          "a member that is not what its directory says")
      }
    }
  }
}

/// Names of members, and text that may steer what shows it.
struct NameEntry: FuzzEntry {
  var seeds: [[UInt8]] {
    ["résumé.pdf", "a\\b\\c.docx", "__MACOSX/._x", "~$cv.docx", "../x/./y", "cv\u{202e}fdp.exe", "javascript:alert(1)"]
      .map { Array($0.utf8) } + [[0x72, 0x82, 0x73, 0x75, 0x6D, 0x82], [0, 0x1B, 0x5B, 0x32, 0x4A], []]
  }

  func check(_ bytes: [UInt8]) throws(BrokenPromise) {
    try Self.check(member: bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    try Promises.checkText(text.replacingSteering(with: nil), of: "a text without steering")
    try Promises.checkText(text.replacingSteering(with: "\u{fffd}", keeping: ["\n"]), of: "a text", keeping: ["\n"])
    if Link.isHarmless(text) { try Promises.checkText(text, of: "a harmless link") }
  }

  static func check(member name: [UInt8]) throws(BrokenPromise) {
    let shown = MemberName.shown(name)
    try BrokenPromise.unless(!shown.isEmpty, "a member without a name")
    try BrokenPromise.unless(shown.utf8.count <= 3 * max(name.count, 3), "a name of \(shown.utf8.count) bytes")
    try Promises.checkText(shown, of: "a member's name")
    _ = MemberName.isLeftOut(name)
  }
}

/// Paths, alone and in a list.
struct PathEntry: FuzzEntry {
  var seeds: [[UInt8]] {
    ["/a/b.pdf\ncv.pdf\r\n\r\n/c/d", "a\0b\0\0c", "/", "cv.pdf.part", String(repeating: "é", count: 200) + ".docx"]
      .map { Array($0.utf8) } + [[0xFF, 0x2F, 0x2E, 0x2E, 0x2F, 0xED, 0xA0, 0x80]]
  }

  func check(_ bytes: [UInt8]) throws(BrokenPromise) {
    try Self.check(FilePath(bytes: bytes))
    for separator in [PathList.Separator.newline, .null] {
      let whole = Self.paths(bytes, separator, by: max(bytes.count, 1))
      for path in whole {
        try BrokenPromise.unless(
          !path.bytes.isEmpty && !path.bytes.contains(separator.rawValue), "a path with a separator in it")
        try Self.check(path)
      }
      // What is longer than any path is cut, and where is of no matter.
      guard bytes.count <= 4096 else { continue }
      for size in [1, 7, 100] {
        try BrokenPromise.unless(Self.paths(bytes, separator, by: size) == whole, "other paths in pieces of \(size)")
      }
    }
  }

  private static func paths(_ bytes: [UInt8], _ separator: PathList.Separator, by size: Int) -> [FilePath] {
    var splitter = PathSplitter(separator: separator)
    var paths: [FilePath] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      splitter.append(Array(bytes[start..<min(start + size, bytes.count)]))
      while let path = splitter.next() { paths.append(path) }
    }
    splitter.finish()
    while let path = splitter.next() { paths.append(path) }
    return paths
  }

  private static func check(_ path: FilePath) throws(BrokenPromise) {
    if let parent = path.parent, path.lastComponent != "" {
      try BrokenPromise.unless(path.isWithin(parent), "a path outside its folder")
    }
    try BrokenPromise.unless(path.components.allSatisfy { !$0.bytes.isEmpty }, "a part without a name")
    try BrokenPromise.unless(path.description.utf8.count <= 4 * path.bytes.count, "a long description")
    _ = WatchedNames.isLeftAlone(path)
    _ = WatchedNames.isFolderLeftAlone(path)
    let name = path.lastComponent
    for (number, spare) in [(1, 0), (2, 12), (.max, 40)] {
      let numbered = name.numbered(number, leaving: spare)
      try BrokenPromise.unless(
        numbered.bytes.count + spare <= max(255, spare + 64), "a name of \(numbered.bytes.count) bytes")
    }
  }
}
