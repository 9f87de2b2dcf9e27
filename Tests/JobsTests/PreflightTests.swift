import HTTP
import Settings
import Subscriptions
import TestSupport
import Testing

@testable import DNS
@testable import Jobs

@Suite struct `A look ahead` {
    private func subject(
        _ names: [String] = ["www.shop.test"], method: String = "cname",
        further: String = "", product: String = "standard ssl", on day: String = "2026-11-23"
    ) throws -> PreflightSubject {
        PreflightSubject(
            id: 7, reference: "S-7", host: names[0], names: names,
            choices: ValidationChoices(method: method, further: further), product: product,
            reissuedOn: try #require(Day(iso: day)))
    }

    private static func property(
        _ tag: String, _ value: String, isCritical: Bool = false
    ) -> Record.Content {
        .authorization(Record.Authorization(isCritical: isCritical, tag: tag, value: value))
    }

    @Test(arguments: [
        ("2028-03-14", "email", true), ("2028-03-15", "email", false),
        ("2028-03-15", "cname", true),
    ])
    func `sees that validation by mail ends`(day: String, method: String, passes: Bool) throws {
        let finding = try MailApproval().finding(about: subject(method: method, on: day))
        #expect((finding == .passed) == passes)
        if case .failed(let text) = finding { #expect(text.contains("from 2028-03-15 on")) }
    }

    @Test func `names the command that changes the method of the name`() throws {
        for (names, further, command) in [
            (["a.test"], "", "subscription set S-7 --dcv cname"),
            (["b.test", "a.test"], "b.test=cname", "subscription set S-7 --dcv a.test=cname"),
        ] {
            let subject = try subject(names, method: "email", further: further, on: "2028-03-15")
            guard case .failed(let text) = MailApproval().finding(about: subject) else {
                Issue.record("\(further) passed")
                continue
            }
            #expect(text.contains("a.test is validated by mail"), "\(text)")
            #expect(text.hasSuffix("ssl-admin \(command)"), "\(text)")
        }
    }

    @Test func `honours the method of each name`() async throws {
        let names = ["www.shop.test", "file.test"]
        let subject = try subject(names, further: "file.test=file")
        let settings = """
            ValidationHook /nowhere/first
            ValidationHook file.test /nowhere/second
            """
        #expect(try hookCheck(settings).key(of: subject) == "/nowhere/first /nowhere/second")
        #expect(try places("Webroot /nowhere", nsupdate: "").finding(about: subject) != .passed)
        var world = SmallWorld()
        world.records["shop.test ns"] = [.nameServer("ns1.test")]
        world.records["file.test ns"] = [.nameServer("dead.test")]
        world.records["ns1.test a"] = [.address("192.0.2.1")]
        world.serials = ["192.0.2.1": 5]
        // The zone of the file's name is not asked, and the web server of the other is not.
        #expect(await ServersAgree(view: world).finding(about: subject) == .passed)
        guard case .failed(let text) = await WebsiteAnswers(view: world).finding(about: subject)
        else {
            Issue.record("passed")
            return
        }
        #expect(text.hasPrefix("file.test has no address"), "\(text)")
        #expect(text.hasSuffix("ssl-admin subscription set S-7 --dcv file.test=cname"), "\(text)")
    }

    private func hookCheck(_ line: String) throws -> HookExecutable {
        let settings = try LedgerSettings(
            lines: SettingsText.parse(line, file: "ssl-ledger.conf"), file: "ssl-ledger.conf")
        return HookExecutable(rules: settings.validation)
    }

    @Test func `sees whether the hook can be run`() throws {
        let folder = try TemporaryFolder()
        let hook = try folder.write("#!/bin/sh\n", to: "hook", mode: 0o700)
        #expect(try hookCheck("ValidationHook \(hook)").finding(about: subject()) == .passed)
        #expect(try hookCheck("").finding(about: subject()) == .passed)
        for path in [folder.path, folder.file("none")] {
            let check = try hookCheck("ValidationHook \(path)")
            guard case .failed(let text) = try check.finding(about: subject()) else {
                Issue.record("\(path) passed")
                continue
            }
            #expect(text.contains("there is no ValidationHook \(path)"))
            #expect(try check.finding(about: subject(method: "email")) == .passed)
        }
    }

    private func places(_ line: String, nsupdate: String) throws -> PlacesUsable {
        let settings = try LedgerSettings(
            lines: SettingsText.parse(line, file: "ssl-ledger.conf"), file: "ssl-ledger.conf")
        return PlacesUsable(rules: settings.validation, nsupdate: nsupdate)
    }

    @Test func `sees whether webroots and key files can be used`() throws {
        let folder = try TemporaryFolder()
        let tool = try folder.write("#!/bin/sh\n", to: "nsupdate", mode: 0o700)
        let key = try folder.write("key", to: "key")
        let open = try folder.write("key", to: "open", mode: 0o644)
        let update = "DNSUpdate *.test ::1"
        let cases = [
            ("", tool, nil), ("Webroot * \(folder.path)", tool, nil),
            ("Webroot * \(key)", tool, "there is no folder \(key)"),
            ("Webroot * /nowhere", tool, "there is no folder /nowhere"),
            ("\(update) \(key)", tool, nil),
            ("\(update) \(open)", tool, "its mode is 0644; run chmod 0600 \(open)"),
            ("\(update) \(folder.path)", tool, "no file that this user can read"),
            ("\(update) \(key)", "/nowhere/nsupdate", "bind9-dnsutils"),
        ]
        for (line, nsupdate, fault) in cases {
            let check = try places(line, nsupdate: nsupdate)
            let subject = try subject(method: line.hasPrefix("Webroot") ? "file" : "cname")
            guard let fault else {
                #expect(check.finding(about: subject) == .passed, "\(line)")
                continue
            }
            guard case .failed(let text) = check.finding(about: subject) else {
                Issue.record("\(line) passed")
                continue
            }
            #expect(text.contains(fault), "\(text)")
            #expect(check.key(of: subject) == line.split(separator: " ").last.map(String.init))
            #expect(try check.finding(about: self.subject(method: "email")) == .passed)
        }
    }

    private static let authorizations: [([Record.Content], String, String, Bool)] = [
        ([], "www.shop.test", "standard ssl", true),
        ([property("issue", "ssl.com")], "www.shop.test", "standard ssl", true),
        ([property("issue", " SSL.com ; account=7")], "www.shop.test", "standard ssl", true),
        ([property("issue", "sectigo.com")], "www.shop.test", "standard ssl", false),
        ([property("issue", "sectigo.com")], "www.shop.test", "positivessl", true),
        ([property("issue", ";")], "www.shop.test", "standard ssl", false),
        ([property("issuewild", ";")], "www.shop.test", "standard ssl", true),
        (
            [property("issuewild", ";"), property("issue", "ssl.com")], "*.shop.test", "ev ssl",
            false
        ),
        (
            [property("issuewild", "ssl.com"), property("issue", ";")], "*.shop.test", "ev ssl",
            true
        ),
        ([property("iodef", "mailto:a@shop.test")], "www.shop.test", "ev ssl", true),
        ([property("new", "x", isCritical: true)], "www.shop.test", "ev ssl", false),
    ]

    @Test(arguments: authorizations.indices)
    func `sees whether CAA permits the CA`(index: Int) async throws {
        let (records, name, product, passes) = Self.authorizations[index]
        var world = SmallWorld()
        world.records["shop.test caa"] = records
        let subject = try subject([name], product: product)
        let finding = await IssuerPermitted(view: world).finding(about: subject)
        #expect((finding == .passed) == passes, "\(finding)")
        if case .failed(let text) = finding { #expect(text.hasPrefix("CAA of shop.test forbids")) }
    }

    @Test func `takes the closest CAA records, and knows nothing without an answer`() async throws {
        var world = SmallWorld()
        world.records["shop.test caa"] = [Self.property("issue", ";")]
        world.records["www.shop.test caa"] = [Self.property("issue", "ssl.com")]
        let check = IssuerPermitted(view: world)
        #expect(try await check.finding(about: subject()) == .passed)
        world.failing["www.shop.test"] = .timedOut(server: "192.0.2.53", name: "www.shop.test")
        #expect(try await IssuerPermitted(view: world).finding(about: subject()) == .unknown)
    }

    @Test func `sees what a validating resolver refuses`() async throws {
        var world = SmallWorld()
        #expect(try await NamesResolve(view: world).finding(about: subject()) == .passed)
        world.failing["www.shop.test"] = .failed(server: "192.0.2.53", name: "www.shop.test")
        let finding = try await NamesResolve(view: world).finding(about: subject())
        guard case .failed(let text) = finding else {
            Issue.record("\(finding)")
            return
        }
        #expect(text.contains("DNSSEC does not validate"))
        world.failing["www.shop.test"] = .refused(server: "192.0.2.53", name: "www.shop.test")
        #expect(try await NamesResolve(view: world).finding(about: subject()) == .unknown)
    }

    private static let servers: [([String: UInt32?], String?)] = [
        (["192.0.2.1": 5, "192.0.2.2": 5], nil),
        (
            ["192.0.2.1": 5, "192.0.2.2": 6],
            "disagree: ns1.test has serial 5, ns2.test has serial 6"
        ),
        (["192.0.2.1": 5, "192.0.2.2": nil], "192.0.2.2 did not answer for shop.test"),
    ]

    @Test(arguments: servers.indices)
    func `sees whether the servers of a zone agree`(index: Int) async throws {
        let (serials, words) = Self.servers[index]
        var world = SmallWorld()
        world.records["shop.test ns"] = [.nameServer("ns2.test"), .nameServer("ns1.test")]
        world.records["ns1.test a"] = [.address("192.0.2.1")]
        world.records["ns2.test aaaa"] = [.address("192.0.2.2")]
        world.serials = serials
        let finding = try await ServersAgree(view: world).finding(about: subject())
        if let words {
            guard case .failed(let text) = finding else {
                Issue.record("\(finding)")
                return
            }
            #expect(text.contains(words), "\(text)")
        } else {
            #expect(finding == .passed)
        }
    }

    @Test func `sees a server without an address, and knows nothing of a name in no zone`()
        async throws
    {
        var world = SmallWorld()
        #expect(try await ServersAgree(view: world).finding(about: subject()) == .unknown)
        #expect(
            try await ServersAgree(view: world).finding(about: subject(method: "file")) == .passed)
        world.records["test ns"] = [.nameServer("ns1.test")]
        #expect(
            try await ServersAgree(view: world).finding(about: subject())
                == .failed(
                    "the name server ns1.test of test has no address; repair it, or take it out of"
                        + " the zone's NS"))
    }

    @Test func `sees whether the web server answers where the CA fetches the file`() async throws {
        var world = SmallWorld()
        let asked = Asked()
        let answers: @Sendable (String) async -> Result<Int, HTTPError> = { url in
            await asked.note(url)
            return .success(404)
        }
        let check = WebsiteAnswers(view: world, fetch: answers)
        guard case .failed(let text) = try await check.finding(about: subject(method: "file"))
        else {
            Issue.record("a name without an address passed")
            return
        }
        #expect(text.contains("has no address"))
        world.records["www.shop.test aaaa"] = [.address("2001:db8::1")]
        let reachable = WebsiteAnswers(view: world, fetch: answers)
        #expect(try await reachable.finding(about: subject(method: "file")) == .passed)
        #expect(await asked.urls == ["http://www.shop.test/.well-known/pki-validation/"])
        let refused = WebsiteAnswers(view: world) { _ in
            .failure(.library(host: "www.shop.test:80", reason: "refused", sent: false))
        }
        #expect(try await refused.finding(about: subject(method: "file")) != .passed)
        #expect(try await refused.finding(about: subject(method: "cname")) == .passed)
    }

    @Test(arguments: [
        ("# none\n", nil),
        ("search a.test\nnameserver 192.0.2.53\nnameserver ::1\n", "192.0.2.53:53"),
        ("nameserver\t2001:db8::53 # x", "[2001:db8::53]:53"),
    ])
    func `finds the resolver of this machine`(text: String, server: String?) {
        #expect(NameServer.first(in: text)?.text == server)
    }

    @Test(arguments: [
        ("192.0.2.53", "192.0.2.53:53"), ("192.0.2.53:5353", "192.0.2.53:5353"),
        ("2001:db8::53", "[2001:db8::53]:53"), ("[2001:db8::53]:5353", "[2001:db8::53]:5353"),
        ("[2001:db8::53]", "[2001:db8::53]:53"),
    ])
    func `takes the resolver of a setting`(text: String, server: String) {
        #expect(NameServer(text: text)?.text == server)
    }

    @Test func `of many subscriptions puts each question once`() async throws {
        // Nobody answers at the discard port: what counts is that both get the same error.
        let names = ResolvedNames(NameServer(address: "127.0.0.1", port: 9))
        async let first = NamesResolve(view: names).finding(about: subject())
        async let second = NamesResolve(view: names).finding(about: subject())
        #expect(try await [first, second] == [.unknown, .unknown])
    }
}

/// The addresses that a check fetched.
private actor Asked {
    private(set) var urls: [String] = []

    func note(_ url: String) { urls.append(url) }
}
