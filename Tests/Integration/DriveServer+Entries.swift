import Foundation
import TestSupport

/// What the tests of commands put into a Drive, by its fields as the API has them.
extension DriveServer {
  static let folderType = "application/vnd.google-apps.folder"
  static let shortcutType = "application/vnd.google-apps.shortcut"
  static let documentType = "application/vnd.google-apps.document"

  func put(_ files: [[String: Any]]) async throws { try await put(Self.json(files)) }

  func put(_ id: String, in parent: String, _ more: [String: Any]) async throws {
    try await put([["id": id, "parents": [parent]].merging(more) { $1 }])
  }

  /// Named after its id.
  func putFolder(_ id: String, in parent: String? = nil) async throws {
    try await put([
      ["id": id, "name": "Folder \(id)", "mimeType": Self.folderType, "parents": parent.map { [$0] } ?? []]
    ])
  }

  func putShortcut(_ id: String, in parent: String, to target: String, _ type: String) async throws {
    try await put(
      id, in: parent,
      ["name": id, "mimeType": Self.shortcutType, "shortcutDetails": ["targetId": target, "targetMimeType": type]])
  }

  func setRules(_ rules: [[String: Any]]) async throws { try await setRules(Self.json(rules)) }

  /// How often each endpoint was asked since the last time.
  func countsSinceLast() async throws -> [String: Int] {
    let counts = try await state().counts
    try await reset()
    return counts
  }

  private static func json(_ value: Any) throws -> String {
    String(decoding: try JSONSerialization.data(withJSONObject: value), as: UTF8.self)
  }
}
