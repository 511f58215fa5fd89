import Logging

/// Logs when a long-running command begins and ends, and why it does.
struct Lifetime {
  private let logger: Logger
  private let began = ContinuousClock.now

  init(_ logger: Logger) {
    self.logger = logger
  }

  /// Runs `body`, which says why it ended.
  func logging(start metadata: Logger.Metadata, _ body: () async throws -> String) async throws {
    logger.notice("started", metadata: metadata)
    do {
      let reason = try await body()
      logger.notice("ended", metadata: ["reason": "\(reason)", "ms": milliseconds])
    } catch {
      logger.error("ended", metadata: ["reason": "error", "error": "\(error)", "ms": milliseconds])
      throw error
    }
  }

  private var milliseconds: Logger.MetadataValue {
    .number(Int(((ContinuousClock.now - began) / .milliseconds(1)).rounded()))
  }
}
