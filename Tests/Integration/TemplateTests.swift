import Foundation
import TestSupport
import Testing

/// Resume templates that many people use, recreated in `Fixtures/templates`: each person, and all of each job, is read right.
@Suite struct TemplateTests {
  static let names =
    (try? FileManager.default.contentsOfDirectory(atPath: Fixtures.root + "/templates"))?.sorted() ?? []

  let hotgigs: Installation

  init() throws {
    hotgigs = try Installation()
  }

  @Test func areThere() {
    #expect(Self.names.count >= 5)
  }

  @Test(arguments: names)
  func isReadRight(_ name: String) throws {
    let result = try hotgigs.run("parse", Fixtures.root + "/templates/" + name)
    try #require(result.status == 0, "\(result.errors)")
    let read = try Resume(Data(result.output.utf8))
    let truth = try Resume(
      Data(contentsOf: URL(filePath: "\(Fixtures.root)/truth/templates/\(name.dropLast(4)).json")))
    #expect(read.basics.name == truth.basics.name)
    #expect(read.basics.email == truth.basics.email)
    #expect(read.work == truth.work)
  }

  /// What is compared of a JSON Resume. Some templates set employers and titles in capitals: case does not count.
  private struct Resume: Decodable {
    struct Basics: Decodable {
      var name, email: String?
    }

    struct Job: Decodable, Equatable, CustomStringConvertible {
      var name, position, startDate, endDate: String?

      static func == (a: Job, b: Job) -> Bool {
        a.name?.lowercased() == b.name?.lowercased() && a.position?.lowercased() == b.position?.lowercased()
          && a.startDate == b.startDate && a.endDate == b.endDate
      }

      var description: String { "\(position ?? "–") at \(name ?? "–"), \(startDate ?? "–") to \(endDate ?? "now")" }
    }

    var basics: Basics
    var work: [Job]

    init(_ json: Data) throws {
      self = try JSONDecoder().decode(Resume.self, from: json)
    }
  }
}
