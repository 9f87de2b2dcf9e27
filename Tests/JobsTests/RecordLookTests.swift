import DomainValidation
import HTTP
import Testing

@testable import DNS
@testable import Jobs

/// A zone with its servers, each of which shows what a test wants.
private struct SmallZone: NameView {
    /// What a server says of the record.
    enum Word: Sendable {
        case shows(String)
        case hasNothing
        case isSilent
        case isNotResponsible
    }

    /// What a name shows, as `name type`.
    var records: [String: [Record]] = [:]
    /// What the server at an address says.
    var words: [String: Word] = [:]

    init(servers: [String: [String]] = [:], words: [String: Word] = [:]) {
        self.words = words
        records["shop.test ns"] = servers.keys.map {
            Record(owner: "shop.test", timeToLive: 60, content: .nameServer($0))
        }
        for (server, addresses) in servers {
            for address in addresses { add(address, of: server) }
        }
    }

    mutating func add(_ address: String, of host: String) {
        let type: RecordType = address.contains(":") ? .aaaa : .a
        records["\(host) \(type)", default: []].append(
            Record(owner: host, timeToLive: 60, content: .address(address)))
    }

    func ask(_ name: String, _ type: RecordType) async throws(DNSError) -> Answer {
        let found = records["\(name) \(type)"] ?? []
        return Answer(
            finding: found.isEmpty ? .noData : .records(found), isAuthoritative: false,
            isAuthenticated: false)
    }

    func ask(
        _ name: String, _ type: RecordType, at address: String
    ) async throws(DNSError) -> Answer {
        let word = words[address] ?? .isSilent
        switch word {
        case .isSilent: throw .timedOut(server: address, name: name)
        case .hasNothing, .isNotResponsible:
            var isAuthoritative = true
            if case .isNotResponsible = word { isAuthoritative = false }
            return Answer(
                finding: .noSuchName, isAuthoritative: isAuthoritative, isAuthenticated: false)
        case .shows(let target):
            let record = Record(owner: name, timeToLive: 60, content: .alias(target))
            return Answer(
                finding: .records([record]), isAuthoritative: true, isAuthenticated: false)
        }
    }
}

@Suite struct `A look at a published record` {
    private static let target = "aa.bb.cc.ssl.test"
    private static let owner = "_AA.www.shop.test"
    private static let both = ["ns1.test": ["192.0.2.1"], "ns2.test": ["192.0.2.2"]]

    private func look(_ zone: SmallZone, reached: [String] = []) async -> Sighting {
        let look = RecordLook(
            zones: zone, records: zone,
            hasRoute: { reached.isEmpty || reached.contains($0) },
            fetch: { _, _, _ in .failure(.unknownHost(host: "none")) })
        return await look.look(
            for: ValidationRecord(
                name: "www.shop.test", kind: .cname(owner: Self.owner, target: Self.target),
                reference: "S-1"))
    }

    private static let sightings: [(SmallZone.Word, SmallZone.Word, Sighting)] = [
        (.shows(target), .shows(target), .seen),
        (
            .shows(target), .hasNothing,
            .missing("ns2.test (192.0.2.2) to show _aa.www.shop.test")
        ),
        (
            .shows("old.ssl.test"), .shows(target),
            .missing("ns1.test (192.0.2.1) to show _aa.www.shop.test with its new target")
        ),
        (
            .isSilent, .hasNothing,
            .missing("ns2.test (192.0.2.2) to show _aa.www.shop.test")
        ),
        (
            .shows(target), .isSilent,
            .silent(
                "ns2.test: the name server 192.0.2.2 did not answer for _aa.www.shop.test in time")
        ),
        (
            .isNotResponsible, .shows(target),
            .silent("ns1.test (192.0.2.1) does not answer for _aa.www.shop.test")
        ),
    ]

