/// Reading and understanding together.
public enum Parser {
  /// Stored in `resumes.parser_version`. A greater one reads differently, so that what an older one failed on is worth
  /// another try.
  public static let version = "3"
}
