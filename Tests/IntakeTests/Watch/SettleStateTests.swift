import Intake
import TestSupport
import Testing

@Suite struct SettleStateTests {
  private static let path: FilePath = "/in/cv.pdf"

  @Test func aFileIsTakenWhenItHasRestedForTheSettleTime() {
    var state = SettleState(settle: .seconds(2))
    state.touched(Self.path, file(size: 1), now: .seconds(10))
    #expect(state.nextDue == .seconds(12))
    #expect(state.due(now: .milliseconds(11_999)) == [])
    #expect(state.due(now: .seconds(12)) == [Self.path])
    #expect(state.looked(at: Self.path, file(size: 1), now: .seconds(12)) == .init(Self.path, file(size: 1)))
    #expect(!state.isSettling)
  }

  @Test func whatHappensToItStartsItsRestAnew() {
    var state = SettleState(settle: .seconds(2))
    state.touched(Self.path, file(size: 1), now: .zero)
    // Closed by a slow writer, who opens it again: nothing has changed yet.
    state.touched(Self.path, file(size: 1), now: .seconds(1))
    #expect(state.due(now: .seconds(2)) == [])
    // Written to, unheard.
    #expect(state.due(now: .seconds(3)) == [Self.path])
    #expect(state.looked(at: Self.path, file(size: 2), now: .seconds(3)) == nil)
    #expect(state.due(now: .seconds(5)) == [Self.path])
    #expect(state.looked(at: Self.path, file(size: 2), now: .seconds(5)) == .init(Self.path, file(size: 2)))
  }

  @Test func whatIsMovedInIsTakenAtOnce() {
    var state = SettleState(settle: .seconds(2))
    #expect(state.movedIn(Self.path, file(size: 1)) == .init(Self.path, file(size: 1)))
    #expect(state.movedIn(Self.path, file(size: 1)) == nil, "it is in hand")
  }

  @Test func whatIsKeptIsTakenAgainOnlyWhenItChanges() {
    var state = SettleState(settle: .seconds(2))
    #expect(state.movedIn(Self.path, file(size: 1)) != nil)
    state.finished(Self.path, .kept(file(size: 1)), now: .seconds(1))
    #expect(state.due(now: .seconds(1)) == [Self.path])
    #expect(state.looked(at: Self.path, file(size: 1), now: .seconds(1)) == nil)
    state.touched(Self.path, file(size: 1), now: .seconds(2))
    state.listed([Self.path: file(size: 1)], within: "/in", now: .seconds(3))
    #expect(state.nextDue == nil)
    state.listed([Self.path: file(size: 2)], within: "/in", now: .seconds(4))
    #expect(state.due(now: .seconds(6)) == [Self.path])
    #expect(state.looked(at: Self.path, file(size: 2), now: .seconds(6)) != nil)
  }

  @Test func aFileReplacedWhileInHandIsTakenAnew() {
    var state = SettleState(settle: .seconds(2))
    #expect(state.movedIn(Self.path, file(size: 1)) != nil)
    state.touched(Self.path, file(size: 2), now: .seconds(1))
    state.vanished(Self.path)
    state.finished(Self.path, .anew, now: .seconds(2))
    #expect(state.due(now: .seconds(2)) == [Self.path])
    #expect(state.looked(at: Self.path, file(size: 2), now: .seconds(2)) == nil)
    #expect(state.due(now: .seconds(4)) == [Self.path])
    #expect(state.looked(at: Self.path, file(size: 2), now: .seconds(4)) != nil)
  }

  @Test func whatIsDeletedBeforeItRestsIsForgotten() {
    var state = SettleState(settle: .seconds(2))
    state.touched(Self.path, file(size: 1), now: .zero)
    state.touched("/in/other.pdf", file(size: 1), now: .zero)
    state.vanished(Self.path)
    state.listed([:], within: "/in/below", now: .seconds(1))
    #expect(state.due(now: .seconds(2)) == ["/in/other.pdf"])
    state.listed([:], within: "/in", now: .seconds(2))
    #expect(!state.isSettling)
  }

