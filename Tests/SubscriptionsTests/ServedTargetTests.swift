import Subscriptions
import Testing

@Suite struct `A target that is asked` {
    @Test(
        arguments: [
            ("www.example.com:443", "www.example.com", 443, nil, false),
            ("Mail.Example.com:25  STARTTLS smtp", "mail.example.com", 25, "smtp", false),
            ("imap.example.com:143 starttls imap", "imap.example.com", 143, "imap", false),
            ("192.0.2.1:8443", "192.0.2.1", 8443, nil, true),
            ("[2001:db8::1]:443", "2001:db8::1", 443, nil, true),
        ] as [(String, String, Int, String?, Bool)])
    func `is read`(text: String, host: String, port: Int, way: String?, isAddress: Bool) throws {
        let target = try #require(ServedTarget(text))
        #expect(target.host == host)
        #expect(target.port == port)
        #expect(target.startTLS?.rawValue == way)
        #expect(target.isAddress == isAddress)
        #expect(ServedTarget(target.description) == target)
    }

    @Test(arguments: [
        "", "www.example.com", "www.example.com:", "www.example.com:0", "www.example.com:65536",
        "www.example.com:+1", ":443", "www..example.com:443", "-www.example.com:443",
        "www.example.com/x:443", "user@www.example.com:443", "*.example.com:443",
        "2001:db8::1:443", "[2001:db8::1%eth0]:443", "[]:443", "[www.example.com]:443",
        "www.example.com:25 starttls", "www.example.com:25 starttls pop3",
        "www.example.com:25 tls smtp", "www.example.com:443\n", "www.ex\u{e4}mple.com:443",
    ])
    func `is refused where no URL can be made of it`(text: String) {
        #expect(ServedTarget(text) == nil)
    }

    @Test func `is each name that is no wildcard unless a person says more`() throws {
        let names = ["*.example.com", "example.com", "www.example.net"]
        func targets(_ text: String) throws -> [String] {
            try #require(ServedTargets(text)).targets(names: names, port: 8443)
                .map(\.description)
        }
        #expect(try targets("") == ["example.com:8443", "www.example.net:8443"])
        #expect(try targets("default") == targets(""))
        #expect(try targets("none") == [])
        #expect(
            try targets("mail.example.com:25 starttls smtp,www.example.com:443") == [
                "mail.example.com:25 starttls smtp", "www.example.com:443",
            ])
    }

    @Test(arguments: ["a.b:1,", "a.b:1,a.b:1", "none, a.b:1", "nonsense", ","])
    func `is refused in a list that is wrong`(text: String) {
        #expect(ServedTargets(text) == nil)
    }

    @Test(arguments: ["", "none", "a.b:1, [::1]:2 starttls imap"])
    func `is kept as it is read`(text: String) throws {
        let targets = try #require(ServedTargets(text))
        #expect(targets.description == text)
    }
}
