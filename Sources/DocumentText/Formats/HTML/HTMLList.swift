/// A list that is being read.
struct HTMLList {
  let isOrdered: Bool
  private let type: String?
  private var number: Int

  init(isOrdered: Bool, start: Int?, type: String?) {
    self.isOrdered = isOrdered
    self.type = type
    number = (start ?? 1) - 1
  }

  /// - Parameter value: the number that the item itself asks for.
  mutating func next(value: Int?) -> String {
    guard isOrdered else { return "•" }
    number = value ?? number + 1
    switch type {
    case "a": return ListNumber.text(number, format: "lowerLetter") + "."
    case "A": return ListNumber.text(number, format: "upperLetter") + "."
    case "i": return ListNumber.text(number, format: "lowerRoman") + "."
    case "I": return ListNumber.text(number, format: "upperRoman") + "."
    default: return "\(number)."
    }
  }
}
