import ResumeModel
import TestSupport

@testable import CandidateStore

/// Records of one person from a few documents that often disagree, repeat each other and were read twice.
struct RandomRecords {
  var generator: SeededGenerator

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  mutating func record() -> CandidateRecord {
    var record = CandidateRecord()
    for _ in 0..<Int.random(in: 0...5, using: &generator) {
      record = merge(record, CandidateRecord(contributions: [pick(["0a", "3f", "7c", "b1", ""]): [contribution()]]))
    }
    for _ in 0..<Int.random(in: 0...2, using: &generator) {
      let at = pick(["2024-01-01T00:00:00.000000Z", "2025-06-01T12:00:00.000000Z"])
      let field = pick([CandidateField.phone, .title, .fullName])
      record.edits[field] = .init(at: at, value: pick([JSONText(string: "edited"), JSONText(string: "other"), .null]))
    }
    return record
  }

  private mutating func contribution() -> Contribution {
    Contribution(
      date: pick(["", "2020", "2023-05", "2023-05-02", "2024-11-30T08:00:00Z"]), parser: pick(["1.9", "1.10", "2"]),
      resume: Int.random(in: 1...9, using: &generator), source: pick(["bulk_upload", "resume_import"]),
      address: maybe(pick(["sha256/aa", "sha256/bb"])), name: maybe(pick(["Ana Lima", "Ana M. Lima", "A. Lima"])),
      isNameCertain: Bool.random(using: &generator), email: pick(["ana@example.com", "Ana@example.com"]),
      phone: maybe(pick(["+351 1", "+351 2"])), title: maybe(pick(["Nurse", "Head Nurse"])),
      skills: several(["Swift", "swift", "SQL", "C++"]),
      experience: several([
        .init(name: "Acme", position: "Clerk", startDate: PartialDate("2018"), endDate: PartialDate("2020-03")),
        .init(name: "ACME", position: "Clerk", startDate: PartialDate("2019"), endDate: PartialDate("2021")),
        .init(name: "Acme", position: "Lead", startDate: PartialDate("2020-03"), current: true, highlights: ["Led"]),
        .init(name: "Acme", position: "Lead", startDate: PartialDate("2020")),
        .init(name: "Globex", position: "Cook"), .init(position: "Volunteer", startDate: PartialDate("2015")),
      ]),
      languages: several([.init(language: "Portuguese"), .init(language: "portuguese", fluency: "Native")]))
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: elements.indices, using: &generator)]
  }

  private mutating func maybe<Value>(_ value: Value) -> Value? {
    Bool.random(using: &generator) ? value : nil
  }

  private mutating func several<Element>(_ elements: [Element]) -> [Element] {
    elements.shuffled(using: &generator).filter { _ in Bool.random(using: &generator) }
  }
}
