import FoundationEssentials
import PostgreSQL

/// In which order a search shows candidates.
public enum CandidateOrder: String, Hashable, Sendable, Codable, CaseIterable {
  /// Hits in name and title first, then skills, employers, summary, and what only the documents' text holds.
  case relevance
  /// Who was added last comes first.
  case newest
  case name
  /// By their numbers.
  case number
}

/// A place in the result of a search: the candidates behind it are the next page, whoever was added meanwhile.
public struct CandidateCursor: Hashable, Sendable {
  /// What `hotgigs_find_candidates` goes on from.
  struct Place: Hashable, Sendable, Codable {
    var id: Int
    /// As PostgreSQL prints a `real`.
    var rank: String?
    var high: Int?
    var low: Int?
    var name: String?
  }

  private struct Content: Codable {
    var place: Place
    var order: CandidateOrder
    var search: UInt64
  }

  let place: Place
  /// Opaque, without characters that a shell minds.
  public let token: String

  init(_ place: Place, order: CandidateOrder, criteria: CandidateCriteria) throws {
    self.place = place
    let content = try JSONText(Content(place: place, order: order, search: Self.fingerprint(criteria)))
    token = Data(content.text.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }

  /// - Throws: ``StoreError`` of code `unknownCursor` where it is none, or is of another search or order.
  public init(token: String, order: CandidateOrder, criteria: CandidateCriteria) throws(StoreError) {
    let base64 = token.replacing("-", with: "+").replacing("_", with: "/")
    let padding = String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
    guard let data = Data(base64Encoded: base64 + padding),
      let content = try? JSONText(received: [UInt8](data)).decode(Content.self)
    else {
      throw StoreError(.unknownCursor, "'\(token)' is no place in a search: use the one that the page before gave")
    }
    guard content.order == order, content.search == Self.fingerprint(criteria) else {
      throw StoreError(.unknownCursor, "this place is of another search: repeat that one's words and filters")
    }
    place = content.place
    self.token = token
  }

  /// FNV-1a, 64 bits: the same in every process.
  private static func fingerprint(_ criteria: CandidateCriteria) -> UInt64 {
    criteria.json.text.utf8.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
  }
}

extension StoreError.Code {
  /// Not a place in this search.
  public static let unknownCursor = Self(rawValue: "unknown_cursor")
}
