import Foundation

/// What BIND needs to hold one zone that a key may change, in a folder of its own.
///
/// Who starts the server ends it; there is nothing but the folder here.
package struct BINDFolder: Sendable {
    /// Where Debian's package bind9 has the server, and bind9-dnsutils the clients.
    package static let programs = (
        named: "/usr/sbin/named", nsupdate: "/usr/bin/nsupdate", dig: "/usr/bin/dig"
    )

    /// Whether all of them are installed.
    package static var isInstalled: Bool {
        [programs.named, programs.nsupdate, programs.dig]
            .allSatisfy(FileManager.default.isExecutableFile(atPath:))
    }

    /// The keys: one that may change CNAME records, one of the same name with another secret, one
    /// that the server does not know, and one that may change nothing.
    package enum Key: String, Sendable, CaseIterable {
        case good, wrong, unknown, weak

        /// What is secret of it.
        package var secret: String {
            Data("\(rawValue) secret of 32 octets at least ".utf8).base64EncodedString()
        }

        /// As tsig-keygen writes it.
        fileprivate var text: String {
            let name = self == .wrong ? "good" : rawValue
            return "key \"\(name)\" {\n\talgorithm hmac-sha256;\n\tsecret \"\(secret)\";\n};\n"
        }
    }

    /// The folder.
    package let folder: TemporaryFolder
    /// Where the server listens, on 127.0.0.1 and ::1.
    package let port: Int

    /// Writes zone, keys and settings; further records are lines of a zone file.
    package init(zone: String, records: String = "") throws {
        folder = try TemporaryFolder()
        // Below what the system gives out by itself; a port in use shows as a server that ends.
        port = .random(in: 20_000..<32_000)
        for key in Key.allCases { try folder.write(key.text, to: "\(key).key") }
        try folder.write(
            """
            $TTL 60
            @ SOA ns1 hostmaster 1 3600 600 86400 60
            @ NS ns1
            ns1 A 127.0.0.1
            \(records)

            """, to: "zone")
        try folder.write(
            """
            include "\(keyFile(.good))"; include "\(keyFile(.weak))";
            options {
                directory "\(folder.path)"; pid-file none; session-keyfile none;
                managed-keys-directory "\(folder.path)"; dnssec-validation no; recursion no;
                notify no; allow-transfer { 127.0.0.1; }; listen-on port \(port) { 127.0.0.1; };
                listen-on-v6 port \(port) { ::1; };
            };
            controls { };
            zone "\(zone)" {
                type primary; file "zone";
                update-policy { grant good wildcard *.\(zone) CNAME; };
            };

            """, to: "named.conf")
    }

    /// The file of a key.
    package func keyFile(_ key: Key) -> String { folder.file("\(key).key") }

    /// The command that starts the server, which says ` running` on standard error once it does;
    /// it ends itself after so many seconds where a test that crashed does not.
    package func command(seconds: Int = 170) -> [String] {
        ["/usr/bin/timeout", "\(seconds)", Self.programs.named, "-g", "-n", "1", "-c"]
            + [folder.file("named.conf")]
    }

    /// The command that prints all aliases of the zone, one a line: owner, TTL, IN, CNAME, target.
    package func aliases(of zone: String) -> [String] {
        [Self.programs.dig, "+noall", "+answer", "+time=2", "+tries=1", "@127.0.0.1"]
            + ["-p", "\(port)", zone, "AXFR"]
    }

    /// The aliases in what that command prints, as `owner TTL target`; nil where no server answers.
    package static func aliases(in transfer: String) -> [String]? {
        let lines = transfer.split(whereSeparator: \.isNewline).map {
            $0.split { $0 == " " || $0 == "\t" }.map(String.init)
        }
        guard lines.contains(where: { $0.count > 3 && $0[3] == "SOA" }) else { return nil }
        return lines.filter { $0.count == 5 && $0[3] == "CNAME" }
            .map { "\($0[0].dropLast()) \($0[1]) \($0[4].dropLast())" }.sorted()
    }
}
