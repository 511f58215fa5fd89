import CPoppler

/// Keeps what poppler shares between documents: with the last one that is open it throws its tables away, and makes them
/// anew for the next, a seventh of the time that reading a resume takes.
enum PopplerGlobals {
  static func keep() { _ = once }

  /// Opens a document without a page, and never closes it.
  private static let once: Bool = {
    let empty = """
      %PDF-1.4
      1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
      2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj
      trailer<</Root 1 0 R>>
      """
    let bytes = Array(empty.utf8)
    let data = bytes.withUnsafeBytes { g_bytes_new($0.baseAddress, gsize($0.count)) }
    defer { g_bytes_unref(data) }
    return poppler_document_new_from_bytes(data, nil, nil) != nil
  }()
}
