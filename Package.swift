// swift-tools-version: 6.2
import PackageDescription

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let swiftASN1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let swiftCSV = Target.Dependency.product(name: "SwiftCSV", package: "SwiftCSV")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")

/// The night's programs: one file each, options to job to exit status.
let programs = ["ssl-scan", "ssl-reissue", "ssl-notify", "ssl-report", "ssl-admin"]

// Rings, innermost first. An arrow points only downward; adapters never depend on each other.
// `Tests/RepositoryTests` compares every `import` line with the table of rings.
let package = Package(
    name: "ssl-ledger",
    products: (programs + ["ssl-order", "ssl-sandbox"]).map {
        .executable(name: $0, targets: [$0])
    },
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // The ground: words for people, C libraries, other programs.
        .target(name: "Wording"),
        // Loads libcurl with the first request: see Sources/CCurl/library.c.
        .target(name: "CCurl"),
        .systemLibrary(name: "CLibXML", pkgConfig: "libxml-2.0"),
        .target(name: "HTTP", dependencies: ["CCurl", "Wording"]),
        .target(name: "SMTP", dependencies: ["CCurl", "Wording"]),
        .systemLibrary(name: "CResolv"),
        .target(name: "DNS", dependencies: ["CResolv", "Wording"]),
        .target(name: "XML", dependencies: ["CLibXML", "Wording"]),
        // Loads libpsl with the first question: see Sources/CPSL/library.c.
        .target(name: "CPSL"),
        .target(name: "PublicSuffixes", dependencies: ["CPSL", "Wording"]),
        .target(name: "Processes", dependencies: ["Wording", subprocess, system]),

        // Values and rules: no I/O, no clock.
        .target(name: "Subscriptions", dependencies: ["Wording"]),

        // Adapters.
        .target(
            name: "CertificateLedger",
            dependencies: ["Subscriptions", "Wording", grdb, grdbSQLite],
            exclude: ["sql/README.md", "sql/sandbox"],
            resources: [
                .embedInCode("sql/migrations"), .embedInCode("sql/queries"),
                .embedInCode("sql/reports"),
            ]),
        .target(name: "NamecheapAPI", dependencies: ["HTTP", "Subscriptions", "Wording", "XML"]),
        // The commands that cost money: only what ssl-order is made of depends on it.
        .target(name: "NamecheapOrders", dependencies: ["NamecheapAPI", "XML"]),
        .target(
            name: "KeyStore",
            dependencies: [
                "Processes", "Subscriptions", "Wording", crypto, cryptoExtras, swiftASN1, x509,
            ]),
        .target(name: "DomainValidation", dependencies: ["Processes", "Subscriptions", "Wording"]),
        .target(name: "Deployment", dependencies: ["Processes", "Subscriptions", "Wording"]),
        .target(
            name: "Notices",
            dependencies: [
                "HTTP", "Processes", "SMTP", "Subscriptions", "Wording", crypto, mustache,
            ]),
        .target(name: "Reports", dependencies: ["Subscriptions", "Wording", swiftCSV]),
        .target(name: "Settings", dependencies: ["Subscriptions", "Wording"]),

        // What each program does: the only target that knows which adapters exist.
        .target(
            name: "Jobs",
            dependencies: [
                "CertificateLedger", "DNS", "Deployment", "DomainValidation", "HTTP", "KeyStore",
                "NamecheapAPI", "Notices", "PublicSuffixes", "Reports", "SMTP", "Settings",
                "Subscriptions", "Wording", argumentParser,
            ]),

        // What the paying program does, apart from all others.
        .target(
            name: "Orders",
            dependencies: [
                "CertificateLedger", "Jobs", "KeyStore", "NamecheapAPI", "NamecheapOrders",
                "Reports", "Settings", "Subscriptions", "Wording", argumentParser,
            ]),
        .executableTarget(name: "ssl-order", dependencies: ["Jobs", "Orders", argumentParser]),

        // The offline Namecheap, a program of its own: no program that runs at night links it.
        .target(
            name: "Sandbox",
            dependencies: [
                "DNS", "Wording", crypto, cryptoExtras, grdb, mustache, nioCore, nioHTTP1,
                nioPosix, nioSSL, swiftASN1, x509,
            ],
            exclude: ["README.md"],
            resources: [
                .embedInCode("Page/page.html"), .embedInCode("sql/migrations"),
                .embedInCode("sql/queries"),
            ]),
        .executableTarget(
            name: "ssl-sandbox", dependencies: ["Sandbox", "Wording", argumentParser]),
    ]
        + programs.map { .executableTarget(name: $0, dependencies: ["Jobs", argumentParser]) }
        + [
            .target(
                name: "TestSupport",
                dependencies: [
                    "Subscriptions", crypto, nioCore, nioPosix, nioSSL, swiftASN1, x509,
                ],
                path: "Tests/TestSupport"),
            .executableTarget(
                name: "bench-pages",
                dependencies: ["CertificateLedger", "NamecheapAPI", "Subscriptions"],
                path: "Tests/Bench",
                exclude: [
                    "Notices", "certificates.sql", "due.sql", "ledger.sql", "notices.sh",
                    "pages.sql", "reissue.sh", "sandbox.sh",
                ]),
            .executableTarget(
                name: "bench-notices",
                dependencies: ["Notices", "SMTP", "Subscriptions", "TestSupport"],
                path: "Tests/Bench/Notices"),
            .testTarget(
                name: "CertificateLedgerTests",
                dependencies: ["CertificateLedger", "Subscriptions", "TestSupport", grdb]),
            .testTarget(
                name: "DeploymentTests",
                dependencies: ["Deployment", "Processes", "TestSupport", "Wording"]),
            .testTarget(
                name: "DomainValidationTests",
                dependencies: ["DomainValidation", "Processes", "TestSupport", "Wording"]),
            .testTarget(name: "DNSTests", dependencies: ["DNS", "TestSupport", "Wording"]),
            .testTarget(name: "HTTPTests", dependencies: ["HTTP", "Wording"]),
            .testTarget(
                name: "JobsTests",
                dependencies: [
                    "CertificateLedger", "DNS", "HTTP", "Jobs", "NamecheapAPI", "Notices", "Reports",
                    "Sandbox", "Settings", "Subscriptions", "TestSupport", "Wording",
                    argumentParser,
                ]),
            .testTarget(
                name: "KeyStoreTests", dependencies: ["KeyStore", "TestSupport", "Wording"]),
            .testTarget(
                name: "NamecheapAPITests",
                dependencies: ["HTTP", "NamecheapAPI", "Subscriptions", "Wording"],
                resources: [.copy("Fixtures")]),
            .testTarget(
                name: "NamecheapOrdersTests",
                dependencies: ["NamecheapAPI", "NamecheapOrders", "Wording"]),
            .testTarget(
                name: "NoticesTests",
                dependencies: [
                    "HTTP", "Notices", "Processes", "SMTP", "Subscriptions", "TestSupport",
                    "Wording",
                ]),
            .testTarget(
                name: "ProcessesTests", dependencies: ["Processes", "TestSupport", "Wording"]),
            .testTarget(
                name: "ProgramTests",
                dependencies: ["HTTP", "KeyStore", "TestSupport"]
                    + (programs + ["ssl-order", "ssl-sandbox"]).map { .target(name: $0) }),
            .testTarget(name: "PublicSuffixesTests", dependencies: ["PublicSuffixes"]),
            .testTarget(
                name: "ReportsTests", dependencies: ["Reports", "TestSupport", "Wording"]),
            .testTarget(name: "RepositoryTests", dependencies: ["TestSupport"]),
            .testTarget(
                name: "SandboxTests",
                dependencies: [
                    "DNS", "Sandbox", "TestSupport", crypto, nioCore, nioPosix, nioSSL, swiftASN1,
                    x509,
                ]),
            .testTarget(
                name: "SettingsTests",
                dependencies: ["Settings", "Subscriptions", "TestSupport", "Wording"]),
            .testTarget(
                name: "SMTPTests",
                dependencies: ["Notices", "SMTP", "Subscriptions", "TestSupport", "Wording"]),
            .testTarget(name: "SubscriptionsTests", dependencies: ["Subscriptions"]),
            .testTarget(name: "WordingTests", dependencies: ["Wording"]),
            .testTarget(name: "XMLTests", dependencies: ["Wording", "XML"]),
        ]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .treatAllWarnings(as: .error),
        .strictMemorySafety(),
    ]
}
