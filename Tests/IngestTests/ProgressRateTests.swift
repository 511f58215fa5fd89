import Ingest
import Testing

@Suite struct ProgressRateTests {
  @Test func tellsNothingFromNothing() {
    let rate = ProgressRate()
    #expect(rate.perSecond(done: 100, at: .milliseconds(100)) == nil)
    #expect(rate.secondsLeft(of: 200, done: 100, at: .milliseconds(100)) == nil)
  }

  @Test func forgetsHowFastItBegan() throws {
    var rate = ProgressRate()
    // Known files fly by, 1,000 a second; the rest is read, 10 a second.
    for second in 1...10 { rate.note(done: 1000 * second, at: .seconds(second)) }
    #expect(rate.perSecond(done: 10_000, at: .seconds(10)) == 1000)
    for second in 11...60 { rate.note(done: 10_000 + 10 * (second - 10), at: .seconds(second)) }
    let left = try #require(rate.secondsLeft(of: 11_000, done: 10_500, at: .seconds(60)))
    #expect(abs(left - 50) < 0.1)
  }

  @Test func hasNoEndInSightWhereNothingIsDone() {
    var rate = ProgressRate()
    for second in 1...60 { rate.note(done: 5, at: .seconds(second)) }
    #expect(rate.perSecond(done: 5, at: .seconds(60)) == 0)
    #expect(rate.secondsLeft(of: 10, done: 5, at: .seconds(60)) == nil)
    #expect(rate.secondsLeft(of: 5, done: 5, at: .seconds(60)) == nil)
  }
}
