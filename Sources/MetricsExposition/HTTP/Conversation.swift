/// One client's request and its answer, as a value: what came and what the time is goes in, what to do comes out.
///
/// Whatever a client does, it ends: each phase has its time.
struct Conversation {
  enum Phase: Hashable {
    /// The head of the request comes in.
    case receiving
    /// The answer is being made.
    case answering
    case sending
    /// All is sent; what the client still sends is thrown away, so that it is not told of a reset before it has read.
    case lingering
    case over
  }

  enum Action: Hashable {
    case wait
    case ask(HTTPRequest)
    case send
    /// Say that nothing more is sent.
    case shutDown
    case close
  }

  /// Time for each phase.
  struct Limits: Hashable, Sendable {
    var receiving: Duration = .seconds(5)
    var answering: Duration = .seconds(10)
    var sending: Duration = .seconds(10)
    var lingering: Duration = .seconds(1)
  }

  private(set) var phase = Phase.receiving
  /// When the phase has taken too long.
  private(set) var end: Duration
  /// What is left to be sent.
  private(set) var outgoing: ArraySlice<UInt8> = []
  private var parser = HTTPRequestParser()
  private let limits: Limits

  /// - Parameter now: by a clock of the caller's, as everywhere here.
  init(at now: Duration, limits: Limits) {
    self.limits = limits
    end = now + limits.receiving
  }

  var wantsToRead: Bool { phase == .receiving || phase == .lingering }
  var wantsToWrite: Bool { phase == .sending }

  mutating func received(_ bytes: some Sequence<UInt8>, at now: Duration) -> Action {
    guard phase == .receiving else { return .wait }
    switch parser.take(bytes) {
    case .incomplete: return .wait
    case .refused(let status): return answer(HTTPResponse(status), at: now)
    case .request(let request):
      begin(.answering, until: now + limits.answering)
      return .ask(request)
    }
  }

  /// The client sends no more: before its request was whole there is nobody to answer.
  mutating func receivedEnd() -> Action {
    switch phase {
    case .receiving, .lingering: return over()
    case .answering, .sending, .over: return .wait
    }
  }

  mutating func answer(_ response: HTTPResponse, at now: Duration) -> Action {
    guard phase == .receiving || phase == .answering else { return .wait }
    outgoing = response.bytes[...]
    begin(.sending, until: now + limits.sending)
    return .send
  }

  mutating func sent(_ count: Int, at now: Duration) -> Action {
    outgoing = outgoing.dropFirst(count)
    guard outgoing.isEmpty else { return .wait }
    begin(.lingering, until: now + limits.lingering)
    return .shutDown
  }

  /// Looks at the time.
  mutating func look(at now: Duration) -> Action {
    guard now >= end else { return .wait }
    switch phase {
    case .receiving: return answer(HTTPResponse(.requestTimeout), at: now)
    case .answering: return answer(HTTPResponse(.unavailable), at: now)
    case .sending, .lingering: return over()
    case .over: return .close
    }
  }

  mutating func over() -> Action {
    phase = .over
    return .close
  }

  private mutating func begin(_ phase: Phase, until end: Duration) {
    self.phase = phase
    self.end = end
  }
}
