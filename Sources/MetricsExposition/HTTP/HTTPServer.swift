import Foundation

/// A small HTTP/1.1 server for machines that ask how this process fares: GET only, an answer a connection.
///
/// It has one thread, which waits for all its connections at once, so that no client holds up another; answers are made
/// by tasks. There are never more than a few connections: one more takes the place of the one that has been about its
/// request the longest.
public final class HTTPServer: Sendable {
  public typealias Handler = @Sendable (HTTPRequest) async -> HTTPResponse

  public let address: String
  /// The one chosen, where 0 was asked for.
  public let port: Int
  private let line: AnswerLine

  /// Listens, and answers from now on.
  ///
  /// - Parameters:
  ///   - address: a numeric one, of IPv4 or IPv6.
  ///   - port: 0 takes any that is free.
  public convenience init(
    address: String, port: Int, handler: @escaping Handler
  ) throws(ListenFailure) {
    try self.init(address: address, port: port, limits: Conversation.Limits(), handler: handler)
  }

  init(
    address: String, port: Int, limits: Conversation.Limits, handler: @escaping Handler
  ) throws(ListenFailure) {
    let socket = try ListeningSocket(address: address, port: port)
    self.address = address
    self.port = socket.port
    let line = try AnswerLine()
    self.line = line
    Thread.detachNewThread {
      var loop = ServerLoop(socket: socket, line: line, limits: limits, handler: handler)
      loop.run()
    }
  }

  deinit { stop() }

  /// Closes all connections and listens no more.
  public func stop() {
    line.end()
  }
}
