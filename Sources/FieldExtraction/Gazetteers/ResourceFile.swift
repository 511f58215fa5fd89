#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Text resources, found beside the executable, so that an installed copy works away from its build folder.
///
/// A file holds groups: a line `[name]`, then one phrase a line. `#` starts a comment line.
struct ResourceFile {
  private(set) var groups: [(name: String, phrases: [ArraySlice<UInt8>])] = []

  /// Empty where the file is missing: ``missing`` tells.
  init(_ name: String) {
    let bytes = Self.contents(of: Self.folder + "/" + name)
    var phrases: [ArraySlice<UInt8>] = []
    var group: String?
    func close() {
      if let group { groups.append((group, phrases)) }
      phrases.removeAll(keepingCapacity: true)
    }
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let line = bytes[start..<end]
      start = end + 1
      guard let first = line.first, first != 0x23 else { continue }
      if first == 0x5B, line.last == 0x5D {
        close()
        group = String(decoding: line.dropFirst().dropLast(), as: UTF8.self)
      } else {
        phrases.append(line)
      }
    }
    close()
  }

  static let names = [
    "headings.txt", "titles.txt", "organizations.txt", "studies.txt", "workplaces.txt", "languages.txt",
    "languagenames.txt", "skills.txt", "skillwords.txt", "kinds.txt", "dates.txt", "labels.txt", "names.txt",
    "levels.txt", "confidence.txt", "places.bin", "phones.bin",
  ]

  /// The resources that are not beside the executable, or that this process may not open: asking for the right alone
  /// (`access`) does not tell.
  static var missing: [String] {
    names.filter { name in
      let descriptor = open(folder + "/" + name, O_RDONLY | O_CLOEXEC)
      if descriptor >= 0 { close(descriptor) }
      return descriptor < 0
    }
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

  private static func contents(of path: String) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { break }
      bytes += chunk[0..<count]
    }
    return bytes
  }
}
