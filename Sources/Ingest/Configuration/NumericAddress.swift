import Glibc

/// Addresses in numbers: no name is looked up for them.
enum NumericAddress {
  static func isValid(_ text: String) -> Bool {
    var buffer: [UInt8] = Array(repeating: 0, count: 16)
    return inet_pton(AF_INET, text, &buffer) == 1 || inet_pton(AF_INET6, text, &buffer) == 1
  }
}
