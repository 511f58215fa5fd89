import ResumeModel

/// What becomes of two candidates who are one person: a function of their two rows.
struct CandidateUnion {
  /// The kept one, as it is to be.
  var person: Person
  /// What it shows otherwise than before.
  var changes: [FieldChange]
  var isNameConflict = false

  /// - Parameter now: of the decision, as edits are dated.
  init(_ kept: Person, _ other: Person, at now: String) throws {
    var record = merge(kept.record, other.record)
    // Rows that other programs made are no readings of one document.
    if let own = kept.record.contributions[""]?.first, let others = other.record.contributions[""]?.first {
      record.contributions[""] = [own.united(with: others)]
    }
    for (field, edit) in other.record.edits where edit.at.isEmpty {
      // A list in a shape of another program's: kept where the kept one has none, as if a person had said so.
      if let own = kept.record.edits[field] {
        record.edits[field] = own
      } else if kept.fields?.values[field] == nil {
        record.edits[field] = .init(at: now, value: edit.value)
      } else {
        record.edits[field] = nil
      }
    }
    // Which of the addresses they have, a person has decided: a newer document doesn't change it.
    if let email = kept.fields?.values[.email] { record.edits[.email] = .init(at: now, value: email) }
    let fields = try CandidateFields(record)
    person = kept
    person.record = record
    person.fields = fields
    person.needsReview =
      fields.name == nil || (kept.needsReview && kept.fields?.name != nil)
      || (other.needsReview && other.fields?.name != nil)
    person.isTouched = true
    person.isVisiblyChanged = true
    changes = try fields.changes(since: kept.fields ?? CandidateFields(kept.record)).filter(\.isReal)
    if let name = kept.fields?.name, let otherName = other.fields?.name {
      isNameConflict = Identity.isConflict(name, otherName)
    }
  }
}

extension Contribution {
  /// With what this one lacks; lists united.
  fileprivate func united(with other: Contribution) -> Contribution {
    var united = Contribution.combined([self, other]) ?? self
    united.skills = EntryUnion.skills([skills, other.skills])
    united.experience = EntryUnion.united([experience, other.experience])
    united.education = EntryUnion.united([education, other.education])
    united.certifications = EntryUnion.united([certifications, other.certifications])
    united.languages = EntryUnion.united([languages, other.languages])
    return united
  }
}
