/// One entry of a section before its fields are told apart: what heads it, when it was, what stands under it.
struct RawEntry {
  /// A bullet or a paragraph, its wrapped lines together.
  struct Item {
    var parts: [SectionLine]
    var hasBullet: Bool
  }

  var header: [SectionLine]
  /// The date that the entry hangs on, and the line it stands on.
  var date: (span: DateSpan, line: Int)?
  var body: [Item]
}
