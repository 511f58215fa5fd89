import ArgumentParser

/// What `--workers` takes.
package enum WorkerCount {
  package static func validate(_ count: Int?) throws {
    if let count, !(1...256).contains(count) { throw ValidationError("--workers takes a number from 1 to 256") }
  }
}
