import CArgon2
import Dispatch

/// A password as it is stored: argon2id in the PHC string format, which holds its own parameters and salt.
struct PasswordHash: Hashable, Sendable {
  /// "$argon2id$v=19$m=65536,t=3,p=4$…".
  let encoded: String

  init(encoded: String) {
    self.encoded = encoded
  }

  /// What a hash costs. Source: RFC 9106 §4, the second recommended option, for where memory is limited.
  enum Cost {
    static let passes: UInt32 = 3
    /// KiB.
    static let memory: UInt32 = 65536
    static let lanes: UInt32 = 4
    static let saltLength = 16
    static let hashLength = 32
  }

  /// Of the same cost as any other, for accounts that are not there: to refuse them takes as long.
  static let ofNobody = PasswordHash(
    encoded: "$argon2id$v=19$m=65536,t=3,p=4$"
      + "aG90Z2lncy1uby11c2VyIQ$ikx4SuOmGwIgmZr5+FegS9w1vPSzDifCOLR04qqAF4Q")

  /// Whether it was made at another cost than passwords are now.
  var isOutdated: Bool {
    !encoded.hasPrefix("$argon2id$v=19$m=\(Cost.memory),t=\(Cost.passes),p=\(Cost.lanes)$")
  }

  /// Hashes a password with a new salt. Takes about a tenth of a second and 64 MiB, on a thread of its own.
  ///
  /// - Throws: ``StoreError`` of code `hashingFailed`: no memory.
  static func of(_ password: String) async throws(StoreError) -> PasswordHash {
    try await run { () throws(StoreError) in
      var generator = SystemRandomNumberGenerator()
      let salt = (0..<Cost.saltLength).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
      let bytes = Array(password.utf8)
      let length = argon2_encodedlen(
        Cost.passes, Cost.memory, Cost.lanes, UInt32(Cost.saltLength), UInt32(Cost.hashLength), Argon2_id)
      var encoded = [CChar](repeating: 0, count: length)
      let code = argon2id_hash_encoded(
        Cost.passes, Cost.memory, Cost.lanes, bytes, bytes.count, salt, salt.count, Cost.hashLength, &encoded, length)
      guard code == ARGON2_OK.rawValue else {
        throw StoreError(.hashingFailed, "can't hash a password: \(String(cString: argon2_error_message(code)))")
      }
      return PasswordHash(
        encoded: String(decoding: encoded.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
    }
  }

  /// Whether it is this password's; the library compares in constant time. Takes as long as hashing.
  func matches(_ password: String) async -> Bool {
    await Self.run {
      let bytes = Array(password.utf8)
      return argon2id_verify(encoded, bytes, bytes.count) == ARGON2_OK.rawValue
    }
  }

  private static let queue = DispatchQueue(label: "passwords", attributes: .concurrent)

  /// None of Swift's cooperative threads stands still for it.
  private static func run<Value: Sendable, Failure: Error>(
    _ body: @escaping @Sendable () throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: Result(catching: body)) }
    }
    return try result.get()
  }
}
