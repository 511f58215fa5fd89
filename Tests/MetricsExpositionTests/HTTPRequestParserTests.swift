import Testing

@testable import MetricsExposition

@Suite struct HTTPRequestParserTests {
  @Test(arguments: [
    ("GET /metrics HTTP/1.1\r\nHost: here\r\n\r\n", "/metrics"),
    ("GET /metrics HTTP/1.0\n\n", "/metrics"),
    ("\r\n\r\nGET / HTTP/1.1\r\n\r\n", "/"),
    ("GET /metrics?name=x HTTP/1.1\r\nAccept: */*\r\nX-Empty:\r\n\r\n", "/metrics"),
    ("GET http://elsewhere:9464/healthz HTTP/1.1\r\nHost: elsewhere\r\n\r\n", "/healthz"),
    ("GET HTTP://elsewhere HTTP/1.1\r\n\r\n", "/"),
    ("GET /\u{25}2e HTTP/1.1\r\nX: \u{e4}\r\n\r\n", "/%2e"),
  ])
  func reads(_ text: String, path: String) {
    var parser = HTTPRequestParser()
    #expect(parser.take(text.utf8) == .request(HTTPRequest(path: path)))
  }

  @Test(arguments: [
    ("POST /metrics HTTP/1.1\r\n\r\n", HTTPStatus.methodNotAllowed),
    ("HEAD /metrics HTTP/1.1\r\n\r\n", .methodNotAllowed),
    ("GET /metrics HTTP/2.0\r\n\r\n", .versionNotSupported),
    ("GET /metrics\r\n\r\n", .badRequest),
    ("GET  /metrics HTTP/1.1\r\n\r\n", .badRequest),
    ("GET metrics HTTP/1.1\r\n\r\n", .badRequest),
    ("GET /met\trics HTTP/1.1\r\n\r\n", .badRequest),
    ("GET /\u{e4} HTTP/1.1\r\n\r\n", .badRequest),
    ("G(T / HTTP/1.1\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost : here\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nno field\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nA: b\r\n folded\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\rX\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nA: \u{0}\r\n\r\n", .badRequest),
    ("\u{16}\u{3}\u{1}\u{2}\u{0}", .badRequest),
  ])
  func refuses(_ text: String, status: HTTPStatus) {
    var parser = HTTPRequestParser()
    #expect(parser.take(text.utf8) == .refused(status))
  }

  @Test func takesAByteAtATime() {
    var parser = HTTPRequestParser()
    var last = HTTPRequestParser.Progress.incomplete
    for byte in "GET /x HTTP/1.1\r\nHost: here\r\n\r\n".utf8 {
      #expect(last == .incomplete)
      last = parser.take([byte])
    }
    #expect(last == .request(HTTPRequest(path: "/x")))
  }

  @Test(arguments: [["GET /"], ["GET / HTTP/1.1\r\n", "A: b\r\n"], ["\r\n", "\r\n"]])
  func endsWhatIsTooLong(_ parts: [String]) {
    var parser = HTTPRequestParser()
    var taken = 0
    var last = parser.take(parts[0].utf8)
    while last == .incomplete, taken < 10_000 {
      last = parser.take((parts.last ?? "").utf8.map { $0 == UInt8(ascii: "/") ? UInt8(ascii: "a") : $0 })
      taken += 1
    }
    #expect(last == .refused(.headTooLarge))
  }

  @Test func randomBytesNeverTrap() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      var parser = HTTPRequestParser()
      var bytes = Array("GET /metrics HTTP/1.1\r\nHost: here\r\n\r\n".utf8)
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
      }
      let progress = parser.take(bytes)
      if case .request(let request) = progress { #expect(request.path.hasPrefix("/")) }
    }
  }
}
