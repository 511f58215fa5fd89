/// Drive's files, read only.
///
/// Each call retries by ``DriveConfiguration/retries`` what passes by itself, and gets a new access token when the old one is
/// refused. What is thrown is ``DriveError``, or `CancellationError` when the task is cancelled.
/// ``shutdown()`` must be called before it is let go.
/// Source: Drive API v3.
public final class DriveClient: Sendable {
  /// Whom to share folders with, where the credentials name somebody.
  public let account: String?

  let configuration: DriveConfiguration
  let requests: AuthorizedRequests

  /// - Throws: ``DriveError`` `drive_invalid_configuration` or `drive_invalid_credentials`. Nothing is asked of anybody yet.
  public init(_ credentials: DriveCredentials, configuration: DriveConfiguration = DriveConfiguration())
    throws(DriveError)
  {
    account = credentials.account
    self.configuration = configuration
    requests = try AuthorizedRequests(credentials, configuration: configuration)
  }

  /// Ends what is under way and closes all connections. May be called again.
  public func shutdown() async { await requests.shutdown() }

  // MARK: - Files

  /// One file or folder.
  ///
  /// - Throws: `drive_not_found` where there is none or the account may not see it.
  public func file(_ id: String) async throws -> DriveFile {
    var request = try APIRequest(file: id)
    request["fields"] = DriveFile.fields
    request["supportsAllDrives"] = "true"
    return try await requests.json(DriveFile.self, request)
  }

  /// What lies in a folder itself, in pages; what is in the trash is left out.
  ///
  /// What is a file and no folder is empty.
  ///
  /// - Parameter driveID: the shared drive that the folder is in, if any: then all of it is sure to be found.
  /// - Throws: `drive_not_found` where there is no such folder or the account may not see it; `drive_page_token_expired`.
  public func children(of folderID: String, driveID: String? = nil, pageToken: String? = nil) async throws
    -> DriveFilePage
  {
    var request = APIRequest("/drive/v3/files")
    request["q"] = "'\(Self.quoted(folderID))' in parents and trashed = false"
    request["fields"] = DriveFilePage.fields
    ask(&request, driveID: driveID)
    if driveID != nil { request["corpora"] = "drive" }
    request["pageToken"] = pageToken
    return try await requests.json(DriveFilePage.self, request)
  }

  // MARK: - Changes

  /// Where to start to see all that changes from now on.
  ///
  /// - Parameter driveID: a shared drive, whose changes are a feed of their own.
  public func startPageToken(driveID: String? = nil) async throws -> String {
    struct Answer: Decodable {
      var startPageToken: String
    }
    var request = APIRequest("/drive/v3/changes/startPageToken")
    request["supportsAllDrives"] = "true"
    request["driveId"] = driveID
    return try await requests.json(Answer.self, request).startPageToken
  }

  /// What changed since a token was given, a page at a time.
  ///
  /// - Parameter driveID: the same as when the token was given.
  /// - Throws: `drive_page_token_expired`: too much has changed since; list the folder.
  public func changes(since pageToken: String, driveID: String? = nil) async throws -> DriveChangePage {
    var request = APIRequest("/drive/v3/changes")
    request["pageToken"] = pageToken
    request["includeRemoved"] = "true"
    request["spaces"] = "drive"
    request["fields"] = DriveChangePage.fields
    ask(&request, driveID: driveID)
    let page = try await requests.json(DriveChangePage.self, request)
    guard (page.nextPageToken == nil) != (page.newStartPageToken == nil) else {
      throw DriveError(.badAnswer, "a page of changes came without the token that should follow it")
    }
    return page
  }

  /// What both kinds of listing ask: a page's size, and shared drives too.
  private func ask(_ request: inout APIRequest, driveID: String?) {
    request["pageSize"] = String(min(max(configuration.pageSize, 1), 1000))
    request["supportsAllDrives"] = "true"
    request["includeItemsFromAllDrives"] = "true"
    request["driveId"] = driveID
  }

  /// Between the apostrophes of a query.
  private static func quoted(_ text: String) -> String {
    String(text.flatMap { $0 == "'" || $0 == "\\" ? ["\\", $0] : [$0] })
  }
}
