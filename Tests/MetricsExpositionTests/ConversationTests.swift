import Testing

@testable import MetricsExposition

@Suite struct ConversationTests {
  private func conversation() -> Conversation { Conversation(at: .zero, limits: Conversation.Limits()) }
  private let request = Array("GET /x HTTP/1.1\r\n\r\n".utf8)

  @Test func goesFromRequestToAnswerToEnd() {
    var conversation = conversation()
    #expect(conversation.received(request[..<5], at: .seconds(1)) == .wait)
    #expect(conversation.received(request[5...], at: .seconds(2)) == .ask(HTTPRequest(path: "/x")))
    #expect(!conversation.wantsToRead && !conversation.wantsToWrite)
    #expect(conversation.answer(HTTPResponse(.ok, "yes"), at: .seconds(3)) == .send)
    let all = conversation.outgoing.count
    #expect(conversation.sent(all - 1, at: .seconds(3)) == .wait)
    #expect(conversation.wantsToWrite)
    #expect(conversation.sent(1, at: .seconds(3)) == .shutDown)
    #expect(conversation.received([1, 2, 3], at: .seconds(3)) == .wait)
    #expect(conversation.receivedEnd() == .close)
  }

  @Test func tellsOneWhoIsTooSlow() {
    var conversation = conversation()
    #expect(conversation.look(at: .milliseconds(4999)) == .wait)
    #expect(conversation.look(at: .seconds(5)) == .send)
    #expect(String(decoding: conversation.outgoing, as: UTF8.self).hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
    #expect(conversation.look(at: .seconds(15)) == .close)
  }

  @Test func anAnswerThatIsLateIsUnavailable() {
    var conversation = conversation()
    _ = conversation.received(request, at: .zero)
    #expect(conversation.look(at: .seconds(10)) == .send)
    #expect(String(decoding: conversation.outgoing, as: UTF8.self).hasPrefix("HTTP/1.1 503 "))
    // What comes after all finds nobody.
    #expect(conversation.answer(HTTPResponse(.ok), at: .seconds(11)) == .wait)
  }

  @Test func lingersNoLongerThanItsTime() {
    var conversation = conversation()
    #expect(conversation.received("POST / HTTP/1.1\r\n\r\n".utf8, at: .zero) == .send)
    #expect(conversation.sent(conversation.outgoing.count, at: .zero) == .shutDown)
    #expect(conversation.look(at: .milliseconds(999)) == .wait)
    #expect(conversation.look(at: .seconds(1)) == .close)
  }

  @Test func aClientThatGoesBeforeItAsksIsLetGo() {
    var conversation = conversation()
    #expect(conversation.received(request[..<5], at: .zero) == .wait)
    #expect(conversation.receivedEnd() == .close)
  }

  /// A client may end its side once it has asked: it still waits for the answer.
  @Test func aClientThatHasAskedMayEndItsSide() {
    var conversation = conversation()
    _ = conversation.received(request, at: .zero)
    #expect(conversation.receivedEnd() == .wait)
    #expect(conversation.answer(HTTPResponse(.ok), at: .zero) == .send)
  }
}
