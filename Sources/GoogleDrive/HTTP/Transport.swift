import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOSSL

/// Connections to Google and what goes wrong with them.
final class Transport: Sendable {
  private let client: HTTPClient
  private let idleTimeout: Duration

  /// - Throws: `drive_invalid_configuration`.
  init(_ configuration: DriveConfiguration) throws(DriveError) {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv12
    if let path = configuration.trustedAuthorities {
      guard let certificates = try? NIOSSLCertificate.fromPEMFile(path), !certificates.isEmpty else {
        throw DriveError(.invalidConfiguration, "\(path) holds no certificates in PEM")
      }
      tls.additionalTrustRoots = [.certificates(certificates)]
    }
    var settings = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
    settings.timeout = .init(
      connect: TimeAmount(configuration.connectTimeout), read: TimeAmount(configuration.idleTimeout),
      write: TimeAmount(configuration.idleTimeout))
    settings.httpVersion = .http1Only
    // Retries are ours: with its own, what is wrong would be told only when the time is over.
    settings.connectionPool.retryConnectionEstablishment = false
    settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
    settings.proxy = try configuration.proxyURL.map { url throws(DriveError) in try Self.proxy(url) }
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    idleTimeout = configuration.idleTimeout
  }

  func shutdown() async { try? await client.shutdown() }

  /// One request and the head of its answer.
  ///
  /// - Throws: `CancellationError`, or ``DriveError`` by ``failure(_:)``.
  func send(_ request: HTTPClientRequest) async throws -> HTTPClientResponse {
    var request = request
    request.headers.replaceOrAdd(name: "User-Agent", value: "hotgigs-intake")
    do {
      return try await client.execute(request, deadline: .now() + TimeAmount(idleTimeout * 2))
    } catch {
      try Task.checkCancellation()
      throw failure(error)
    }
  }

  /// The whole body of an answer.
  ///
  /// - Throws: as ``send(_:)``; `drive_bad_answer` where it is larger than any answer should be.
  func body(of response: HTTPClientResponse, limit: Int = 32 << 20) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    let start = ContinuousClock.now
    do {
      for try await piece in response.body {
        bytes += Array(buffer: piece)
        guard bytes.count <= limit else { throw DriveError(.badAnswer, "an answer of over \(limit) bytes") }
        // A drop now and then is no answer either.
        guard ContinuousClock.now - start < idleTimeout * 4 else {
          throw DriveError(.unavailable, "the answer came too slowly")
        }
      }
    } catch let error as DriveError {
      throw error
    } catch {
      try Task.checkCancellation()
      throw failure(error)
    }
    return bytes
  }

  /// What an error of the network means.
  func failure(_ error: any Error) -> DriveError {
    switch error {
    case let error as DriveError: return error
    case let error as HTTPClientError where error == .proxyAuthenticationRequired:
      return DriveError(.proxyRefused, "the proxy asks for a name and password, or refuses those it was given")
    case let error as HTTPClientError where error == .invalidProxyResponse:
      return DriveError(.unavailable, "the proxy did not connect to Google")
    case let error as HTTPClientError where error == .alreadyShutdown:
      return DriveError(.unavailable, "the client was shut down")
    case let error as HTTPClientError:
      return DriveError(.unavailable, "no answer: \(error.shortDescription)")
    case is NIOSSLExtraError:
      return DriveError(.untrusted, "its certificate is for another host")
    case let error as NIOSSLError where String(describing: error).contains("CERTIFICATE_VERIFY_FAILED"):
      return DriveError(
        .untrusted, "its certificate is of no authority that is trusted; a proxy's own authority can be named as a file"
      )
    default:
      return DriveError(.unavailable, "no connection: \(Self.oneLine(String(describing: error)))")
    }
  }

  /// The first of an error's words.
  private static func oneLine(_ text: String) -> String {
    String(text.prefix(200).map { $0.isNewline ? " " : $0 })
  }

  /// - Throws: `drive_invalid_configuration`, without the password.
  private static func proxy(_ text: String) throws(DriveError) -> HTTPClient.Configuration.Proxy {
    guard let parts = URLComponents(string: text), parts.scheme == "http", let host = parts.host, !host.isEmpty else {
      throw DriveError(.invalidConfiguration, "the proxy must be given as http://HOST:PORT")
    }
    let authorization = parts.user.map {
      HTTPClient.Authorization.basic(username: $0, password: parts.password ?? "")
    }
    // An IPv6 address stands in brackets, here without.
    return .server(
      host: String(host.drop { $0 == "[" }.prefix { $0 != "]" }), port: parts.port ?? 3128, authorization: authorization
    )
  }

  /// An address of the other side, without its last slash.
  ///
  /// - Throws: `drive_invalid_configuration` for anything but HTTPS, except to this machine: tokens would be readable on the way.
  static func checked(_ url: String, _ name: String) throws(DriveError) -> String {
    guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty,
      parts.scheme == "https" || parts.scheme == "http" && ["127.0.0.1", "[::1]", "::1", "localhost"].contains(host),
      parts.query == nil, parts.fragment == nil, parts.user == nil
    else {
      throw DriveError(.invalidConfiguration, "\(name) must be an https:// address, not \"\(url)\"")
    }
    return url.hasSuffix("/") ? String(url.dropLast()) : url
  }
}

extension Duration {
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
