import ArgumentParser
import CandidateStore
import CommandKit
import Ingest

/// `hotgigs candidates edit`: what a person knows better than the documents.
struct CandidatesEdit: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change what is stored of a candidate; no import overwrites it.",
    discussion: """
      A field that is given a value, or cleared, keeps it whatever documents say later; --revert gives it back to them. \
      Skills and languages are separated by commas, or a JSON array; experience, education and certifications are JSON \
      arrays with the keys that `candidates show --json` has.

      EXAMPLES
        hotgigs candidates edit 7 --phone "+351 912 345 678" --title "Head Nurse"
        hotgigs candidates edit 7 --skills "Swift, SQL" --languages "Portuguese: native, English: fluent"
        hotgigs candidates edit 7 --experience '[{"name": "Acme", "position": "Engineer", "startDate": "2020-03"}]'
        hotgigs candidates edit 7 --clear summary --revert phone
        hotgigs candidates edit 7 --reviewed                  the reading is checked
      """)

  @Argument(help: "The candidate's number.") var id: Int
  @Option(name: [.customLong("full-name"), .customLong("name")], help: "Full name.") var fullName: String?
  @Option(help: "E-mail address; not of a candidate who is only shared with you.") var email: String?
  @Option(help: "Phone number.") var phone: String?
  @Option(help: "Where they live.") var location: String?
  @Option(help: "What they are by profession.") var title: String?
  @Option(help: "A few sentences.") var summary: String?
  @Option(help: "All skills.") var skills: String?
  @Option(help: "All positions, a JSON array.") var experience: String?
  @Option(help: "All of their education, a JSON array.") var education: String?
  @Option(help: "All certifications, a JSON array.") var certifications: String?
  @Option(help: "All languages.") var languages: String?
  @Option(name: [.customLong("linkedin-url"), .customLong("linkedin")], help: "Address of the LinkedIn profile.")
  var linkedInURL: String?
  @Option(name: [.customLong("github-url"), .customLong("github")], help: "Address of the GitHub profile.")
  var gitHubURL: String?
  @Option(name: [.customLong("portfolio-url"), .customLong("portfolio")], help: "Address of the person's own page.")
  var portfolioURL: String?
  @Option(help: "Empty this field; several times for several.") var clear: [CandidateField] = []
  @Option(help: "Give this field back to imports; several times for several.") var revert: [CandidateField] = []
  @Flag(help: "What was read of the documents is checked: no review is needed any more.") var reviewed = false
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    let named = typed.map(\.field) + clear + revert
    guard !named.isEmpty || reviewed else {
      throw ValidationError("say what to change: --phone …, --clear FIELD, --revert FIELD or --reviewed")
    }
    if let twice = named.first(where: { field in named.filter { $0 == field }.count > 1 }) {
      throw ValidationError("\(twice.rawValue) can be given a value, cleared or reverted, one of them only")
    }
    if let required = clear.first(where: \.isRequired) {
      throw ValidationError(
        "every candidate has a \(required.rawValue): give another, or --revert \(required.rawValue)")
    }
  }

  func run(in workspace: Workspace, as user: User) async throws {
    var edits: [CandidateField: FieldEdit] = [:]
    for (field, text) in typed { edits[field] = try FieldEdit.typed(text, for: field) }
    for field in clear { edits[field] = .cleared }
    for field in revert { edits[field] = .reverted }
    let edit = try await workspace.store.edit(id, edits, isReviewed: reviewed, actingUser: user.id)
    if global.json { return Terminal.print(try JSON.line(edit)) }
    for line in lines(edit) { Terminal.print("candidate \(id): \(line)".singleLine) }
  }

  private func lines(_ edit: CandidateEdit) -> [String] {
    if edit.isEmpty { return ["nothing changes, it is so already"] }
    let shown = Set(edit.changes.map(\.field))
    return edit.changes.map(ChangeText.of)
      + edit.edited.filter { !shown.contains($0) }.map { "\($0.rawValue): kept as it is from imports" }
      + edit.reverted.map { "\($0.rawValue): given back to imports" }
      + (edit.isReviewed ? ["checked, no review is needed any more"] : [])
  }

  private var typed: [(field: CandidateField, text: String)] {
    let options: [(CandidateField, String?)] = [
      (.fullName, fullName), (.email, email), (.phone, phone), (.location, location), (.title, title),
      (.summary, summary), (.skills, skills), (.experience, experience), (.education, education),
      (.certifications, certifications), (.languages, languages), (.linkedInURL, linkedInURL),
      (.gitHubURL, gitHubURL), (.portfolioURL, portfolioURL),
    ]
    return options.compactMap { field, text in text.map { (field, $0) } }
  }
}

extension CandidateField: ExpressibleByArgument {
  /// As the column or as the option is called: "full_name", "full-name".
  public init?(argument: String) {
    let name = argument.lowercased().replacing("-", with: "_")
    guard let field = Self.editable.first(where: { $0.rawValue == name }) else { return nil }
    self = field
  }

  public static var allValueStrings: [String] { editable.map(\.rawValue) }
}
