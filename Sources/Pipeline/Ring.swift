/// A first-in, first-out queue on a circular array: both ends in constant time.
struct Ring<Element> {
  private var slots: [Element?]
  private var head = 0
  private(set) var count = 0

  init(minimumCapacity: Int = 4) {
    slots = Array(repeating: nil, count: max(1, minimumCapacity))
  }

  var isEmpty: Bool { count == 0 }

  mutating func append(_ element: Element) {
    if count == slots.count { grow() }
    slots[slot(count)] = element
    count += 1
  }

  mutating func popFirst() -> Element? {
    guard count > 0 else { return nil }
    let element = slots[head].take()
    head = slot(1)
    count -= 1
    return element
  }

  /// Removes the first element that matches and keeps the order of the others.
  mutating func removeFirst(where matches: (Element) -> Bool) -> Element? {
    for offset in 0..<count {
      guard let element = slots[slot(offset)], matches(element) else { continue }
      for later in offset..<(count - 1) { slots[slot(later)] = slots[slot(later + 1)] }
      slots[slot(count - 1)] = nil
      count -= 1
      return element
    }
    return nil
  }

  mutating func removeAll() -> [Element] {
    var all: [Element] = []
    all.reserveCapacity(count)
    while let element = popFirst() { all.append(element) }
    return all
  }

  private func slot(_ offset: Int) -> Int {
    let index = head + offset
    return index < slots.count ? index : index - slots.count
  }

  private mutating func grow() {
    var larger: [Element?] = []
    larger.reserveCapacity(slots.count * 2)
    for offset in 0..<count { larger.append(slots[slot(offset)]) }
    larger.append(contentsOf: repeatElement(nil, count: slots.count * 2 - count))
    slots = larger
    head = 0
  }
}

extension Ring: Sendable where Element: Sendable {}
