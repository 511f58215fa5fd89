import Foundation
import TestSupport
import Testing

@testable import GoogleDrive

/// Our client against the cases that Google's own client passes too (scripts/drive-contract): it asks exactly what that asks, and
/// understands what that is answered.
@Suite struct ContractTests {
  @Test func asksAndUnderstandsWhatGooglesOwnClientDoes() async throws {
    let contract = try Contract.read()
    let server = try await DriveServer()
    try await server.put(contract.files.written)
    var kept: [String: String] = [:]
    for item in contract.cases {
      if let before = item.before {
        try await server.put(before.files.written)
        for id in before.remove { try await server.remove(id) }
      }
      try await run(item, on: server, contract, &kept)
    }
    #expect(contract.cases.count >= 28)
  }

  private func run(
    _ item: Contract.Case, on server: DriveServer, _ contract: Contract, _ kept: inout [String: String]
  ) async throws {
    var expected: [String: String] = [:]
    for (name, value) in item.parameters.mapValues(\.parameter) {
      expected[name] =
        value.hasPrefix("@") ? contract.fields[String(value.dropFirst())] ?? kept[String(value.dropFirst())] : value
    }
    let token = expected["pageToken"]
    var configuration = server.configuration()
    configuration.pageSize = item.ours.pageSize ?? 1000
    // Counted from here: the client looks at a file before it fetches it.
    try await server.reset()
    let outcome = await answer(to: item, on: server, configuration, token)
    let id = expected.removeValue(forKey: "fileId")
    let request = try #require(try await server.state().requests.last, "\(item.name)")
    var asked = request.parameters
    asked["alt"] = nil
    #expect(asked == expected && request.id == id, "\(item.name)")
    switch outcome {
    case .failure(let error):
      #expect(error.code.rawValue == item.error?.code, "\(item.name): \(error)")
    case .success(let answer):
      #expect(item.error == nil, "\(item.name)")
      try check(answer, item, &kept)
    }
  }

  private enum Answer {
    case file(DriveFile)
    case files(DriveFilePage)
    case token(String)
    case changes(DriveChangePage)
    case bytes([UInt8])
  }

  private func answer(
    to item: Contract.Case, on server: DriveServer, _ configuration: DriveConfiguration, _ token: String?
  ) async
    -> Result<Answer, DriveError>
  {
    do {
      return .success(
        try await server.withClient(nil, configuration) { client in
          switch item.ours.call {
          case "file": .file(try await client.file((item.ours.id ?? "")))
          case "children":
            .files(try await client.children(of: (item.ours.id ?? ""), driveID: item.ours.driveID, pageToken: token))
          case "startPageToken": .token(try await client.startPageToken(driveID: item.ours.driveID))
          case "changes": .changes(try await client.changes(since: token ?? "", driveID: item.ours.driveID))
          default:
            .bytes(try await client.contents(of: try await client.file((item.ours.id ?? "")), limit: 1 << 20).bytes)
          }
        })
    } catch let error as DriveError {
      return .failure(error)
    } catch {
      return .failure(DriveError(.badAnswer, "\(error)"))
    }
  }

  private func check(_ answer: Answer, _ item: Contract.Case, _ kept: inout [String: String]) throws {
    func keep(_ token: String?, _ name: String) -> String? {
      guard let token else { return nil }
      kept[name] = token
      return "*"
    }
    func expected<Value: Decodable>(_ type: Value.Type) throws -> Value {
      try JSONDecoder().decode(type, from: #require(item.answer).data)
    }
    switch answer {
    case .file(let file): #expect(file == (try expected(DriveFile.self)), "\(item.name)")
    case .files(var page):
      page.nextPageToken = keep(page.nextPageToken, "nextPageToken")
      #expect(page == (try expected(DriveFilePage.self)), "\(item.name)")
    case .token(let token):
      #expect(keep(token, "startPageToken") == "*" && !token.isEmpty, "\(item.name)")
    case .changes(var page):
      page.nextPageToken = keep(page.nextPageToken, "nextPageToken")
      page.newStartPageToken = keep(page.newStartPageToken, "newStartPageToken")
      #expect(page == (try expected(DriveChangePage.self)), "\(item.name)")
    case .bytes(let bytes):
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(item.text.map { $0 == text } ?? text.hasPrefix(item.begins ?? "?"), "\(item.name)")
    }
  }
}

/// Fixtures/drive/contract.json.
private struct Contract: Decodable {
  var fields: [String: String]
  var files: JSON
  var cases: [Case]

  static func read() throws -> Contract {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../Fixtures/drive/contract.json")
    return try JSONDecoder().decode(Contract.self, from: Data(contentsOf: path))
  }

  struct Case: Decodable {
    var name: String
    var parameters: [String: JSON]
    var ours: Call
    var answer: JSON?
    /// Of the bytes: all, or how they begin.
    var text: String?
    var begins: String?
    var error: Refusal?
    var before: Before?
  }

  struct Call: Decodable {
    var call: String
    var id: String?
    var driveID: String?
    var pageSize: Int?
  }

  struct Refusal: Decodable {
    var code: String
  }

  struct Before: Decodable {
    var files: JSON
    var remove: [String]
  }
}

private enum JSON: Codable {
  case flag(Bool)
  case number(Int)
  case text(String)
  case list([JSON])
  case object([String: JSON])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? value.decode(Int.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([JSON].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: JSON].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .flag(let flag): try value.encode(flag)
    case .number(let number): try value.encode(number)
    case .text(let text): try value.encode(text)
    case .list(let list): try value.encode(list)
    case .object(let object): try value.encode(object)
    }
  }

  var data: Data { get throws { try JSONEncoder().encode(self) } }
  var written: String { get throws { String(decoding: try data, as: UTF8.self) } }

  /// As it stands in an address.
  var parameter: String {
    switch self {
    case .flag(let flag): "\(flag)"
    case .number(let number): "\(number)"
    case .text(let text): text
    case .list, .object: ""
    }
  }
}
