import Glibc

/// The operating-system user as whom the server runs: whoever we are, or `postgres` where we are root, since
/// PostgreSQL refuses to run as root.
struct ServerAccount: Sendable {
  let userID: uid_t
  let groupID: gid_t
  private let isOther: Bool

  /// The owner of an existing cluster, or who a new one shall belong to.
  init(ownerOf data: String) throws(ClusterError) {
    let me = geteuid()
    var status = stat()
    if lstat(data, &status) == 0 {
      guard status.st_uid == me || me == 0 else {
        throw ClusterError(.folder, "\(data) belongs to another user (id \(status.st_uid)): choose another folder")
      }
      if status.st_uid != 0 {
        self.init(userID: status.st_uid, groupID: status.st_gid, isOther: status.st_uid != me)
        return
      }
    }
    guard me == 0 else {
      self.init(userID: me, groupID: getegid(), isOther: false)
      return
    }
    guard let account = getpwnam("postgres") else {
      throw ClusterError(
        .missingServer,
        "PostgreSQL does not run as root and there is no user postgres: install the package postgresql, "
          + "run as an ordinary user, or set DATABASE_URL")
    }
    self.init(userID: account.pointee.pw_uid, groupID: account.pointee.pw_gid, isOther: true)
  }

  private init(userID: uid_t, groupID: gid_t, isOther: Bool) {
    self.userID = userID
    self.groupID = groupID
    self.isOther = isOther
  }

  /// Runs a program as this user.
  ///
  /// - Parameter folder: where it runs; our own current one may be out of the user's reach.
  /// - Parameter diesWithCaller: whether the program is killed when this process dies.
  func run(
    _ arguments: [String], in folder: String = "/", input: String = "", diesWithCaller: Bool = false
  ) throws(ClusterError) -> ChildProcess {
    var command = ["env", "-C", folder]
    if isOther || diesWithCaller { command.append("setpriv") }
    if isOther { command += ["--reuid=\(userID)", "--regid=\(groupID)", "--clear-groups"] }
    if diesWithCaller { command.append("--pdeathsig=KILL") }
    return try ChildProcess(command + arguments, input: input)
  }

  /// Makes sure that a folder of this user's is there, and nobody else's.
  func own(_ folder: String) throws(ClusterError) {
    if mkdir(folder, 0o700) == 0 {
      if isOther, chown(folder, userID, groupID) != 0 {
        throw ClusterError(.folder, "\(folder) can't be given to user \(userID): \(String(cString: strerror(errno)))")
      }
    } else if errno != EEXIST {
      throw ClusterError(.folder, "\(folder) can't be made: \(String(cString: strerror(errno)))")
    }
    var status = stat()
    guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_mode & 0o077 == 0 else {
      throw ClusterError(.folder, "\(folder) is not a folder of ours alone (mode 0700): move it away")
    }
    guard status.st_uid == userID || (status.st_uid == 0 && isOther) else {
      throw ClusterError(.folder, "\(folder) belongs to another user (id \(status.st_uid)): move it away")
    }
    // A starter that died between making the folder and giving it away.
    if status.st_uid != userID { chown(folder, userID, groupID) }
  }

  /// - Throws: where this user can't get through to `folder`, such as below a home of mode 0700.
  func checkReach(_ folder: String) throws(ClusterError) {
    guard isOther else { return }
    var path = ""
    for part in folder.split(separator: "/") {
      path += "/\(part)"
      var status = stat()
      guard stat(path, &status) == 0 else { return }
      let bit: mode_t = status.st_uid == userID ? 0o100 : status.st_gid == groupID ? 0o010 : 0o001
      guard status.st_mode & bit != 0 else {
        throw ClusterError(
          .folder,
          "PostgreSQL runs as user postgres, who can't enter \(path): choose a folder such as /var/lib/hotgigs "
            + "(HOTGIGS_HOME), run as an ordinary user, or set DATABASE_URL")
      }
    }
  }
}
