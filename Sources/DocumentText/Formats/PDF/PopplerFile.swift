import CPoppler
import ResumeModel

/// An open PDF. It holds its own copy of the bytes; nothing of it is ever written to disk.
struct PopplerFile: ~Copyable {
  private let handle: OpaquePointer

  /// - Throws: `encrypted` where the password does not open it, `corrupt` where poppler finds no document in it.
  init(_ bytes: [UInt8], password: String?) throws(ExtractionError) {
    PopplerMessages.silence()
    PopplerGlobals.keep()
    var error: UnsafeMutablePointer<GError>?
    let data = bytes.withUnsafeBytes { g_bytes_new($0.baseAddress, gsize($0.count)) }
    defer { g_bytes_unref(data) }
    let opened: OpaquePointer?
    if let password {
      // `poppler_document_new_from_bytes` crashes on a wrong password (22.12: it tries again on a copy that is null).
      let stream = g_memory_input_stream_new_from_bytes(data)
      defer { g_object_unref(gpointer(stream)) }
      opened = password.withCString { poppler_document_new_from_stream(stream, goffset(bytes.count), $0, nil, &error) }
    } else {
      opened = poppler_document_new_from_bytes(data, nil, &error)
    }
    guard let opened else {
      defer { g_error_free(error) }
      if let error, error.pointee.domain == poppler_error_quark(),
        error.pointee.code == gint(POPPLER_ERROR_ENCRYPTED.rawValue)
      {
        throw ExtractionError(
          .encrypted, password == nil ? "the PDF needs a password" : "the password does not open the PDF")
      }
      throw ExtractionError(.corrupt, "the PDF is damaged beyond reading; open it in a viewer and save it again")
    }
    handle = opened
  }

  deinit { g_object_unref(gpointer(handle)) }

  var pageCount: Int { Int(poppler_document_get_n_pages(handle)) }

  /// - Parameter index: From 0.
  func page(_ index: Int) -> PopplerPageHandle? {
    poppler_document_get_page(handle, gint(index)).map { PopplerPageHandle($0) }
  }

  var metadata: DocumentMetadata {
    DocumentMetadata(
      title: Self.text(poppler_document_get_title(handle)), author: Self.text(poppler_document_get_author(handle)),
      creator: Self.text(poppler_document_get_creator(handle)),
      producer: Self.text(poppler_document_get_producer(handle)),
      created: Self.timestamp(poppler_document_get_creation_date_time(handle)),
      modified: Self.timestamp(poppler_document_get_modification_date_time(handle)))
  }

  /// Takes over a string of glib's; nil where there is nothing but white space in it.
  private static func text(_ string: UnsafeMutablePointer<CChar>?) -> String? {
    guard let string else { return nil }
    defer { g_free(string) }
    let text = String(cString: string)
    return text.utf8.allSatisfy { $0 <= 0x20 } ? nil : text
  }

  /// Takes over a time of glib's, and writes it in ISO 8601, in UTC.
  private static func timestamp(_ time: OpaquePointer?) -> String? {
    guard let time else { return nil }
    defer { g_date_time_unref(time) }
    guard let universal = g_date_time_to_utc(time) else { return nil }
    defer { g_date_time_unref(universal) }
    return text(g_date_time_format(universal, "%Y-%m-%dT%H:%M:%SZ"))
  }
}

extension PopplerFile {
  /// Files carried inside the document.
  ///
  /// - Parameter limit: Bytes of all of them together; what is beyond is left out.
  func attachments(limit: Int) -> [Attachment] {
    guard poppler_document_has_attachments(handle) != 0 else { return [] }
    let list = poppler_document_get_attachments(handle)
    defer { g_list_free(list) }
    var found: [Attachment] = []
    var allowance = limit
    var node = list
    while let item = node {
      node = item.pointee.next
      guard let data = item.pointee.data else { continue }
      defer { g_object_unref(data) }
      let attachment = data.assumingMemoryBound(to: PopplerAttachment.self)
      var sink = AttachmentSink(limit: allowance)
      let isWhole = withUnsafeMutablePointer(to: &sink) { sink in
        poppler_attachment_save_to_callback(
          attachment,
          { bytes, count, sink, _ in
            guard let bytes, let sink else { return 0 }
            let all = UnsafeRawBufferPointer(start: bytes, count: Int(count))
            return sink.assumingMemoryBound(to: AttachmentSink.self).pointee.take(all) ? 1 : 0
          }, sink, nil)
      }
      guard isWhole != 0 else { continue }
      allowance -= sink.bytes.count
      let name = poppler_attachment_get_name(attachment).map { String(cString: $0) } ?? ""
      found.append(Attachment(name: name, bytes: sink.bytes))
    }
    return found
  }

  private struct AttachmentSink {
    let limit: Int
    var bytes: [UInt8] = []

    mutating func take(_ more: UnsafeRawBufferPointer) -> Bool {
      guard bytes.count + more.count <= limit else { return false }
      bytes.append(contentsOf: more)
      return true
    }
  }
}
