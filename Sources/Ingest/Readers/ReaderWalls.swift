import ReaderProtocol

/// Readers have not the walls that `readers.sandbox` requires: the kernel's fault, never a document's.
public struct WallsMissing: Error, CustomStringConvertible {
  public let executable: String
  public let walls: Walls

  public var description: String {
    "\(executable) would open documents without \(walls.whatIsMissing), and readers.sandbox is required:"
      + " use a kernel that has it, or set it to available in pipeline.yaml"
  }
}

/// How far the readers of this host are locked in.
public struct ReaderWalls: Hashable, Sendable, Encodable {
  /// What the settings want.
  public var sandbox: SandboxRequirement
  /// What stands and what is missing; nil where no reader can be started.
  public var walls: Walls?
  /// Why no reader can be started.
  public var problem: String?
}

extension Settings.ReaderSettings {
  /// How far readers are locked in here, for a person who asks; an installation out of order is an answer, too.
  public func wallStatus() async -> ReaderWalls {
    do {
      return ReaderWalls(sandbox: sandbox, walls: try await walls())
    } catch {
      return ReaderWalls(sandbox: sandbox, problem: "\(error)")
    }
  }

  /// What walls a reader has here: one is started to say so.
  ///
  /// - Parameter executable: `hotgigs-reader`.
  /// - Throws: ``ReaderUnavailable`` where it can't be started.
  public func walls(of executable: String = ReaderPool.executableBesideThisOne) async throws -> Walls {
    let process = try ReaderProcess(executable: executable, ordinaryPeakBytes: 0, sandbox: sandbox)
    let walls = try await process.walls(within: deadline)
    await process.end()
    return walls
  }

  /// Sees to it before anything is taken in that readers have the walls that they are required to have. (The pool does it
  /// again for each of its processes, before it hands it a document.)
  ///
  /// - Throws: ``WallsMissing``, ``ReaderUnavailable``.
  public func requireWalls() async throws {
    guard sandbox == .required else { return }
    let executable = ReaderPool.executableBesideThisOne
    let walls = try await walls(of: executable)
    guard walls.missing.isEmpty else { throw WallsMissing(executable: executable, walls: walls) }
  }
}
