import Testing

@testable import hotgigs

@Suite struct IntervalTests {
  @Test(arguments: [("2s", Duration.seconds(2)), ("500 ms", .milliseconds(500)), ("1min", .seconds(60))])
  func takesATimeWithItsUnit(_ text: String, duration: Duration) {
    #expect(Interval(argument: text)?.duration == duration)
  }

  @Test(arguments: ["2", "s", "0s", "50ms", "25h", "-1s", "2 weeks"])
  func refusesTheRest(_ text: String) {
    #expect(Interval(argument: text) == nil)
  }
}
