// swift-tools-version: 6.2
import PackageDescription

/// Warnings are errors in every target of ours.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "hotgigs-intake",
  products: [
    .executable(name: "hotgigs", targets: ["hotgigs"]),
    .executable(name: "hotgigs-reader", targets: ["hotgigs-reader"]),
    .executable(name: "hotgigs-ocr", targets: ["hotgigs-ocr"]),
    .executable(name: "hotgigs-drive", targets: ["hotgigs-drive"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    // What its interface speaks of.
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.30.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    // C libraries, each a module map and a shim header.
    .systemLibrary(name: "CPoppler", pkgConfig: "poppler-glib", providers: [.apt(["libpoppler-glib-dev"])]),
    .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CTesseract", pkgConfig: "lept", providers: [.apt(["libtesseract-dev", "libleptonica-dev"])]),
    .systemLibrary(name: "CPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CSeccomp", pkgConfig: "libseccomp", providers: [.apt(["libseccomp-dev"])]),
    .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),

    // The pipeline library: no resume in it.
    .target(
      name: "Pipeline",
      dependencies: [
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
      ],
      swiftSettings: strict),

    // Reading and understanding: all that a reader process needs.
    .target(name: "ResumeModel", swiftSettings: strict),
    .target(
      name: "DocumentText", dependencies: ["ResumeModel", "CPoppler", "CXML2", "CZip", "CCrypto"], swiftSettings: strict
    ),
    .target(
      name: "FieldExtraction", dependencies: ["ResumeModel", "DocumentText"], resources: [.copy("Resources")],
      swiftSettings: strict),
    .executableTarget(
      name: "hotgigs-reader",
      dependencies: ["DocumentText", "FieldExtraction", "ReaderProtocol", "ReaderSandbox", "CReaderSandbox"],
      swiftSettings: strict),
    // Apart from the reader: what tesseract brings along triples a process's start.
    .executableTarget(
      name: "hotgigs-ocr",
      dependencies: ["DocumentText", "ReaderProtocol", "ReaderSandbox", "ResumeModel", "CTesseract"],
      swiftSettings: strict),
    // The walls around both, raised before the first document.
    .target(name: "ReaderSandbox", dependencies: ["ReaderProtocol", "CReaderSandbox"], swiftSettings: strict),
    .target(name: "CReaderSandbox", dependencies: ["CSeccomp"]),
    .target(name: "ReaderProtocol", dependencies: ["ResumeModel", "CReaderSocket"], swiftSettings: strict),
    .target(name: "CReaderSocket"),

    // Storage.
    .target(
      name: "PostgreSQL", dependencies: ["CPQ", "CCrypto"], swiftSettings: strict),
    .target(
      name: "CandidateStore", dependencies: ["PostgreSQL", "ResumeModel", "CArgon2", "CCrypto"],
      resources: [.copy("Schema")],
      swiftSettings: strict),

    // How a process fares, for machines: metrics as text, and a small HTTP server for it. No resume in it.
    .target(
      name: "MetricsExposition",
      dependencies: ["CSocketAccept", .product(name: "CoreMetrics", package: "swift-metrics")], swiftSettings: strict),
    .target(name: "CSocketAccept"),

    // The pipeline's two ends and its composition.
    .target(name: "Intake", dependencies: ["CCrypto", "CFileSystem", "CZlib", "ResumeModel"], swiftSettings: strict),
    .target(name: "CFileSystem"),
    .target(
      name: "Ingest",
      dependencies: [
        "Pipeline", "ResumeModel", "PostgreSQL", "CandidateStore", "Intake", "ReaderProtocol", "MetricsExposition",
        .product(name: "Logging", package: "swift-log"), .product(name: "Yams", package: "Yams"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict),
    // What the commands of both executables share: options, errors as exit codes, progress, tables.
    .target(
      name: "CommandKit",
      dependencies: [
        "CandidateStore", "Ingest", "Intake", "PostgreSQL", "ResumeModel",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "hotgigs",
      dependencies: [
        "CommandKit", "Ingest", .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),

    // Google Drive by HTTP: what it brings along is heavy to build, so neither `hotgigs` nor `Ingest` depends on it.
    .target(
      name: "GoogleDrive",
      dependencies: [
        "CCrypto", .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: strict),

    // A Drive folder that keeps itself imported.
    .target(
      name: "DriveSync",
      dependencies: ["CandidateStore", "GoogleDrive", "Ingest", "Intake", "PostgreSQL", "ResumeModel"],
      swiftSettings: strict),

    .executableTarget(
      name: "hotgigs-drive",
      dependencies: [
        "CommandKit", "DriveSync", "GoogleDrive", "Ingest",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),

    // What scripts/bench-db runs: a filled scratch database, timed.
    .executableTarget(
      name: "hotgigs-bench-db",
      dependencies: [
        "CandidateStore", "PostgreSQL", "ResumeModel",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: [
        .copy("Resources/accounts.sql"), .copy("Resources/people.sql"), .copy("Resources/vocabulary.sql"),
      ],
      swiftSettings: strict),

    .testTarget(
      name: "PipelineTests",
      dependencies: ["Pipeline", "TestSupport", .product(name: "MetricsTestKit", package: "swift-metrics")],
      swiftSettings: strict),
    .testTarget(name: "ResumeModelTests", dependencies: ["ResumeModel", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "DocumentTextTests", dependencies: ["DocumentText", "TestSupport", "CZip", "CCrypto"], swiftSettings: strict
    ),
    .testTarget(name: "FieldExtractionTests", dependencies: ["FieldExtraction"], swiftSettings: strict),
    .testTarget(name: "PostgreSQLTests", dependencies: ["PostgreSQL", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "CandidateStoreTests", dependencies: ["CandidateStore", "TestSupport"], swiftSettings: strict),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(name: "ReaderProtocolTests", dependencies: ["ReaderProtocol", "ResumeModel"], swiftSettings: strict),
    .testTarget(
      name: "IntakeTests", dependencies: ["Intake", "ResumeModel", "TestSupport", "CZip"], swiftSettings: strict),
    .testTarget(
      name: "IngestTests",
      dependencies: ["Ingest", "Pipeline", "CandidateStore", "ReaderProtocol", "ResumeModel", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "MetricsExpositionTests", dependencies: ["MetricsExposition", "TestSupport"], swiftSettings: strict),
    // A server of ours in Python, scripts/drivekit, and the contract it shares with Google's own client.
    .testTarget(
      name: "GoogleDriveTests",
      dependencies: ["GoogleDrive", "TestSupport", .product(name: "NIOHTTP1", package: "swift-nio")],
      swiftSettings: strict),
    .testTarget(
      name: "DriveSyncTests", dependencies: ["DriveSync", "GoogleDrive", "Ingest", "TestSupport"], swiftSettings: strict
    ),
    .testTarget(
      name: "HotgigsTests", dependencies: ["hotgigs", "CommandKit", "Ingest", "CandidateStore"], swiftSettings: strict),
    // Real processes: the built `hotgigs` and `hotgigs-reader`, a real PostgreSQL.
    .testTarget(
      name: "Integration",
      dependencies: [
        "CommandKit", "Ingest", "Intake", "ReaderProtocol", "ResumeModel", "TestSupport", "hotgigs", "hotgigs-drive",
        "hotgigs-reader", "hotgigs-ocr",
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

/// What hostile bytes reach, each entry with what must hold: replayed by a test, and fuzzed by scripts/fuzz, whose build alone
/// has libFuzzer.
let fuzzed: [Target.Dependency] = [
  "DocumentText", "FieldExtraction", "ResumeModel", "ReaderProtocol", "CReaderSocket", "Intake", "Ingest",
  "TestSupport",
]
if Context.environment["HOTGIGS_FUZZ"] == nil {
  package.targets.append(
    .testTarget(
      name: "FuzzReplayTests", dependencies: fuzzed, path: "Tests/Fuzzing", exclude: ["CLibFuzzer", "Driver"],
      swiftSettings: strict))
} else {
  package.targets += [
    .systemLibrary(name: "CLibFuzzer", path: "Tests/Fuzzing/CLibFuzzer"),
    .executableTarget(
      name: "hotgigs-fuzz", dependencies: fuzzed + ["CLibFuzzer"], path: "Tests/Fuzzing",
      exclude: ["CLibFuzzer", "Replay"], swiftSettings: strict),
  ]
}
