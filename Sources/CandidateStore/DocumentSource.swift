/// How a document or a candidate came in: the values of `candidates.source` and `resumes.source`.
public struct DocumentSource: RawRepresentable, Hashable, Sendable, Codable {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static let application = Self(rawValue: "application")
  /// A watched folder.
  public static let resumeImport = Self(rawValue: "resume_import")
  public static let bulkUpload = Self(rawValue: "bulk_upload")
  public static let googleDrive = Self(rawValue: "google_drive")
  public static let adminShare = Self(rawValue: "admin_share")

  public static let all: [DocumentSource] = [.application, .resumeImport, .bulkUpload, .googleDrive, .adminShare]
}
