extension Link {
  /// With the kind that its host tells.
  public init(url: String) {
    self.init(kind: Kind(url: url), url: url)
  }

  /// What the network calls the person, as the URL of the profile says: "jane-roe".
  public var userName: String? {
    let parts = Self.parts(of: url).path.split(separator: "/")
    guard kind.isProfile(path: parts), let last = parts.first(where: { !kind.folders.contains($0) }) else { return nil }
    return String(last.first == "@" ? last.dropFirst() : last)
  }

  /// Host, without port, and path, without query, of a URL.
  static func parts(of url: String) -> (host: Substring, path: Substring) {
    var rest = url[...]
    if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
    rest = rest.prefix { $0 != "?" && $0 != "#" }
    let host = rest.prefix { $0 != "/" && $0 != ":" }
    return (host, rest.dropFirst(host.count).drop { $0 != "/" })
  }
}

extension Link.Kind {
  private static let hosts: [(host: String, kind: Self)] = [
    ("linkedin.com", .linkedIn), ("github.com", .gitHub), ("gitlab.com", .gitLab), ("xing.com", .xing),
    ("twitter.com", .twitter), ("x.com", .twitter), ("stackoverflow.com", .stackOverflow),
    ("bitbucket.org", .bitbucket),
    ("medium.com", .medium), ("behance.net", .behance), ("dribbble.com", .dribbble), ("kaggle.com", .kaggle),
    ("huggingface.co", .huggingFace), ("orcid.org", .orcid), ("scholar.google.com", .googleScholar),
    ("researchgate.net", .researchGate), ("facebook.com", .facebook), ("instagram.com", .instagram),
    ("youtube.com", .youTube), ("t.me", .telegram),
  ]

  /// By the host; what is no network known here is taken for a site of the person's own.
  public init(url: String) {
    let host = Link.parts(of: url).host.lowercased()
    self = Self.hosts.first { host == $0.host || host.hasSuffix("." + $0.host) }?.kind ?? .portfolio
  }

  /// Folders of a network's paths under which its people stand.
  var folders: Set<Substring> {
    switch self {
    case .linkedIn: ["in", "pub"]
    case .stackOverflow: ["users"]
    case .xing, .researchGate: ["profile"]
    case .youTube: ["c", "channel", "user"]
    default: []
    }
  }

  /// Whether a path is one person's page, not a company's, a project's or the network's own.
  public func isProfile(path: [Substring]) -> Bool {
    guard let first = path.first else { return false }
    switch self {
    case .portfolio: return false
    case .linkedIn, .stackOverflow, .xing, .researchGate: return path.count >= 2 && folders.contains(first)
    case .youTube: return first.first == "@" || path.count >= 2 && folders.contains(first)
    case .googleScholar: return first == "citations"
    case .facebook, .instagram, .telegram:
      return path.count == 1 && !["pages", "groups", "p", "joinchat"].contains(first)
    default: return path.count == 1
    }
  }
}