    @Test(arguments: sightings.indices)
    func `asks every authoritative server`(index: Int) async {
        let (first, second, sighting) = Self.sightings[index]
        let zone = SmallZone(
            servers: Self.both, words: ["192.0.2.1": first, "192.0.2.2": second])
        #expect(await look(zone) == sighting)
    }

    @Test func `asks every address of a server that can be reached from here`() async {
        let zone = SmallZone(
            servers: ["ns1.test": ["192.0.2.1", "2001:db8::1"]],
            words: ["192.0.2.1": .shows(Self.target), "2001:db8::1": .hasNothing])
        #expect(await look(zone) != .seen)
        #expect(await look(zone, reached: ["192.0.2.1"]) == .seen)
        #expect(
            await look(zone, reached: ["198.51.100.1"])
                == .silent("no name server of shop.test can be reached from here"))
    }

    @Test func `takes no other zone's servers for its own, and misses none without an address`()
        async
    {
        var zone = SmallZone(
            servers: ["ns1.test": ["192.0.2.1"]], words: ["192.0.2.1": .shows(Self.target)])
        // What www is an alias of has servers of its own.
        zone.records["www.shop.test ns"] = [
            Record(owner: "cdn.test", timeToLive: 60, content: .nameServer("ns.cdn.test"))
        ]
        #expect(await look(zone) == .seen)
        zone.records["shop.test ns"]?.append(
            Record(owner: "shop.test", timeToLive: 60, content: .nameServer("ns3.test")))
        #expect(await look(zone) == .silent("the name server ns3.test has no address"))
        zone.records["shop.test ns"] = nil
        #expect(await look(zone) == .silent("no zone of www.shop.test is found"))
    }

    private func lookAtFile(
        _ answers: [String: Result<(Int, String), HTTPError>]
    ) async -> Sighting {
        var zone = SmallZone()
        for address in answers.keys { zone.add(address, of: "www.shop.test") }
        let look = RecordLook(
            zones: zone, records: zone, hasRoute: { _ in true },
            fetch: { name, path, address in
                #expect(name == "www.shop.test" && path == "/.well-known/pki-validation/AA.txt")
                return (answers[address] ?? .failure(.unknownHost(host: name))).map {
                    HTTPResponse(status: $0.0, body: Array($0.1.utf8))
                }
            })
        return await look.look(
            for: ValidationRecord(
                name: "www.shop.test", kind: .file(name: "AA.txt", content: "BB\nssl.com\n7"),
                reference: "S-1"))
    }

    @Test(arguments: [
        (200, "BB\nssl.com\n7", nil), (200, "BB\r\nssl.com\r\n7\r\n", nil),
        (200, "BB\nssl.com\n8", "with its new content"),
        (200, "<html>BB ssl.com 7", "with its new content"), (404, "", "HTTP 404 now"),
        (301, "", "HTTP 301 now"),
    ])
    func `reads the file at the name's address`(status: Int, body: String, problem: String?) async {
        let sighting = await lookAtFile(["192.0.2.1": .success((status, body))])
        guard let problem else {
            #expect(sighting == .seen)
            return
        }
        guard case .missing(let text) = sighting else {
            Issue.record("\(sighting)")
            return
        }
        #expect(text.contains(problem) && text.contains(" at 192.0.2.1"), "\(text)")
    }

    @Test func `reads it at every address, and misses none`() async {
        let good = (200, "BB\nssl.com\n7")
        let missing = Result<(Int, String), HTTPError>.success((404, ""))
        let mixed = await lookAtFile(["192.0.2.1": .success(good), "192.0.2.2": missing])
        #expect(mixed != .seen)
        let silence = Result<(Int, String), HTTPError>.failure(.timedOut(host: "x", sent: false))
        let away = await lookAtFile(["192.0.2.1": .success(good), "192.0.2.2": silence])
        guard case .silent = away else {
            Issue.record("\(away)")
            return
        }
        #expect(await lookAtFile([:]) == .missing("www.shop.test to have an address"))
    }
}
