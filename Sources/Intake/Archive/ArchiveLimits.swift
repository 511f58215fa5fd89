/// What an archive may hold. Each limit is a key of `pipeline.yaml`, and named by whoever is refused by it.
public struct ArchiveLimits: Hashable, Sendable {
  /// Bytes of the archive itself.
  public var archiveBytes: Int
  /// Files in it.
  public var members: Int
  /// Bytes of one member, inflated; all of it is held in memory.
  public var memberBytes: Int
  /// Bytes of all members together, inflated.
  public var inflatedBytes: Int
  /// How many times its own size an archive may inflate to, from ``ratioFloor`` on.
  public var ratio: Int

  public init(
    archiveBytes: Int = 2_000_000_000, members: Int = 20_000, memberBytes: Int = 20_000_000,
    inflatedBytes: Int = 10_000_000_000, ratio: Int = 200
  ) {
    self.archiveBytes = archiveBytes
    self.members = members
    self.memberBytes = memberBytes
    self.inflatedBytes = inflatedBytes
    self.ratio = ratio
  }

  /// Bytes: what inflates to less harms nobody, however small it was.
  static let ratioFloor = 100_000_000
  /// Bytes of an archive's directory for each member that is allowed: names of real archives need a tenth of it.
  static let directoryBytesPerMember = 1024
}
