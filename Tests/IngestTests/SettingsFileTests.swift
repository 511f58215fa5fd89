import Foundation
import Ingest
import Testing

@Suite struct SettingsFileTests {
  @Test func theFileThatShipsSaysTheDefaults() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    #expect(try SettingsFile.read(root.path + "/pipeline.yaml") == Settings())
  }

  @Test func anEmptyFileSaysTheDefaultsToo() throws {
    #expect(try SettingsFile.read("", file: "x") == Settings())
    #expect(try SettingsFile.read("readers:\nstages:\n  read:\n", file: "x") == Settings())
  }

  @Test func readsEveryKindOfValue() throws {
    let settings = try SettingsFile.read(
      """
      intake: {recursive: false, maximum_file_size: 5MB, source: google_drive}
      readers: {processes: 3, deadline: 2 min}
      stages: {register: {batch: 7, linger: 0 ms, buffer: 0}}
      content: {storage: database}
      people: {users: {bob: bob@example.com}}
      logging: {level: debug, format: json}
      metrics: {port: 9464, address: "::1"}
      """, file: "x")
    #expect(!settings.intake.isRecursive)
    #expect(settings.intake.maximumBytes == 5_000_000)
    #expect(settings.intake.source == "google_drive")
    #expect(settings.readers.count == 3)
    #expect(settings.readers.deadline == .seconds(120))
    #expect(settings.stages.register.count == 7)
    #expect(settings.stages.register.linger == .zero)
    #expect(settings.content.storage == .database)
    #expect(settings.people.users == ["bob": "bob@example.com"])
    #expect(settings.logging.level == .debug && settings.logging.format == .json)
    #expect(settings.metrics.port == 9464 && settings.metrics.address == "::1")
  }

  @Test(arguments: [
    ("readers:\n  deadlin: 3 s", "x: line 2: readers.deadlin: unknown key; did you mean deadline?"),
    ("reders:\n  deadline: 3 s", "x: line 1: reders: unknown key; did you mean readers?"),
    (
      "content:\n  storage: databas",
      "x: line 2: content.storage: \"databas\" is no value of it; did you mean database?"
    ),
    (
      "intake:\n  maximum_file_size: 20",
      "x: line 2: intake.maximum_file_size: \"20\" is not a size from 1 B to 2000 MB, as 20 MB"
    ),
    ("logging:\n  format: jsn", "x: line 2: logging.format: \"jsn\" is no value of it; did you mean json?"),
    (
      "metrics:\n  address: localhost",
      "x: line 2: metrics.address: \"localhost\" is not an address in numbers, as 127.0.0.1 or ::1"
    ),
    ("metrics:\n  port: 70000", "x: line 2: metrics.port: \"70000\" is not none, or a port from 0 to 65535"),
    (
      "queue:\n  lease: 40 s",
      "x: line 2: queue.lease: \"40 s\" is not a time from 5.0 seconds to 30.0 seconds, as 15 s or 50 ms"
    ),
    ("intake:\n  recursive: maybe", "x: line 2: intake.recursive: \"maybe\" is not true or false"),
    ("stages:\n  read: 5", "x: line 2: stages.read: needs keys below it"),
    ("readers: [1]", "x: line 1: readers: needs keys below it"),
    ("people:\n  users:\n    bob: nobody", "x: line 3: people.users.bob: \"nobody\" is not an e-mail address"),
    (
      "database:\n  zzzzzz: 3",
      "x: line 2: database.zzzzzz: unknown key; known here: connections, statement_timeout, lock_timeout, idle_in_transaction_timeout"
    ),
  ])
  func saysWhatIsWrongAndWhere(_ text: String, message: String) throws {
    let errors = try #require(throws: ConfigurationErrors.self) { try SettingsFile.read(text, file: "x") }
    #expect(errors.description == message)
  }

  @Test func readsWatchedFolders() throws {
    let settings = try SettingsFile.read(
      """
      watch:
        settle: 500 ms
        folders:
          - path: /srv/inbox/eve/
            recruiter: eve@example.com
            tags: [berlin, spring]
            afterwards: delete
            inotify: false
          - {path: /srv/inbox/bob, recursive: false, source: application}
      """, file: "x")
    #expect(settings.watch.settle == .milliseconds(500))
    var eve = Settings.WatchFolder()
    eve.path = "/srv/inbox/eve"
    eve.recruiter = "eve@example.com"
    eve.tags = ["berlin", "spring"]
    eve.afterwards = .delete
    eve.usesInotify = false
    var bob = Settings.WatchFolder()
    bob.path = "/srv/inbox/bob"
    bob.isRecursive = false
    bob.source = "application"
    #expect(settings.watch.folders == [eve, bob])
    #expect(bob.afterwards == .move)
  }

  @Test(arguments: [
    (
      "watch:\n  folders:\n    - path: /a\n      afterward: keep",
      "x: line 4: watch.folders.afterward: unknown key; did you mean afterwards?"
    ),
    ("watch:\n  folders:\n    - recursive: true", "x: line 3: watch.folders: a folder needs its path"),
    ("watch:\n  folders: [{path: /a}, {path: /a/}]", "x: line 2: watch.folders: /a is given twice"),
    (
      "watch:\n  folders:\n    - path: inbox",
      "x: line 3: watch.folders.path: \"inbox\" is not a path from the root, as /srv/inbox"
    ),
    (
      "watch:\n  folders:\n    - path: /a\n      tags: berlin",
      "x: line 4: watch.folders.tags: needs a list of texts of 1 to 100 characters, as [berlin, spring]"
    ),
    ("watch:\n  folders:\n    path: /a", "x: line 3: watch.folders: needs a list"),
    (
      "watch:\n  folders:\n    - path: /a\n      afterwards: moved",
      "x: line 4: watch.folders.afterwards: \"moved\" is no value of it; did you mean move?"
    ),
  ])
  func saysWhatIsWrongWithWatchedFolders(_ text: String, message: String) throws {
    let errors = try #require(throws: ConfigurationErrors.self) { try SettingsFile.read(text, file: "x") }
    #expect(errors.description == message)
  }

  @Test func saysAllThatIsWrong() throws {
    let errors = try #require(throws: ConfigurationErrors.self) {
      try SettingsFile.read("a: 1\nb: 2\nqueue: {claim: 0}", file: "x")
    }
    #expect(errors.errors.map(\.line) == [1, 2, 3])
  }

  @Test(arguments: ["a: [", "queue: {claim: 3}\nqueue: {claim: 4}", "\t- x"])
  func refusesWhatIsNoYAML(_ text: String) throws {
    let errors = try #require(throws: ConfigurationErrors.self) { try SettingsFile.read(text, file: "x") }
    #expect(errors.errors.count == 1)
    #expect(errors.errors[0].line != nil)
  }
}
