import ResumeModel

/// A document's text, which lies in the main stream in pieces: an edit appends one rather than moving what is there.
///
/// Source: [MS-DOC] §2.8.35, §2.9.177.
struct DOCPieces {
  struct Piece {
    /// Characters, counted from the document's beginning.
    let range: Range<Int>
    /// Where its first character lies in the main stream.
    let offset: Int
    /// Whether a character is a byte rather than two.
    let isCompressed: Bool
    /// Changes to its formatting that an edit left behind.
    let changes: ArraySlice<UInt8>

    /// Where a character lies in the main stream.
    func offset(of character: Int) -> Int {
      offset + (character - range.lowerBound) * (isCompressed ? 1 : 2)
    }
  }

  private(set) var pieces: [Piece] = []
  private let main: BinaryData
  private let codePage: CodePage

  init(_ main: BinaryData, _ table: BinaryData, _ header: DOCHeader) throws(ExtractionError) {
    self.main = main
    codePage = header.isOld ? Self.codePage(of: header.language) : .windows1252
    if let location = header.location(of: .pieces) { readPieces(table, location, isOld: header.isOld) }
    if pieces.isEmpty, header.textStart < header.textEnd, header.textEnd <= main.count {
      let isCompressed =
        header.isOld || header.range(of: .headerTextBoxes).upperBound > (header.textEnd - header.textStart) / 2
      let count = (header.textEnd - header.textStart) / (isCompressed ? 1 : 2)
      pieces = [Piece(range: 0..<count, offset: header.textStart, isCompressed: isCompressed, changes: [])]
    }
    guard !pieces.isEmpty else {
      throw ExtractionError(.corrupt, "a DOC whose text can't be found; get the file again or save it anew")
    }
  }

  private mutating func readPieces(_ table: BinaryData, _ location: Range<Int>, isOld: Bool) {
    var at = location.lowerBound
    var changes: [ArraySlice<UInt8>] = []
    // Property changes come before the pieces.
    while table.uint8(at) == 1, let length = table.uint16(at + 1), at < location.upperBound {
      changes.append(table.slice(at + 3, count: length) ?? [])
      at += 3 + length
    }
    guard table.uint8(at) == 2, let length = table.uint32(at + 1) else { return }
    let plex = DOCPlex(table, at + 5..<at + 5 + length, size: 8)
    var end = 0
    for (range, entry) in plex.entries {
      guard let bits = table.uint32(entry + 2), let change = table.uint16(entry + 6) else { break }
      let isCompressed = isOld || bits & 0x4000_0000 != 0
      let offset = isOld ? bits : isCompressed ? (bits & 0x3FFF_FFFF) / 2 : bits & 0x3FFF_FFFF
      // A piece lies behind the one before it and within the stream.
      let room = (main.count - offset) / (isCompressed ? 1 : 2)
      guard range.lowerBound >= end, room > 0 else { continue }
      end = min(range.upperBound, range.lowerBound + room)
      let index = change >> 1
      pieces.append(
        Piece(
          range: range.lowerBound..<end, offset: offset, isCompressed: isCompressed,
          changes: change & 1 == 1 && changes.indices.contains(index) ? changes[index] : []))
    }
  }

  /// All characters up to the last piece's end, as units of UTF-16; gaps are zeros.
  func characters() -> [UInt16] {
    var units: [UInt16] = []
    for piece in pieces {
      // A gap as long as no document is damage.
      guard piece.range.lowerBound - units.count <= main.count else { break }
      while units.count < piece.range.lowerBound { units.append(0) }
      for index in 0..<piece.range.count {
        if piece.isCompressed {
          let scalar = codePage.scalar(of: main.bytes[piece.offset + index])
          units.append(UInt16(truncatingIfNeeded: scalar.value))
        } else {
          units.append(UInt16(main.uint16(piece.offset + index * 2) ?? 0))
        }
      }
    }
    return units
  }

  /// The piece that holds a character.
  func piece(of character: Int) -> Piece? {
    var (low, high) = (0, pieces.count)
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].range.upperBound <= character { low = middle + 1 } else { high = middle }
    }
    return low < pieces.count && pieces[low].range.contains(character) ? pieces[low] : nil
  }

  /// Of documents without Unicode, by the language they are in.
  private static func codePage(of language: Int) -> CodePage {
    switch language & 0x3FF {
    case 0x05, 0x0E, 0x15, 0x18, 0x1A, 0x1B, 0x1C, 0x24: .windows1250
    case 0x02, 0x19, 0x22, 0x23, 0x2F: .windows1251
    case 0x08: .windows1253
    case 0x1F: .windows1254
    case 0x0D: .windows1255
    case 0x01: .windows1256
    case 0x25, 0x26, 0x27: .windows1257
    default: .windows1252
    }
  }
}

/// Ranges, and an entry for each: n + 1 numbers, then n entries of one size.
///
/// Source: [MS-DOC] §2.2.2.
struct DOCPlex {
  /// Each range, and where its entry lies.
  private(set) var entries: [(range: Range<Int>, entry: Int)] = []

  init(_ data: BinaryData, _ location: Range<Int>?, size: Int) {
    guard let location, location.upperBound <= data.count, location.count >= 4 else { return }
    let count = (location.count - 4) / (4 + size)
    for index in 0..<count {
      let at = location.lowerBound + index * 4
      guard let start = data.uint32(at), let end = data.uint32(at + 4), start <= end, end <= 0x7FFF_FFFF else { break }
      entries.append((start..<end, location.lowerBound + (count + 1) * 4 + index * size))
    }
  }
}
