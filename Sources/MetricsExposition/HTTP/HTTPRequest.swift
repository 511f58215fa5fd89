/// What a client asks for: GET is all there is.
public struct HTTPRequest: Hashable, Sendable {
  /// Without the query.
  public var path: String

  public init(path: String) {
    self.path = path
  }
}

/// An answer's status, of those that are given here.
public struct HTTPStatus: Hashable, Sendable {
  public let code: Int
  public let reason: String

  public static let ok = Self(code: 200, reason: "OK")
  public static let badRequest = Self(code: 400, reason: "Bad Request")
  public static let notFound = Self(code: 404, reason: "Not Found")
  public static let methodNotAllowed = Self(code: 405, reason: "Method Not Allowed")
  public static let requestTimeout = Self(code: 408, reason: "Request Timeout")
  public static let headTooLarge = Self(code: 431, reason: "Request Header Fields Too Large")
  public static let unavailable = Self(code: 503, reason: "Service Unavailable")
  public static let versionNotSupported = Self(code: 505, reason: "HTTP Version Not Supported")
}

/// An answer. The connection is closed behind it.
public struct HTTPResponse: Hashable, Sendable {
  public var status: HTTPStatus
  public var contentType: String
  public var body: String

  public init(_ status: HTTPStatus, _ body: String? = nil, contentType: String = "text/plain; charset=utf-8") {
    self.status = status
    self.contentType = contentType
    self.body = body ?? "\(status.code) \(status.reason)\n"
  }

  /// As it goes over the wire.
  var bytes: [UInt8] {
    let body = Array(body.utf8)
    var head = "HTTP/1.1 \(status.code) \(status.reason)\r\n"
    head += "Content-Type: \(contentType)\r\nContent-Length: \(body.count)\r\n"
    head += "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n"
    if status == .methodNotAllowed { head += "Allow: GET\r\n" }
    return Array((head + "\r\n").utf8) + body
  }
}