  /// Files are written slowly, closed, moved in, replaced and deleted at random, half of it unheard: none is taken before it
  /// rests, none twice, and in the end all are.
  @Test(arguments: 1...40)
  func nothingIsTakenEarlyOrTwiceOrForgotten(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var world = World(settle: .milliseconds(50))
    for _ in 0..<1500 {
      world.now += .milliseconds(Int.random(in: 0...20, using: &random))
      let path = FilePath("/in/\(Int.random(in: 0..<6, using: &random)).pdf")
      let isHeard = Bool.random(using: &random)
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<3: world.write(path, isHeard: isHeard)
      case 3: world.close(path, isHeard: isHeard)
      case 4: world.moveIn(path, isHeard: isHeard)
      case 5: world.delete(path, isHeard: isHeard)
      case 6: world.list()
      case 7..<9: world.finish(keeps: Bool.random(using: &random))
      default: break
      }
      world.look()
    }
    for _ in 0..<4 {
      world.list()
      world.now += .milliseconds(50)
      world.look()
      while world.finish(keeps: true) {}
      world.look()
    }
    #expect(world.isAllKept)
    #expect(world.complaints == [])
  }

  private func file(size: Int) -> FileIdentity {
    FileIdentity(device: 1, inode: 1, size: size, modified: size)
  }
}

/// A folder as it is, beside what the state under test was told of it.
private struct World {
  struct File {
    var identity: FileIdentity
    var changed: Duration
  }

  var now: Duration = .zero
  var files: [FilePath: File] = [:]
  var kept: [FilePath: FileIdentity] = [:]
  var complaints: [String] = []
  private var inHand: [SettleState.Take] = []
  private var state: SettleState
  private let settle: Duration
  private var serial = 0

  init(settle: Duration) {
    self.settle = settle
    state = SettleState(settle: settle)
  }

  var isAllKept: Bool { files.allSatisfy { kept[$0.key] == $0.value.identity } }

  mutating func write(_ path: FilePath, isHeard: Bool) {
    serial += 1
    var identity = files[path]?.identity ?? FileIdentity(device: 1, inode: UInt(serial), size: 0, modified: 0)
    identity.size += 1
    identity.modified = serial
    files[path] = File(identity: identity, changed: now)
    if isHeard { state.touched(path, identity, now: now) }
  }

  mutating func close(_ path: FilePath, isHeard: Bool) {
    if isHeard, let file = files[path] { state.touched(path, file.identity, now: now) }
  }

  mutating func moveIn(_ path: FilePath, isHeard: Bool) {
    serial += 1
    let identity = FileIdentity(device: 1, inode: UInt(serial), size: 7, modified: -serial)
    files[path] = File(identity: identity, changed: now)
    if isHeard, let take = state.movedIn(path, identity) { took(take, isWhole: true) }
  }

  mutating func delete(_ path: FilePath, isHeard: Bool) {
    files[path] = nil
    if isHeard { state.vanished(path) }
  }

  mutating func list() {
    state.listed(files.mapValues(\.identity), within: "/in", now: now)
  }

  mutating func look() {
    for path in state.due(now: now) {
      if let take = state.looked(at: path, files[path]?.identity, now: now) { took(take, isWhole: false) }
    }
  }

  @discardableResult
  mutating func finish(keeps: Bool) -> Bool {
    guard !inHand.isEmpty else { return false }
    let take = inHand.removeFirst()
    if files[take.path]?.identity != take.identity {
      state.finished(take.path, .anew, now: now)
    } else if keeps {
      kept[take.path] = take.identity
      state.finished(take.path, .kept(take.identity), now: now)
    } else {
      files[take.path] = nil
      state.finished(take.path, .anew, now: now)
    }
    return true
  }

  private mutating func took(_ take: SettleState.Take, isWhole: Bool) {
    guard let file = files[take.path], file.identity == take.identity else {
      return complaints.append("took \(take.path), which is another file")
    }
    if !isWhole, now - file.changed < settle { complaints.append("took \(take.path) after \(now - file.changed)") }
    if kept[take.path] == take.identity { complaints.append("took \(take.path) twice") }
    if inHand.contains(where: { $0.path == take.path }) { complaints.append("took \(take.path), which is in hand") }
    inHand.append(take)
  }
}
