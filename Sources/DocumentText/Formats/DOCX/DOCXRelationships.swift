/// What a part refers to: other parts, or something outside.
///
/// Source: ECMA-376 Part 2 (Open Packaging Conventions), §6.5.
struct DOCXRelationships {
  struct Relationship {
    var type: String
    /// A part's name, or an address where it is external.
    var target: String
    var isExternal: Bool

    /// Its kind, the same in the transitional and in the strict standard.
    fileprivate func isOf(_ kind: String) -> Bool { type.hasSuffix("/" + kind) }
  }

  /// In the order of the file, which alone is the same in every run.
  private var all: [Relationship] = []
  private var places: [String: Int] = [:]

  /// By identifier; of several with the same one, the last.
  subscript(id: String) -> Relationship? { places[id].map { all[$0] } }

  mutating func append(_ relationship: Relationship, id: String) {
    places[id] = all.count
    all.append(relationship)
  }

  /// The name of the first part of a kind.
  func part(_ kind: String) -> String? { all.first { $0.isOf(kind) && !$0.isExternal }?.target }
}
