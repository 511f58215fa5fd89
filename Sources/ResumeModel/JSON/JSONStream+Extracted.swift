extension JSONStream {
  /// Writes what ``Extracted/encode(to:)`` would by containers.
  func write<Value>(_ extracted: Extracted<Value>) throws {
    let depth = text.openCount
    text.begin(.object)
    text.write(raw: #""confidence":"#)
    try text.write(number: extracted.confidence)
    text.write(raw: #","evidence":["#)
    for (index, evidence) in extracted.evidence.enumerated() {
      if index > 0 { text.write(raw: ",") }
      try text.write(evidence)
    }
    text.write(raw: #"],"value":"#)
    if let string = extracted.value as? String { text.write(string) } else { try write(extracted.value) }
    text.close(to: depth)
  }
}

extension JSONBuffer {
  fileprivate mutating func write(_ evidence: Evidence) throws {
    write(raw: "{")
    if let box = evidence.box {
      write(raw: #""box":["#)
      for (index, side) in [box.x0, box.y0, box.x1, box.y1].enumerated() {
        if index > 0 { write(raw: ",") }
        try write(tenths: side)
      }
      write(raw: "],")
    }
    write(raw: #""line":"#)
    write(number: evidence.line)
    write(raw: #","page":"#)
    write(number: evidence.page)
    write(raw: "}")
  }

  /// A number rounded to a tenth.
  private mutating func write(tenths value: Double) throws {
    let tenths = (value * 10).rounded()
    // Beyond, a number is written with an exponent; and there is a zero with a sign.
    guard abs(tenths) < 1e15, tenths != 0 else { return try write(number: tenths / 10) }
    let (whole, rest) = Int(abs(tenths)).quotientAndRemainder(dividingBy: 10)
    if tenths < 0 { write(raw: "-") }
    write(number: whole)
    guard rest != 0 else { return }
    write(raw: ".")
    write(number: rest)
  }
}
