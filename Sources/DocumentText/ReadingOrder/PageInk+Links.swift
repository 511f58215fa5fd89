import ResumeModel

extension PageInk {
  /// Gives the words beneath each link its target.
  ///
  /// - Returns: The links that have no text beneath them.
  mutating func attach(_ found: [PageLink]) -> [PageLink] {
    var bare: [PageLink] = []
    for link in found {
      guard let area = link.box else { continue }
      var isBare = true
      for index in words.indices where words[index].kind == .text {
        let box = words[index].box
        guard box.midX >= area.x0 - 0.5, box.midX <= area.x1 + 0.5, box.midY >= area.y0, box.midY <= area.y1 else {
          continue
        }
        if isBare { links.append(link.target) }
        isBare = false
        words[index].link = links.count - 1
      }
      if isBare { bare.append(link) }
    }
    return bare
  }
}
