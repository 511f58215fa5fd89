import Foundation
import Testing

@testable import DriveSync

@Suite struct FolderTreeTests {
  /// A tree that expectations may change.
  private final class Tree {
    var value = FolderTree(root: "root")

    var count: Int { value.count }

    func contains(_ id: String) -> Bool { value.contains(id) }
    func holds(_ id: String, in parents: [String]) -> Bool { value.holds(id, in: parents) }
    func hang(_ folder: String, in parents: [String]) -> Bool { value.hang(folder, in: parents) }
    func hang(_ target: String, by shortcut: String, in parents: [String]) -> Bool {
      value.hang(target, by: shortcut, in: parents)
    }
    func drop(_ id: String) { value.drop(id) }
  }

  private let tree = Tree()

  @Test func foldersHangByTheirParents() {
    #expect(tree.hang("a", in: ["root"]))
    #expect(tree.hang("b", in: ["elsewhere", "a"]))
    #expect(!tree.hang("c", in: ["elsewhere"]))
    #expect(!tree.hang("root", in: ["b"]))
    #expect(!tree.hang("a", in: ["root"]), "it was there")
    #expect(tree.holds("file", in: ["x", "b"]) && !tree.holds("file", in: ["c"]) && !tree.holds("file", in: []))
  }

  @Test func whatIsCutOffIsForgotten() {
    _ = tree.hang("a", in: ["root"])
    _ = tree.hang("b", in: ["a"])
    _ = tree.hang("c", in: ["b"])
    #expect(!tree.hang("b", in: ["root"]), "moved, and nothing new")
    tree.drop("a")
    #expect(!tree.contains("a") && tree.contains("c"))
    #expect(!tree.hang("b", in: ["outside"]))
    #expect(tree.count == 0)
    #expect(tree.hang("b", in: ["root"]), "back again, it is new")
  }

  @Test func shortcutsAreLinksOfTheirOwn() {
    _ = tree.hang("a", in: ["root"])
    #expect(tree.hang("far", by: "s1", in: ["a"]))
    #expect(!tree.hang("far", by: "s2", in: ["root"]))
    #expect(!tree.hang("far", by: "s3", in: ["outside"]))
    _ = tree.hang("below", in: ["far"])
    tree.drop("s1")
    #expect(tree.contains("below"))
    // The second leads elsewhere now.
    #expect(tree.hang("other", by: "s2", in: ["root"]))
    #expect(!tree.contains("far") && !tree.contains("below") && tree.contains("other"))
    tree.drop("other")
    #expect(tree.count == 1)
  }

  @Test func aCircleHangsByTheRootAlone() {
    _ = tree.hang("a", in: ["root"])
    _ = tree.hang("b", in: ["a"])
    #expect(!tree.hang("a", by: "back", in: ["b"]))
    #expect(!tree.hang("root", by: "up", in: ["b"]))
    tree.drop("a")
    #expect(tree.count == 0)
    _ = tree.hang("a", in: ["root"])
    _ = tree.hang("b", in: ["a"])
    _ = tree.hang("a", by: "back", in: ["b"])
    // Moved out, it is held by nothing but itself.
    #expect(!tree.hang("a", in: ["outside"]))
    #expect(tree.count == 0)
  }

  @Test func itIsTheSameOnceItWasStored() throws {
    _ = tree.hang("a", in: ["root"])
    _ = tree.hang("f", by: "s", in: ["a"])
    let stored = try JSONEncoder().encode(tree.value)
    #expect(try JSONDecoder().decode(FolderTree.self, from: stored) == tree.value)
  }
}
