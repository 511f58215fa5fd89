/// Whom a document is about, as far as its own addresses and pages show the name.
struct Owner {
  /// Words of the name, of three letters and more.
  private let words: [[UInt32]]

  init(name: String? = nil) {
    let folded = Folding.fold(name ?? "")
    words = Tokenizer.tokens(of: folded).filter { $0.kind == .word && $0.count >= 3 }.map {
      Array(folded[$0.start..<$0.end])
    }
  }

  /// Nothing is known of the name.
  var isEmpty: Bool { words.isEmpty }

  /// Whether a word of the name stands in an address or URL.
  func resembles(_ text: String) -> Bool {
    let folded = Folding.fold(text)
    return words.contains { word in
      folded.indices.contains { start in folded[start...].starts(with: word) }
    }
  }
}
