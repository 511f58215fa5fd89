import ResumeModel

/// What a rule's own confidence is worth, by field: measured on generated documents, so that of all values that are stated to
/// be right with 0.9 about nine in ten are.
///
/// Source: `confidence.txt`, made by scripts/calibrate.
struct ConfidenceTable {
  /// Rising in both: what a rule states, and how much of it is right.
  private var steps: [String: [(stated: Double, right: Double)]] = [:]

  static let standard = ConfidenceTable(ResourceFile("confidence.txt"))

  init(_ file: ResourceFile) {
    for group in file.groups {
      var list: [(stated: Double, right: Double)] = []
      for line in group.phrases {
        let numbers = line.split(separator: 0x20).compactMap { Double(String(decoding: $0, as: UTF8.self)) }
        guard numbers.count == 2, numbers.allSatisfy({ (0...1).contains($0) }) else { continue }
        list.append((numbers[0], numbers[1]))
      }
      if !list.isEmpty { steps[group.name] = list }
    }
  }

  /// Linear between two steps, and from nothing to the first, below which nothing was measured; constant beyond the last. As
  /// stated for a field that the table lacks.
  func calibrated(_ stated: Double, _ field: String) -> Double {
    guard let list = steps[field], let first = list.first else { return stated }
    if stated <= first.stated { return Self.rounded(first.right * (first.stated > 0 ? stated / first.stated : 1)) }
    for (low, high) in zip(list, list.dropFirst()) where stated <= high.stated {
      let share = high.stated > low.stated ? (stated - low.stated) / (high.stated - low.stated) : 1
      return Self.rounded(low.right + (high.right - low.right) * share)
    }
    return list[list.count - 1].right
  }

  private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

  /// Makes all of a reading's confidences honest.
  func apply(to resume: inout ParsedResume) {
    func change<Value>(_ value: inout Extracted<Value>, _ field: String) {
      value.confidence = calibrated(value.confidence, field)
    }
    func change<Value>(_ value: inout Extracted<Value>?, _ field: String) {
      if let stated = value?.confidence { value?.confidence = calibrated(stated, field) }
    }
    func change<Value>(_ values: inout [Extracted<Value>], _ field: String) {
      for index in values.indices { change(&values[index], field) }
    }
    change(&resume.name, "name")
    change(&resume.label, "label")
    change(&resume.emails, "emails")
    change(&resume.phones, "phones")
    change(&resume.location, "location")
    change(&resume.links, "links")
    change(&resume.summary, "summary")
    change(&resume.skills, "skills")
    for index in resume.work.indices {
      change(&resume.work[index].company, "work.company")
      change(&resume.work[index].position, "work.position")
      change(&resume.work[index].location, "work.location")
      change(&resume.work[index].start, "work.dates")
      change(&resume.work[index].end, "work.dates")
      change(&resume.work[index].summary, "work.text")
      change(&resume.work[index].highlights, "work.text")
    }
    for index in resume.education.indices {
      change(&resume.education[index].institution, "education.institution")
      change(&resume.education[index].studyType, "education.study")
      change(&resume.education[index].area, "education.study")
      change(&resume.education[index].start, "education.dates")
      change(&resume.education[index].end, "education.dates")
    }
    for index in resume.languages.indices { change(&resume.languages[index].language, "languages") }
    for index in resume.certificates.indices { change(&resume.certificates[index].name, "certificates") }
  }
}
