import Testing

/// A target and what it may import.
struct Ring: Sendable, CustomTestStringConvertible {
    /// The target.
    let target: String
    /// Modules of this package.
    let ours: Set<String>
    /// Modules of other packages.
    let packages: Set<String>

    /// The target is named in what the tests print.
    var testDescription: String { target }

    fileprivate init(_ target: String, _ ours: Set<String> = [], packages: Set<String> = []) {
        self.target = target
        self.ours = ours
        self.packages = packages
    }
}

/// The table of rings: an arrow points only downward, adapters never import each other.
///
/// `Package.swift` has the same lists; the compiler lets a target import what it reaches only
/// through another, so the `import` lines are compared with this table.
enum Rings {
    /// The targets that know one part of the world each.
    static let adapters: Set = [
        "CertificateLedger", "NamecheapAPI", "KeyStore", "DomainValidation", "Deployment",
        "Notices", "Reports", "Settings",
    ]

    /// What comes with the toolchain and every ring but the rules may use.
    static let platform: Set = [
        "Foundation", "FoundationEssentials", "Glibc", "Dispatch", "Synchronization",
    ]

    /// One line a target, innermost first.
    static let all = [
        Ring("Wording"),
        Ring("CCurl"),
        Ring("CLibXML"),
        Ring("HTTP", ["CCurl", "Wording"]),
        Ring("SMTP", ["CCurl", "Wording"]),
        Ring("CResolv"),
        Ring("DNS", ["CResolv", "Wording"]),
        Ring("XML", ["CLibXML", "Wording"]),
        Ring("CPSL"),
        Ring("PublicSuffixes", ["CPSL", "Wording"]),
        Ring("Processes", ["Wording"], packages: ["Subprocess", "SystemPackage"]),

        Ring("Subscriptions", ["Wording"]),

        Ring("CertificateLedger", rules, packages: ["GRDB", "GRDBSQLite"]),
        Ring("NamecheapAPI", rules.union(["HTTP", "XML"])),
        Ring("NamecheapOrders", ["NamecheapAPI", "XML"]),
        Ring("KeyStore", rules.union(["Processes"]), packages: keys),
        Ring("DomainValidation", rules.union(["Processes"])),
        Ring("Deployment", rules.union(["Processes"])),
        Ring(
            "Notices", rules.union(["HTTP", "Processes", "SMTP"]),
            packages: ["Crypto", "Mustache"]),
        Ring("Reports", rules, packages: ["SwiftCSV"]),
        Ring("Settings", rules),

        Ring(
            "Jobs", adapters.union(rules).union(["DNS", "HTTP", "PublicSuffixes", "SMTP"]),
            packages: ["ArgumentParser"]),

        Ring("ssl-scan", ["Jobs"], packages: ["ArgumentParser"]),
        Ring("ssl-reissue", ["Jobs"], packages: ["ArgumentParser"]),
        Ring("ssl-notify", ["Jobs"], packages: ["ArgumentParser"]),
        Ring("ssl-report", ["Jobs"], packages: ["ArgumentParser"]),
        Ring("ssl-admin", ["Jobs"], packages: ["ArgumentParser"]),

        Ring(
            "Orders",
            rules.union([
                "CertificateLedger", "Jobs", "KeyStore", "NamecheapAPI", "NamecheapOrders",
                "Reports", "Settings",
            ]), packages: ["ArgumentParser"]),
        Ring("ssl-order", ["Jobs", "Orders"], packages: ["ArgumentParser"]),

        Ring(
            "Sandbox", ["DNS", "Wording"],
            packages: keys.union(["GRDB", "Mustache", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL"])),
        Ring("ssl-sandbox", ["Sandbox", "Wording"], packages: ["ArgumentParser"]),
    ]

    private static let rules: Set = ["Subscriptions", "Wording"]
    private static let keys: Set = ["Crypto", "CryptoExtras", "SwiftASN1", "X509"]
}
