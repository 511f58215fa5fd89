import FoundationEssentials

/// A file or folder as Drive describes it. Names are data: any characters, of any length, never a path.
///
/// Encoded as the API has it, so that what is kept reads like its documentation.
/// Source: Drive API v3, resource `files`.
public struct DriveFile: Hashable, Sendable {
  public var id: String
  public var name: String
  public var mimeType: String
  /// In bytes; of a Google document what it takes of its owner's quota, which says nothing of its export. Nil for what takes
  /// nothing: folders, shortcuts.
  public var size: Int?
  /// 32 lower-case hexadecimal digits; nil for what has no bytes of its own.
  public var md5Checksum: String?
  /// To the millisecond.
  public var modifiedTime: Date?
  /// Changes with the bytes; nil for what has none of its own.
  public var headRevisionID: String?
  /// Grows with every change of any kind, also of those that nobody sees.
  public var version: Int64?
  /// The folders it lies in that the account may see: one, more in old drives, none where it was shared alone.
  public var parents: [String]
  public var isTrashed: Bool
  /// What a shortcut leads to; nil for everything else.
  public var shortcut: Shortcut?
  /// The shared drive it belongs to; nil in somebody's own.
  public var driveID: String?
  /// Whether its owner lets this account fetch the bytes.
  public var canDownload: Bool

  public struct Shortcut: Hashable, Sendable {
    public var targetID: String
    public var targetMimeType: String

    public init(targetID: String, targetMimeType: String) {
      self.targetID = targetID
      self.targetMimeType = targetMimeType
    }
  }

  public init(
    id: String, name: String, mimeType: String, size: Int? = nil, md5Checksum: String? = nil, modifiedTime: Date? = nil,
    headRevisionID: String? = nil, version: Int64? = nil, parents: [String] = [], isTrashed: Bool = false,
    shortcut: Shortcut? = nil, driveID: String? = nil, canDownload: Bool = true
  ) {
    self.id = id
    self.name = name
    self.mimeType = mimeType
    self.size = size
    self.md5Checksum = md5Checksum
    self.modifiedTime = modifiedTime
    self.headRevisionID = headRevisionID
    self.version = version
    self.parents = parents
    self.isTrashed = isTrashed
    self.shortcut = shortcut
    self.driveID = driveID
    self.canDownload = canDownload
  }
}

extension DriveFile {
  public static let folderType = "application/vnd.google-apps.folder"
  public static let shortcutType = "application/vnd.google-apps.shortcut"
  public static let documentType = "application/vnd.google-apps.document"
  /// What Google Docs are exported to: DOCX.
  public static let exportType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

  public var isFolder: Bool { mimeType == Self.folderType }
  public var isShortcut: Bool { mimeType == Self.shortcutType }
  /// Written in Google Docs: it has no bytes of its own, and is exported.
  public var isGoogleDocument: Bool { mimeType == Self.documentType }
  /// Google's own kinds other than Docs (sheets, slides, forms, sites …): no bytes, and no text document to export to.
  public var isDownloadable: Bool { isGoogleDocument || !mimeType.hasPrefix("application/vnd.google-apps.") }

  /// Of the bytes that a download brings, in bytes; nil where that is not known before.
  public var contentSize: Int? { isGoogleDocument ? nil : size }

  /// Equal for two looks at a file exactly if its content is the same, as far as Drive tells: the checksum of the bytes, or
  /// what changes with a Google document, whose exports differ from one time to the next.
  public var contentVersion: String {
    if let md5Checksum { return md5Checksum }
    let time = modifiedTime.map { Self.timestamp.format($0) } ?? "-"
    return "\(headRevisionID ?? "-")@\(time)"
  }

  /// Which fields of the resource are asked for: ``CodingKeys``.
  static let fields =
    "id,name,mimeType,size,md5Checksum,modifiedTime,headRevisionId,version,parents,trashed,"
    + "shortcutDetails(targetId,targetMimeType),driveId,capabilities(canDownload)"

  /// RFC 3339 in UTC with milliseconds.
  private static let timestamp = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}

// MARK: - The API's form

extension DriveFile: Codable {
  private enum CodingKeys: String, CodingKey {
    case id, name, mimeType, size, md5Checksum, modifiedTime, version, parents, trashed, shortcutDetails, capabilities
    case headRevisionID = "headRevisionId"
    case driveID = "driveId"
  }

  private struct Capabilities: Codable {
    var canDownload: Bool?
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    id = try values.decode(String.self, forKey: .id)
    // Somebody else's file may come without them where the account sees little of it.
    name = try values.decodeIfPresent(String.self, forKey: .name) ?? ""
    mimeType = try values.decodeIfPresent(String.self, forKey: .mimeType) ?? "application/octet-stream"
    // 64-bit numbers are strings in the API's JSON.
    size = try values.decodeIfPresent(String.self, forKey: .size).flatMap { Int($0) }
    md5Checksum = try values.decodeIfPresent(String.self, forKey: .md5Checksum)?.lowercased()
    modifiedTime = try values.decodeIfPresent(String.self, forKey: .modifiedTime).flatMap { text in
      (try? Self.timestamp.parse(text)) ?? (try? Date.ISO8601FormatStyle().parse(text))
    }
    headRevisionID = try values.decodeIfPresent(String.self, forKey: .headRevisionID)
    version = try values.decodeIfPresent(String.self, forKey: .version).flatMap { Int64($0) }
    parents = try values.decodeIfPresent([String].self, forKey: .parents) ?? []
    isTrashed = try values.decodeIfPresent(Bool.self, forKey: .trashed) ?? false
    shortcut = try values.decodeIfPresent(Shortcut.self, forKey: .shortcutDetails)
    driveID = try values.decodeIfPresent(String.self, forKey: .driveID)
    canDownload = try values.decodeIfPresent(Capabilities.self, forKey: .capabilities)?.canDownload ?? true
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(id, forKey: .id)
    try values.encode(name, forKey: .name)
    try values.encode(mimeType, forKey: .mimeType)
    try values.encodeIfPresent(size.map(String.init), forKey: .size)
    try values.encodeIfPresent(md5Checksum, forKey: .md5Checksum)
    try values.encodeIfPresent(modifiedTime.map { Self.timestamp.format($0) }, forKey: .modifiedTime)
    try values.encodeIfPresent(headRevisionID, forKey: .headRevisionID)
    try values.encodeIfPresent(version.map(String.init), forKey: .version)
    try values.encode(parents, forKey: .parents)
    try values.encode(isTrashed, forKey: .trashed)
    try values.encodeIfPresent(shortcut, forKey: .shortcutDetails)
    try values.encodeIfPresent(driveID, forKey: .driveID)
    try values.encode(Capabilities(canDownload: canDownload), forKey: .capabilities)
  }
}

extension DriveFile.Shortcut: Codable {
  private enum CodingKeys: String, CodingKey {
    case targetID = "targetId"
    case targetMimeType
  }
}
