import ResumeModel

/// What a file with a ZIP's signature is.
enum ZipContent {
  /// One document whose format happens to be a ZIP (DOCX, ODT …), or no ZIP at all.
  case document
  /// Files of their own.
  case archive(ZipDirectory)
  /// An archive that can't be taken: damaged, or beyond the limits.
  case refused(ExtractionError)

  /// Judged by the content, never by a name.
  init(of bytes: some RandomAccess, limits: ArchiveLimits) {
    let start = bytes.read(at: 0, length: 4)
    let signatures: [[UInt8]] = [
      [0x50, 0x4B, 3, 4], [0x50, 0x4B, 5, 6], [0x50, 0x4B, 7, 8], [0x50, 0x4B, 0x30, 0x30],
    ]
    guard signatures.contains(start) else {
      self = .document
      return
    }
    guard let end = ZipDirectoryEnd(bytes) else {
      self =
        DocumentMarks(ofHeadersIn: bytes).isDocument
        ? .document : .refused(ExtractionError(.corrupt, "the archive is cut off: its end is missing; get it again"))
      return
    }
    self = Self.read(bytes, end, limits: limits)
  }

  private static func read(_ bytes: some RandomAccess, _ end: ZipDirectoryEnd, limits: ArchiveLimits) -> ZipContent {
    var reader = ZipEntryReader(bytes: bytes, at: end.offset)
    var directory = ZipDirectory()
    var count = 0
    var marks = DocumentMarks()
    var problem: ExtractionError?
    while count < end.count {
      guard let entry = reader.next() else {
        if DocumentMarks(ofHeadersIn: bytes).isDocument { return .document }
        problem = ExtractionError(.corrupt, "the archive's directory is damaged; get it again")
        break
      }
      count += 1
      marks.note(entry.name)
      if marks.isDocument { return .document }
      if !MemberName.isLeftOut(entry.name) { directory.entries.append(entry) }
      let used = reader.at - end.offset
      if directory.entries.count > limits.members || count > 2 * limits.members
        || used > (limits.members + 64) * ArchiveLimits.directoryBytesPerMember
      {
        // What tells a document stands within the first entries.
        problem = ExtractionError(
          .limitExceeded,
          "more than \(limits.members) files in one archive: unpack it and ingest the folder, or raise "
            + "intake.maximum_archive_members")
        break
      }
    }
    if end.isPart {
      return .refused(
        ExtractionError(.unsupportedType, "a part of a split archive: join the parts and ingest the whole"))
    }
    if let problem { return .refused(problem) }
    if let problem = directory.problem(archiveBytes: bytes.count, limits: limits) { return .refused(problem) }
    return .archive(directory)
  }
}

extension ZipDirectory {
  /// Why none of it is to be inflated; nil where it may be.
  fileprivate func problem(archiveBytes: Int, limits: ArchiveLimits) -> ExtractionError? {
    if archiveBytes > limits.archiveBytes {
      return ExtractionError(
        .tooLarge,
        "an archive of \(archiveBytes) bytes, over the limit of \(limits.archiveBytes); see intake.maximum_archive_size"
      )
    }
    if entries.isEmpty { return ExtractionError(.empty, "an archive without a file in it") }
    let inflated = entries.reduce(0) { total, entry in
      // What is too large is not read at all.
      entry.size > limits.memberBytes ? total : total + entry.size
    }
    if inflated > limits.inflatedBytes {
      return ExtractionError(
        .limitExceeded,
        "the archive inflates to \(inflated) bytes, over the limit of \(limits.inflatedBytes); see "
          + "intake.maximum_archive_content")
    }
    if inflated > ArchiveLimits.ratioFloor, inflated / max(1, archiveBytes) >= limits.ratio {
      return ExtractionError(
        .limitExceeded,
        "\(archiveBytes) bytes that inflate to \(inflated): a zip bomb, or raise intake.maximum_archive_ratio")
    }
    // A header takes 30 bytes at least. Members that share bytes are a bomb that no ratio of one of them shows.
    var end = 0
    // One that lies beyond the end is damaged, and harms nobody else.
    for entry in entries.sorted(by: { $0.offset < $1.offset }) where entry.offset < archiveBytes {
      guard entry.offset >= end else {
        return ExtractionError(.limitExceeded, "the archive's members overlap, as in a zip bomb: none was taken")
      }
      let (sum, overflow) = (entry.offset + 30).addingReportingOverflow(entry.compressedSize)
      end = overflow ? Int.max : sum
    }
    return nil
  }
}
