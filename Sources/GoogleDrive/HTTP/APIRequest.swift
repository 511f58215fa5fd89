/// A GET of the API: a path, parameters, perhaps a range of bytes.
struct APIRequest {
  /// Percent-encoded, without parameters.
  let path: String
  private var parameters: [(name: String, value: String)] = []
  /// The first byte that is wanted, from 0; nil for all.
  var rangeStart: Int?

  init(_ path: String) { self.path = path }

  /// - Parameter part: what is asked of the file, below it.
  /// - Throws: `drive_not_found` for what can be no id: it would name another part of the API.
  init(file id: String, _ part: String? = nil) throws(DriveError) {
    guard !id.isEmpty, id != ".", id != ".." else {
      throw DriveError(.notFound, "\"\(id)\" is no file's id")
    }
    self.init("/drive/v3/files/" + PercentEncoding.encode(id) + (part.map { "/" + $0 } ?? ""))
  }

  /// Unset where nil is set.
  subscript(name: String) -> String? {
    get { parameters.first { $0.name == name }?.value }
    set {
      parameters.removeAll { $0.name == name }
      if let newValue { parameters.append((name, newValue)) }
    }
  }

  var target: String { parameters.isEmpty ? path : path + "?" + PercentEncoding.form(parameters) }
}

/// Source: RFC 3986 §2.3: everything but unreserved characters is encoded.
enum PercentEncoding {
  static func encode(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
        bytes.append(byte)
      default:
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func form(_ parameters: [(name: String, value: String)]) -> String {
    parameters.map { encode($0.name) + "=" + encode($0.value) }.joined(separator: "&")
  }
}
