/// What is known of phrases by the hash of their words: values, and which hashes are of the first words of longer phrases.
///
/// Open addressing in one array. Hashes need no hashing again, and what is looked up is the program's own: no document can
/// choose which phrases fall together. Swift's dictionary, which defends itself against that, took six times as long to ask
/// and to fill, and it is asked for most words of a document by most fields.
struct PhraseTable {
  struct Entry {
    fileprivate var hash: UInt64 = 0
    /// Of the phrase that ends here, if one does.
    var value: UInt16 = 0
    /// Whether a phrase ends here.
    var isPhrase = false
    /// Whether a longer phrase goes on from here.
    var goesOn = false

    fileprivate var isFree: Bool { !isPhrase && !goesOn }
  }

  private var entries: [Entry]
  /// Four bits a slot, one of them set for each hash: most words of a document are in no table, and a few kilobytes that stay in
  /// the processor's cache say so for what would else be fetched from megabytes.
  private var filter: [UInt64]
  private var count = 0
  private var shift: UInt64

  /// - Parameter capacity: how many hashes it takes before it grows.
  init(capacity: Int = 8) {
    let bits = max(4, Int.bitWidth - (2 * capacity - 1).leadingZeroBitCount)
    entries = Array(repeating: Entry(), count: 1 << bits)
    filter = Self.filter(of: entries)
    shift = UInt64(64 - bits)
  }

  var isEmpty: Bool { count == 0 }

  subscript(hash: PhraseHash) -> Entry? {
    let bit = filterBit(of: hash.value)
    guard filter[bit / 64] >> UInt64(bit % 64) & 1 == 1 else { return nil }
    let entry = entries[slot(of: hash.value)]
    return entry.isFree ? nil : entry
  }

  /// Of two values for one phrase the later one stays.
  mutating func insert(_ hash: PhraseHash, _ value: UInt16) {
    update(hash) { entry in
      entry.isPhrase = true
      entry.value = value
    }
  }

  /// Notes words that a longer phrase begins with.
  mutating func insert(beginning hash: PhraseHash) {
    update(hash) { $0.goesOn = true }
  }

  private mutating func update(_ hash: PhraseHash, _ change: (inout Entry) -> Void) {
    if 2 * (count + 1) > entries.count { grow() }
    let slot = slot(of: hash.value)
    if entries[slot].isFree { count += 1 }
    entries[slot].hash = hash.value
    change(&entries[slot])
    noteInFilter(hash.value)
  }

  /// Where a hash stands, or where it would.
  private func slot(of hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: Self.spread(hash) >> shift)
    while !entries[slot].isFree, entries[slot].hash != hash { slot = (slot + 1) & (entries.count - 1) }
    return slot
  }

  /// A product with 2⁶⁴ over the golden ratio, of which the upper bits are taken: a hash's own low bits are of its words' last
  /// letters.
  private static func spread(_ hash: UInt64) -> UInt64 { hash &* 0x9E37_79B9_7F4A_7C15 }

  private func filterBit(of hash: UInt64) -> Int { Int(truncatingIfNeeded: Self.spread(hash) >> (shift - 2)) }

  private mutating func noteInFilter(_ hash: UInt64) {
    let bit = filterBit(of: hash)
    filter[bit / 64] |= 1 << UInt64(bit % 64)
  }

  private static func filter(of entries: [Entry]) -> [UInt64] {
    Array(repeating: 0, count: entries.count * 4 / 64)
  }

  private mutating func grow() {
    let old = entries
    entries = Array(repeating: Entry(), count: 2 * old.count)
    filter = Self.filter(of: entries)
    shift -= 1
    for entry in old where !entry.isFree {
      entries[slot(of: entry.hash)] = entry
      noteInFilter(entry.hash)
    }
  }
}
