#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Text resources, found beside the executable, so that an installed copy works away from its build folder.
///
/// A file holds groups: a line `[name]`, then one phrase a line. `#` starts a comment line.
struct ResourceFile {
  private(set) var groups: [(name: String, phrases: [Substring])] = []

  /// Empty where the file is missing: ``missing`` tells.
  init(_ name: String) {
    guard let text = Self.contents(of: Self.folder + "/" + name) else { return }
    for line in text.split(separator: "\n" as Unicode.Scalar) {
      if line.first == "#" { continue }
      if line.first == "[", line.last == "]" {
        groups.append((String(line.dropFirst().dropLast()), []))
      } else if !groups.isEmpty {
        groups[groups.count - 1].phrases.append(Substring(line))
      }
    }
  }

  static let names = ["headings.txt", "titles.txt", "organizations.txt", "studies.txt", "places.txt", "languages.txt"]

  /// The resources that are not beside the executable.
  static var missing: [String] {
    names.filter { access(folder + "/" + $0, R_OK) != 0 }
  }

  static let folder: String = {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { bytes in
      readlink("/proc/self/exe", bytes.baseAddress!.assumingMemoryBound(to: CChar.self), bytes.count)
    }
    guard count > 0 else { return "hotgigs-intake_FieldExtraction.resources/Resources" }
    let executable = buffer[0..<count]
    let slash = executable.lastIndex(of: 0x2F) ?? 0
    return String(decoding: executable[0...slash], as: UTF8.self) + "hotgigs-intake_FieldExtraction.resources/Resources"
  }()

  private static func contents(of path: String) -> Substring.UnicodeScalarView? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { break }
      bytes += chunk[0..<count]
    }
    return Substring(String(decoding: bytes, as: UTF8.self)).unicodeScalars
  }
}
