/// One entry of a section before its fields are told apart: what heads it, when it was, what stands under it.
struct RawEntry {
  /// A bullet or a paragraph, its wrapped lines together.
  struct Item {
    var parts: [SectionLine]
    var hasBullet: Bool
  }

  var header: [SectionLine]
  /// What the heads of a table's columns say of the header's parts; empty elsewhere.
  var roles: [EntryLabels.Role?] = []
  /// The date that the entry hangs on, and the line it stands on.
  var date: (span: DateSpan, line: Int)?
  var body: [Item]
}
