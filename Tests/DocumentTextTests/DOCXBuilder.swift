import CZip

/// Makes DOCX files from literal parts.
struct DOCXBuilder {
  /// Member names and contents, in order.
  private(set) var members: [(name: String, content: [UInt8])] = []

  static let namespaces = """
    xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" \
    xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" \
    xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" \
    xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" \
    xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" \
    xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"
    """

  private static let relationshipTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

  /// A document of this body, with the parts beside it that are given.
  ///
  /// - Parameters:
  ///   - parts: names below word/ and the XML within their root (styles.xml, header1.xml …); each gets a relationship
  ///     whose identifier is its name without ".xml".
  ///   - links: identifiers and addresses.
  init(body: String, parts: [String: String] = [:], links: [String: String] = [:], doctype: String = "") {
    add(
      "[Content_Types].xml",
      """
      <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
      <Default Extension="xml" ContentType="application/xml"/>\
      <Override PartName="/word/document.xml" ContentType=\
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>
      """)
    add("_rels/.rels", Self.relationships([("rId1", "officeDocument", "word/document.xml", false)]))
    add("word/document.xml", "\(doctype)<w:document \(Self.namespaces)><w:body>\(body)</w:body></w:document>")
    var related: [(String, String, String, Bool)] = links.sorted { $0.key < $1.key }.map {
      ($0.key, "hyperlink", $0.value, true)
    }
    let roots = ["styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "settings": "settings"]
    for (name, content) in parts.sorted(by: { $0.key < $1.key }) {
      let stem = String(name.dropLast(4))
      let kind = roots[stem] ?? (stem.hasPrefix("header") ? "header" : "footer")
      let root = kind == "header" ? "hdr" : kind == "footer" ? "ftr" : kind
      add("word/\(name)", "<w:\(root) \(Self.namespaces)>\(content)</w:\(root)>")
      related.append((stem, kind, name, false))
    }
    add("word/_rels/document.xml.rels", Self.relationships(related))
  }

  init() {}

  mutating func add(_ name: String, _ content: String) {
    members.append((name, Array(content.utf8)))
  }

  mutating func replace(_ name: String, _ content: [UInt8]) {
    members.removeAll { $0.name == name }
    members.append((name, content))
  }

  private static func relationships(_ list: [(id: String, kind: String, target: String, isExternal: Bool)]) -> String {
    let entries = list.map { id, kind, target, isExternal in
      """
      <Relationship Id="\(id)" Type="\(relationshipTypes)\(kind)" Target="\(target)"\
      \(isExternal ? " TargetMode=\"External\"" : "")/>
      """
    }
    return """
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
      \(entries.joined())</Relationships>
      """
  }

  /// The file's bytes.
  ///
  /// - Parameter password: encrypts every member.
  func bytes(password: String? = nil) -> [UInt8] {
    var error = zip_error_t()
    let source = zip_source_buffer_create(nil, 0, 0, &error)
    zip_source_keep(source)
    defer { zip_source_free(source) }
    let archive = zip_open_from_source(source, Int32(ZIP_TRUNCATE), &error)
    var kept: [UnsafeMutableRawPointer] = []
    for (name, content) in members {
      // libzip reads the copy when the archive is closed.
      let copy = UnsafeMutableRawPointer.allocate(byteCount: max(content.count, 1), alignment: 1)
      content.withUnsafeBytes {
        copy.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(copy), byteCount: content.count)
      }
      let member = zip_source_buffer(archive, copy, UInt64(content.count), 0)
      let index = zip_file_add(archive, name, member, zip_flags_t(ZIP_FL_OVERWRITE))
      if let password { zip_file_set_encryption(archive, UInt64(index), UInt16(ZIP_EM_AES_128), password) }
      kept.append(copy)
    }
    zip_close(archive)
    for copy in kept { copy.deallocate() }
    var entry = zip_stat_t()
    zip_source_stat(source, &entry)
    zip_source_open(source)
    defer { zip_source_close(source) }
    return [UInt8](unsafeUninitializedCapacity: Int(entry.size)) { buffer, count in
      count = Int(zip_source_read(source, buffer.baseAddress, UInt64(buffer.count)))
    }
  }
}

/// A paragraph of plain runs.
func paragraph(_ text: String, _ properties: String = "", run: String = "") -> String {
  "<w:p><w:pPr>\(properties)</w:pPr><w:r><w:rPr>\(run)</w:rPr><w:t xml:space=\"preserve\">\(text)</w:t></w:r></w:p>"
}

/// A table of rows of cells, each the XML of its blocks.
func table(_ rows: [[String]], properties: String = "") -> String {
  let rows = rows.map { cells in "<w:tr>\(cells.map { "<w:tc>\($0)</w:tc>" }.joined())</w:tr>" }
  return "<w:tbl><w:tblPr>\(properties)</w:tblPr>\(rows.joined())</w:tbl>"
}
