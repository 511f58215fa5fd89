/// The names of one markup language that its reader knows; what it does not know leaves no more than its structure.
protocol XMLVocabulary {
  associatedtype Tag: XMLTag
  associatedtype Attribute: Equatable

  /// - Parameter namespace: its address; nil for an element in none.
  static func tag(_ name: String, namespace: String?) -> Tag
  /// By name alone: no two attributes that are known and differ only in namespace meet on one element.
  static func attribute(_ name: String) -> Attribute?
}

/// An element's name.
protocol XMLTag: Equatable {
  /// Any element that is not known.
  static var other: Self { get }
  /// A stretch of text beside elements, which stands in the tree as an element of its own.
  static var text: Self { get }

  var content: XMLContent { get }
}

/// What an element may hold that is of use.
enum XMLContent {
  /// Elements; text between them is white space.
  case elements
  /// Text, and no elements that matter.
  case text
  /// Text and elements in any order.
  case mixed
  /// Nothing, and often much of it.
  case passedOver
}
