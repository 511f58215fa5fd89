import PostgreSQL

/// A note that was added.
public struct AddedNote: Hashable, Sendable, Encodable {
  public var id: Int
  public var candidateID: Int
}

extension CandidateStore {
  /// The most characters of a note.
  public static let longestNote = 100_000

  /// Adds a note to a candidate. Its words stand in the note alone, not in the activity.
  ///
  /// - Throws: ``StoreError`` of code `unknownCandidate`, `notPermitted`, or `invalidValue` for none or too long a text.
  public func addNote(_ text: String, to id: Int, actingUser: Int) async throws -> AddedNote {
    guard let text = ColumnText.cleaned(text) else { throw StoreError(.invalidValue, "the note is empty") }
    guard text.unicodeScalars.count <= Self.longestNote else {
      throw StoreError(.invalidValue, "the note is longer than \(Self.longestNote) characters: make it several")
    }
    return try await changing([id], actingUser: actingUser) { transaction in
      let note = AddedNote(
        id: try await transaction.query(
          "INSERT INTO candidate_notes (candidate_id, created_by, note) VALUES ($1, $2, $3) RETURNING id",
          [.int(id), .int(actingUser), .text(text)]
        ).only().int("id"), candidateID: id)
      try await PersonalActivity.record(
        [
          PersonalActivity(
            candidateID: id, userID: actingUser, action: .noteAdded, description: "Added a note",
            metadata: [("note_id", JSONText(number: note.id))])
        ], in: transaction)
      return note
    }
  }
}
