/// A part of a folder's files; the rest is asked for by ``nextPageToken``.
public struct DriveFilePage: Hashable, Sendable {
  public var files: [DriveFile]
  /// Nil on the last page. Good for hours, not for days.
  public var nextPageToken: String?

  public init(files: [DriveFile], nextPageToken: String? = nil) {
    self.files = files
    self.nextPageToken = nextPageToken
  }
}

/// Something happened to a file that the account sees, or it sees it no more.
public struct DriveChange: Hashable, Sendable {
  public var fileID: String
  /// Deleted for good, or no longer shared: Drive doesn't say which.
  public var isRemoved: Bool
  /// As it is now; nil if it was removed.
  public var file: DriveFile?

  public init(fileID: String, isRemoved: Bool, file: DriveFile? = nil) {
    self.fileID = fileID
    self.isRemoved = isRemoved
    self.file = file
  }
}

/// A part of what changed. Exactly one of the two tokens is there.
public struct DriveChangePage: Hashable, Sendable {
  public var changes: [DriveChange]
  public var nextPageToken: String?
  /// On the last page: what the next look starts from. It does not expire by itself.
  public var newStartPageToken: String?

  public init(changes: [DriveChange], nextPageToken: String? = nil, newStartPageToken: String? = nil) {
    self.changes = changes
    self.nextPageToken = nextPageToken
    self.newStartPageToken = newStartPageToken
  }
}

// MARK: - The API's form

extension DriveFilePage: Decodable {
  static let fields = "nextPageToken,files(\(DriveFile.fields))"
}

extension DriveChangePage: Decodable {
  static let fields =
    "nextPageToken,newStartPageToken,changes(changeType,removed,fileId,file(\(DriveFile.fields)))"

  private enum CodingKeys: CodingKey {
    case changes, nextPageToken, newStartPageToken
  }

  /// Of a file, or of a shared drive itself: then it has no `fileId`.
  private struct Entry: Decodable {
    var fileId: String?
    var removed: Bool?
    var file: DriveFile?
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    changes = try values.decode([Entry].self, forKey: .changes).compactMap { entry in
      entry.fileId.map { DriveChange(fileID: $0, isRemoved: entry.removed ?? (entry.file == nil), file: entry.file) }
    }
    nextPageToken = try values.decodeIfPresent(String.self, forKey: .nextPageToken)
    newStartPageToken = try values.decodeIfPresent(String.self, forKey: .newStartPageToken)
  }
}
