import FoundationEssentials
import Ingest
import ResumeModel

/// JSON by our own parser, and the resume that it may be.
struct JSONEntry: FuzzEntry {
  var seeds: [[UInt8]] {
    (TextSeeds.jsonResume + [
      #"// x"# + "\n" + #"{"a":[1,-2.5e3,true,null,"é\ud83d\ude00\u0000"],/* y */"b":{"c":{}},}"#, "[[[[[[]]]]]]",
      #""\ud800""#,
    ]).map { Array($0.utf8) }
  }

  func check(_ bytes: [UInt8]) throws(BrokenPromise) {
    guard let value = JSONValue(bytes) else { return }
    if let written = try? CanonicalJSON.encode(value) {
      guard let again = JSONValue(written) else { throw BrokenPromise(description: "JSON that is not read again") }
      let rewritten = try? CanonicalJSON.encode(again)
      try BrokenPromise.unless(rewritten == written, "JSON that comes back another")
    }
    guard let resume = JSONResume(value) else { return }
    do {
      let written = try CanonicalJSON.encode(resume)
      let again = try JSONDecoder().decode(JSONResume.self, from: Data(written))
      try BrokenPromise.unless(again == resume, "a JSON Resume that comes back another")
    } catch let error as BrokenPromise {
      throw error
    } catch {
      throw BrokenPromise(description: "a JSON Resume that can't be written and read: \(error)")
    }
  }
}

/// `pipeline.yaml`.
struct SettingsEntry: FuzzEntry {
  var seeds: [[UInt8]] {
    [
      "readers: {processes: 3, deadline: 2 min}\nstages: {register: {batch: 7, linger: 0 ms, buffer: 0}}\n",
      "intake:\n  recursive: false\n  maximum_file_size: 5MB\n  source: google_drive\nmetrics: {port: 9464, address: '::1'}\n",
      "content: &a {storage: database}\nqueue: *a\npeople: {users: {bob: bob@example.com}}\n",
      "- a\n- b: {c: [d, !!e f]}\n",
    ].map { Array($0.utf8) }
  }

  func check(_ bytes: [UInt8]) throws(BrokenPromise) {
    do {
      _ = try SettingsFile.read(String(decoding: bytes, as: UTF8.self), file: "pipeline.yaml")
    } catch {
      let message = "\(error)"
      try BrokenPromise.unless(!message.isEmpty && message.utf8.count <= 400 * (bytes.count + 10), "a long complaint")
    }
  }
}
