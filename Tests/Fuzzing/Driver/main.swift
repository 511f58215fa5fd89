import CLibFuzzer
import DocumentText
import Glibc

// What scripts/fuzz runs, one process a target:
//
//   hotgigs-fuzz --list                            the targets' names
//   hotgigs-fuzz --seeds TARGET FOLDER FILE…       writes its seeds: its own, and what it makes of these documents
//   hotgigs-fuzz TARGET [libFuzzer's options] …

/// The target of this process. Global, since libFuzzer's callback can carry nothing.
nonisolated(unsafe) private var entry: any FuzzEntry = FuzzTarget.detection.entry

private func fail(_ message: String, code: CInt) -> Never {
  let line = "hotgigs-fuzz: \(message)\n"
  write(STDERR_FILENO, line, line.utf8.count)
  exit(code)
}

private func target(_ name: String) -> FuzzTarget {
  guard let target = FuzzTarget(rawValue: name) else {
    fail("there is no target \(name); see hotgigs-fuzz --list", code: 64)
  }
  return target
}

private func contents(of path: String) -> [UInt8]? {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { return nil }
  defer { close(file) }
  return try? DocumentBytes(descriptor: file, maximumBytes: 20_000_000).bytes
}

private func writeSeeds(of target: FuzzTarget, to folder: String, from documents: ArraySlice<String>) {
  let made = documents.compactMap(contents).flatMap { target.entry.seeds(of: DocumentBytes($0)) }
  for (number, seed) in (target.entry.seeds + made).enumerated() {
    guard let file = fopen("\(folder)/seed-\(number)", "w") else { fail("can't write to \(folder)", code: 73) }
    fwrite(seed, 1, seed.count, file)
    fclose(file)
  }
}

let arguments = CommandLine.arguments.dropFirst()
switch arguments.first {
case "--list":
  for target in FuzzTarget.allCases { print(target.rawValue) }
case "--seeds" where arguments.count >= 3:
  writeSeeds(of: target(arguments[2]), to: arguments[3], from: arguments.dropFirst(3))
case .some(let name) where !name.hasPrefix("-"):
  entry = target(name).entry
  // libFuzzer may start its own program anew: it keeps the pointers.
  var options = ([CommandLine.arguments[0]] + arguments.dropFirst()).map { strdup($0) } + [nil]
  var count = CInt(options.count - 1)
  exit(
    options.withUnsafeMutableBufferPointer { buffer in
      var start = buffer.baseAddress
      return LLVMFuzzerRunDriver(&count, &start) { bytes, count in
        do {
          try entry.check(Array(UnsafeBufferPointer(start: bytes, count: count)))
        } catch {
          fatalError("a promise was broken: \(error)")
        }
        return 0
      }
    })
default: fail("usage: hotgigs-fuzz --list | --seeds TARGET FOLDER FILE… | TARGET [options] [corpus]", code: 64)
}
