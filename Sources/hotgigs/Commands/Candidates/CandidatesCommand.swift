import ArgumentParser

/// `hotgigs candidates`: the people.
struct CandidatesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "candidates", abstract: "The people: find, show, edit, note, tag, share, merge, export.",
    subcommands: [
      CandidatesList.self,
      CandidatesShow.self,
      CandidatesSearch.self,
      CandidatesEdit.self,
      CandidatesNote.self,
      CandidatesTag.self,
      CandidatesUntag.self,
      CandidatesShare.self,
      CandidatesUnshare.self,
      CandidatesDuplicates.self,
      CandidatesMerge.self,
      CandidatesExport.self,
      CandidatesSubject.self,
      CandidatesErase.self,
      CandidatesErasures.self,
      CandidatesUnsuppress.self,
    ])
}
