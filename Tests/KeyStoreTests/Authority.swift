import Testing

/// A certificate authority made of `openssl` commands: a root, two intermediates, a leaf.
struct Authority {
    let scratch: Scratch
    let root: String
    /// The issuer of leaves, signed by `upper`.
    let lower: String
    /// Signed by the root.
    let upper: String

    init(in scratch: Scratch) throws {
        self.scratch = scratch
        try scratch.write(
            "basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign\n", to: "authority.ext")
        for name in ["root", "upper", "lower", "stranger"] {
            try scratch.openssl(
                "ecparam", "-genkey", "-name", "prime256v1", "-noout", "-out", "\(name).key")
        }
        for name in ["root", "stranger"] {
            try scratch.openssl(
                "req", "-x509", "-new", "-key", "\(name).key", "-out", "\(name).pem",
                "-subj", "/CN=Invented \(name)", "-days", "3650")
        }
        root = try scratch.read("root.pem")
        upper = try Authority.sign("upper", by: "root", in: scratch)
        lower = try Authority.sign("lower", by: "upper", in: scratch)
    }

    /// A certificate for the request, with these names.
    func leaf(
        for csr: String, names: [String], days: Int = 90, by issuer: String = "lower"
    ) throws -> String {
        try scratch.write(csr, to: "leaf.csr")
        let list = names.map { "DNS:" + $0 }.joined(separator: ",")
        try scratch.write("subjectAltName=\(list)\n", to: "leaf.ext")
        try scratch.openssl(
            "x509", "-req", "-in", "leaf.csr", "-CA", "\(issuer).pem", "-CAkey", "\(issuer).key",
            "-set_serial", "0x00ab12cd", "-days", String(days), "-extfile", "leaf.ext",
            "-out", "leaf.pem")
        return try scratch.read("leaf.pem")
    }

    private static func sign(
        _ name: String, by issuer: String, in scratch: Scratch
    ) throws -> String {
        try scratch.openssl(
            "req", "-new", "-key", "\(name).key", "-subj", "/CN=Invented \(name)",
            "-out", "\(name).csr")
        try scratch.openssl(
            "x509", "-req", "-in", "\(name).csr", "-CA", "\(issuer).pem", "-CAkey",
            "\(issuer).key", "-set_serial", "7", "-days", "1000", "-extfile", "authority.ext",
            "-out", "\(name).pem")
        return try scratch.read("\(name).pem")
    }
}
