import Glibc

/// The address can't be listened on.
public struct ListenFailure: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String
}

/// A TCP socket that listens.
final class ListeningSocket: Sendable {
  let descriptor: CInt
  /// The one chosen, where 0 was asked for.
  let port: Int

  /// - Parameters:
  ///   - address: a numeric one, of IPv4 or IPv6.
  ///   - port: 0 takes any that is free.
  init(address: String, port: Int) throws(ListenFailure) {
    func failure(_ reason: String) -> ListenFailure {
      ListenFailure(description: "can't listen on \(address) port \(port): \(reason)")
    }
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(address, String(port), &hints, &found) == 0, let found else {
      throw failure("no address of this kind: it takes numbers, as 127.0.0.1 or ::1")
    }
    defer { freeaddrinfo(found) }
    let info = found.pointee
    // Never inherited: a reader process is not to hold the port.
    let descriptor = socket(
      info.ai_family, info.ai_socktype | CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue), info.ai_protocol)
    guard descriptor >= 0 else { throw failure(String(cString: strerror(errno))) }
    var yes: CInt = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
    guard bind(descriptor, info.ai_addr, info.ai_addrlen) == 0, listen(descriptor, 16) == 0 else {
      let reason = String(cString: strerror(errno))
      close(descriptor)
      throw failure(reason)
    }
    self.descriptor = descriptor
    self.port = Self.port(of: descriptor) ?? port
  }

  deinit { close(descriptor) }

  private static func port(of descriptor: CInt) -> Int? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard getsockname(descriptor, address, &length) == 0 else { return nil }
        // The port is at the same place for both families.
        return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
          Int(UInt16(bigEndian: $0.pointee.sin_port))
        }
      }
    }
  }
}
