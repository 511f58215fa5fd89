import FoundationEssentials
import GoogleDrive
import Ingest
import ResumeModel

extension SuppliedFile {
  /// A file of Drive as intake takes it: what is no document, or too large, is refused by what Drive says of it, before a
  /// byte is fetched.
  ///
  /// - Parameter maximumBytes: of a file.
  init(_ file: DriveFile, maximumBytes: Int) {
    self.init(
      reference: file.id, name: Self.name(of: file), version: file.contentVersion, size: file.contentSize ?? 0,
      modifiedAt: file.modifiedTime?.timeIntervalSince1970)
    if let kind = DocumentKind.other(file) {
      refusal = ExtractionError(.unsupportedType, "\(kind), which is no resume: left in Drive")
      // Whatever becomes of such a file, it is told of once.
      (version, size, modifiedAt) = ("left:\(file.mimeType)", 0, nil)
    } else if let size = file.contentSize, size > maximumBytes {
      refusal = ExtractionError(
        .tooLarge, "\(size) bytes, over the limit of \(maximumBytes): left in Drive; see intake.maximum_file_size")
    } else if !file.canDownload {
      refusal = ExtractionError(
        .unreadable, "its owner lets nobody download it: ask for that, or for a copy; left in Drive")
    }
  }

  /// A shortcut that leads to nothing that can be had.
  init(brokenShortcut file: DriveFile) {
    self.init(
      reference: file.id, name: Self.name(of: file), version: "shortcut:\(file.shortcut?.targetID ?? "")",
      refusal: ExtractionError(.unreadable, "a shortcut to what is gone or not shared: share what it leads to"))
  }

  private static func name(of file: DriveFile) -> String {
    // It names what is exported.
    file.isGoogleDocument && !file.name.lowercased().hasSuffix(".docx") ? file.name + ".docx" : file.name
  }
}

/// What a file of Drive is, by the type that Drive gives it.
enum DocumentKind {
  /// In words, what it is that no resume is written in; nil for what is worth looking into. A type that says nothing, or that a
  /// name may have given it, keeps nobody out: documents are told by their content.
  static func other(_ file: DriveFile) -> String? {
    let type = file.mimeType.lowercased()
    if !file.isDownloadable { return googleKinds[type] ?? "a file of Google's own kind (\(type))" }
    if let kind = families.first(where: { type.hasPrefix($0.prefix) })?.kind { return "\(kind) (\(type))" }
    if archives.contains(type) { return "an archive (\(type)), unpack it there" }
    return nil
  }

  private static let googleKinds = [
    "application/vnd.google-apps.spreadsheet": "a Google Sheet",
    "application/vnd.google-apps.presentation": "a Google Slides presentation",
    "application/vnd.google-apps.form": "a Google Form", "application/vnd.google-apps.drawing": "a Google Drawing",
    "application/vnd.google-apps.site": "a Google Site", "application/vnd.google-apps.map": "a Google My Map",
    "application/vnd.google-apps.script": "an Apps Script",
  ]

  private static let families: [(prefix: String, kind: String)] = [
    ("video/", "a video"), ("audio/", "a recording"), ("font/", "a font"), ("model/", "a model"),
    ("application/vnd.android", "a program"), ("application/x-msdownload", "a program"),
    ("application/x-iso9660", "a disk image"), ("application/x-apple-diskimage", "a disk image"),
  ]

  private static let archives: Set<String> = [
    "application/zip", "application/x-zip-compressed", "application/x-zip", "application/x-7z-compressed",
    "application/vnd.rar", "application/x-rar-compressed", "application/x-rar", "application/gzip",
    "application/x-gzip",
    "application/x-tar", "application/x-bzip2", "application/x-xz",
  ]
}
