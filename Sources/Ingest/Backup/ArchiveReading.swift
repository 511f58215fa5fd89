import Intake
import PostgreSQL

/// Reads an archive with documents: only as we write it, so that any difference is damage.
struct ArchiveReading {
  let file: BackupFile

  /// Goes through all of it, and computes every checksum.
  func content(_ stop: ClientProgram.Stop) throws -> BackupContent {
    var members = try members(stop)[...]
    guard let manifestMember = members.popLast(), manifestMember.name == BackupArchive.manifest,
      let sumsMember = members.popLast(), sumsMember.name == BackupArchive.sums, let dump = members.popFirst()
    else { throw damage }
    let manifest = try BackupManifest(try file.read(manifestMember.region), of: file.path)
    guard let expected = manifest.documents, dump.name == BackupArchive.dump(manifest.format),
      try file.digest(of: dump.region).description == manifest.databaseSHA256,
      try file.digest(of: sumsMember.region).description == expected.sumsSHA256
    else { throw damage }
    let sums = String(decoding: try file.read(sumsMember.region), as: UTF8.self).split(separator: "\n")
    guard sums.count == members.count, expected.count == members.count else { throw damage }
    var documents: [BackupContent.Document] = []
    for (line, member) in zip(sums, members) {
      try stop.check()
      let sha256 = try file.digest(of: member.region).description
      let address = String(member.name.dropFirst(BackupArchive.documents.count))
      guard line == "\(sha256)  \(member.name)", member.name == BackupArchive.documents + Self.address(of: sha256)
      else {
        throw damage
      }
      documents.append(BackupContent.Document(address: address, region: member.region))
    }
    return BackupContent(
      file: file, format: manifest.format, dump: dump.region, documents: documents, manifest: manifest)
  }

  private struct Member {
    var name: String
    var region: Range<Int>
  }

  private func members(_ stop: ClientProgram.Stop) throws -> [Member] {
    var members: [Member] = []
    var offset = 0
    while true {
      try stop.check()
      let block = try file.read(offset..<(offset + TarHeader.blockSize))
      offset += TarHeader.blockSize
      guard let header = TarHeader(block[...]) else {
        let rest = block + (try file.read(offset..<(offset + TarHeader.end.count)))
        guard rest == TarHeader.end, !members.isEmpty else { throw damage }
        return members
      }
      let (end, overflow) = offset.addingReportingOverflow(header.size)
      guard !overflow, end <= file.size else { throw damage }
      members.append(Member(name: header.name, region: offset..<end))
      offset = end + TarHeader.padding(after: header.size)
    }
  }

  private static func address(of sha256: String) -> String { "\(sha256.prefix(2))/\(sha256)" }

  private var damage: BackupError { .damaged(file.path, "was cut short or altered") }
}
