/// A value that a module's setting must not have, and what is said about it.
struct BadField: Sendable, CustomStringConvertible {
    /// The setting.
    let name: String
    /// The option of `module add` that gives it.
    let option: String
    /// What somebody writes.
    let value: String
    /// What is said, nothing secret in it.
    let message: String

    var description: String { "\(name) \(value)" }

    private init(_ name: String, _ option: String, _ value: String, _ message: String) {
        self.name = name
        self.option = option
        self.value = value
        self.message = message
    }

    private static let long = String(repeating: "x", count: 101)
    private static let address = "allowed is an IPv4 address such as 192.0.2.1"
    private static let mail = "allowed is a mail address such as staff@example.com, its domain"
    private static let sort = "allowed is a number of places from 0 to 9999"
    private static let money = "allowed is an amount such as 25 or 25.50"

    private static func text(_ most: Int) -> String {
        "allowed is a text of at most \(most) bytes without control characters"
    }

    /// In the order in which the wizard asks.
    static let all = [
        BadField("Username", "--username", "123456789012345678901", text(20)),
        BadField("Username", "--username", "de\u{1b}mo", "Username holds a control character"),
        BadField("Username", "--username", "de\u{202e}mo", "Username is \"de\\u{202e}mo\""),
        BadField("APIUser", "--api-user", "123456789012345678901", text(20)),
        BadField("ClientIP", "--client-ip", "2001:db8::1", address),
        BadField("ClientIP", "--client-ip", "::1", address),
        BadField("ClientIP", "--client-ip", "192.0.2.256", address),
        BadField("ClientIP", "--client-ip", "192.0.2.01", address),
        BadField("ClientIP", "--client-ip", "192.0.2", address),
        BadField("ClientIP", "--client-ip", "www.example.com", address),
        BadField("Sandbox", "--sandbox", "yes", "Sandbox is \"yes\", allowed is on or off"),
        BadField("Name", "--name", long, text(100)),
        BadField("Name", "--name", "de\u{07}mo", "Name holds a control character"),
        BadField("Name", "--name", "ma\u{200b}in", "Name is \"ma\\u{200b}in\", " + text(100)),
        BadField("Name", "--name", "demo", "there is a module demo already"),
        BadField("Name", "--name", "  Demo ", "there is a module demo already"),
        BadField("Department", "--department", "support", mail),
        BadField("Department", "--department", "a@b@example.com", mail),
        BadField("Department", "--department", "a b@example.com", mail),
        BadField("Department", "--department", "a..b@example.com", mail),
        BadField("Department", "--department", "staff@-example.com", mail),
        BadField("Department", "--department", "staff@b\u{fc}cher.example", mail),
        BadField("Department", "--department", "staff@\u{435}xample.com", mail),
        BadField("Sort", "--sort", "first", sort), BadField("Sort", "--sort", "-1", sort),
        BadField("Sort", "--sort", "10000", sort), BadField("Sort", "--sort", "1.5", sort),
        BadField("MinimalBalance", "--minimal-balance", "25,50", money),
        BadField("MinimalBalance", "--minimal-balance", "1.000,00", money),
        BadField("MinimalBalance", "--minimal-balance", "1.234", money),
        BadField("MinimalBalance", "--minimal-balance", "-3", money),
        BadField("MinimalBalance", "--minimal-balance", "1e3", money),
        BadField("MinimalBalance", "--minimal-balance", "25 USD", money),
        BadField("further", "--set", "Endpoint ftp://example.com/", "allowed is an address that"),
        BadField(
            "further", "--set", "Endpoint https://api.n\u{430}mecheap.com/",
            "allowed is an address that begins with https:// or http://, with xn--"),
        BadField("further", "--set", "CallsPerMinute many", "a number of calls from 0"),
        BadField("further", "--set", "Interface 300.1.1.1", "an address of this machine such as"),
        BadField("further", "--set", "Interface if!eth0:1", "an address of this machine such as"),
        BadField("further", "--set", "Usernme demo", "did you mean Username"),
        BadField("further", "--set", "Proxy gopher://p4ss.example", "Proxy is •••, allowed is"),
        BadField("further", "--set", "TrustFile roots.pem", "allowed is a path that begins with /"),
    ]

    /// Keys that must not be, one a line of their own; nothing shows them.
    static let keys = [
        (String(repeating: "k", count: 51), "APIKey is •••, allowed is a word of at most 50 bytes"),
        ("two words", "APIKey is •••, allowed is a word of at most 50 bytes"),
        ("k3y\u{0b}tail", "APIKey holds a control character"),
    ]
}
