import CommandKit
import PostgreSQL

/// What migrating or rolling back did, a line for each step.
enum MigrationSteps {
  static func print(_ steps: [Migration], done: String, _ options: GlobalOptions) throws {
    if options.json {
      return try Terminal.printLines(steps.map { ["version": "\($0.version)", "name": $0.name] })
    }
    for step in steps { Terminal.print("\(done) \(step.version) \(step.name)") }
  }
}
