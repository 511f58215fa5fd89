import FoundationEssentials

/// A folder as people name it: by its id, or by the address that the browser shows.
enum FolderArgument {
  /// Nil for what is neither.
  static func id(_ argument: String) -> String? {
    guard argument.contains("/") else { return isID(argument) ? argument : nil }
    guard let url = URL(string: argument), let host = url.host(), host == "google.com" || host.hasSuffix(".google.com")
    else { return nil }
    // …/drive/folders/ID, …/drive/u/0/folders/ID, …/open?id=ID
    let parts = url.path().split(separator: "/").map(String.init)
    if let index = parts.firstIndex(of: "folders"), index + 1 < parts.count {
      return isID(parts[index + 1]) ? parts[index + 1] : nil
    }
    let item = (url.query() ?? "").split(separator: "&").first { $0.hasPrefix("id=") }
    return item.map { String($0.dropFirst(3)) }.flatMap { isID($0) ? $0 : nil }
  }

  private static func isID(_ text: String) -> Bool {
    (1...255).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}
