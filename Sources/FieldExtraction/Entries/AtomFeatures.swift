/// What the gazetteers say of an atom, or of several that one field takes.
struct AtomFeatures {
  var words = 0
  var titleHeads = 0
  var hasTail = false
  var isOnlyTail = false
  var organizationWords = 0
  var isEmployer = false
  var hasSchool = false
  var hasDegree = false
  /// It begins with the degree.
  var startsWithDegree = false
  var isScore = false
  var isPlace = false
  /// Some of it is a place.
  var hasPlace = false
  var hasPlaceCode = false
  var isRemote = false
  var hasDigits = false
  var isBold = false
  var isItalic = false
  var startsSmall = false
  var label: EntryLabels.Role?

  init(_ atom: Atom, _ line: TextLine) {
    let gazetteer = Gazetteer.standard
    let tokens = line.tokens[line.tokenIndices(in: atom.range)]
    for token in tokens {
      if token.isWordLike { words += 1 }
      if token.kind == .number || token.kind == .mixed && token.count > 3 { hasDigits = true }
    }
    titleHeads = gazetteer.titleHeads(line, atom.range)
    hasTail = gazetteer.hasTail(line, atom.range)
    isOnlyTail = gazetteer.organizations.value(of: line, in: atom.range) == Gazetteer.Organization.tail.rawValue
    organizationWords = gazetteer.organizationWords(line, atom.range)
    isEmployer = gazetteer.isEmployer(line, atom.range)
    hasSchool = gazetteer.hasSchool(line, atom.range)
    if let degree = gazetteer.degree(line, atom.range) {
      hasDegree = true
      startsWithDegree = degree.lowerBound <= atom.range.lowerBound + 1
    }
    isScore = gazetteer.isScore(line, atom.range) || Self.isFraction(line, atom.range)
    let place = gazetteer.place(line, atom.range)
    isPlace = place.covered > 0.99
    hasPlace = place.covered > 0
    hasPlaceCode = place.kinds.contains(.code)
    // "…, MA": a state's code behind its town.
    if atom.separator == .comma, tokens.count == 1, atom.range.count == 2,
      gazetteer.isStateCode(line, line.tokenIndices(in: atom.range).lowerBound)
    {
      (isPlace, hasPlaceCode) = (true, true)
    }
    if !isPlace, let last = line.folded[atom.range].last, Self.placeEndings.contains(last), atom.range.count <= 6 {
      (isPlace, hasPlace) = (true, true)
    }
    isRemote = isPlace && place.kinds.contains(.remote)
    let style = line.style(of: atom.range)
    isBold = style.isBold
    isItalic = style.isItalic
    startsSmall = line.scalars[atom.range.lowerBound].isLower
  }

  /// What the names of cities, districts and provinces end in: 市 区 県 省 시 구 도 …
  private static let placeEndings: Set<UInt32> = [
    0x5E02, 0x533A, 0x5340, 0x770C, 0x7E23, 0x53BF, 0x7701, 0x5E9C, 0x5DDE, 0x753A, 0x6751, 0xC2DC, 0xAD6C, 0xB3C4,
  ]

  /// Of two that stand beside each other.
  func joined(_ other: Self) -> Self {
    var result = self
    result.words += other.words
    result.titleHeads += other.titleHeads
    result.hasTail = hasTail || other.hasTail || other.isOnlyTail
    result.isOnlyTail = false
    result.organizationWords += other.organizationWords
    result.isEmployer = isEmployer || other.isEmployer
    result.hasSchool = hasSchool || other.hasSchool
    result.hasDegree = hasDegree || other.hasDegree
    result.isScore = isScore || other.isScore
    result.isPlace = isPlace && other.isPlace
    result.hasPlace = hasPlace || other.hasPlace
    result.hasPlaceCode = hasPlaceCode || other.hasPlaceCode
    result.isRemote = isRemote && other.isRemote
    result.hasDigits = hasDigits || other.hasDigits
    result.isBold = isBold && other.isBold
    return result
  }

  /// "3.4/4.0", "1,7", "85%".
  private static func isFraction(_ line: TextLine, _ range: Range<Int>) -> Bool {
    var digits = 0
    for scalar in line.folded[range] {
      if Folding.isDigit(scalar) {
        digits += 1
      } else if Folding.isLetter(scalar) {
        return false
      }
    }
    return digits > 0 && digits <= 6
  }
}
