import NamecheapAPI
import Testing

@Suite struct `The records of a zone` {
    private static let zone = ZoneName(label: "quay-example", suffix: "test")

    private func read(_ text: String, as replacement: String) throws -> GetHosts.Answer {
        try GetHosts(zone: Self.zone).read(Fixture("hosts").replacing(text, with: replacement))
    }

    @Test func `are read with every part`() throws {
        let fixture = try Fixture("hosts")
        let answer = try GetHosts(zone: Self.zone).read(fixture.bytes)
        #expect(answer.isUsingOurDNS)
        #expect(answer.mailType == "MX")
        #expect(answer.doubts == [])
        #expect(answer.body == fixture.bytes)
        let caa = "0 issue \"ssl.com\""
        let txt = "v=spf1 \"a  b\" <c> & +d=e -all"
        let url = "https://quay-example.test/a?b=c&d=%20"
        #expect(
            answer.records == [
                record("@", "A", "192.0.2.31", 10, 1_799),
                record("@", "MX", "mx1.quay-example.test.", 0, 3_600),
                record("*", "CNAME", "quay-example.test.", 10, 1_800),
                record("@", "CAA", caa, 10, 1_799), record("@", "TXT", txt, 10, 60),
                record("go", "URL301", url, 10, 60_000),
            ])
    }

    private func record(
        _ name: String, _ type: String, _ address: String, _ preference: Int, _ ttl: Int
    ) -> HostRecord {
        HostRecord(
            name: name, type: type, address: address, preference: preference, timeToLive: ttl)
    }

    @Test func `go back as they came`() throws {
        let answer = try GetHosts(zone: Self.zone).read(Fixture("hosts").bytes)
        let command = SetHosts(
            zone: Self.zone, mailType: answer.mailType, records: answer.records)
        #expect(command.problems == [])
        let sent = command.parameters.map { "\($0.name)=\($0.value)" }
        #expect(sent.prefix(3) == ["SLD=quay-example", "TLD=test", "EmailType=MX"])
        #expect(sent.count == 3 + 5 * 6)
        #expect(
            sent[8..<13] == [
                "HostName2=@", "RecordType2=MX", "Address2=mx1.quay-example.test.", "MXPref2=0",
                "TTL2=3600",
            ])
        #expect(sent.contains("Address4=0 issue \"ssl.com\""))
        #expect(sent.contains("Address5=v=spf1 \"a  b\" <c> & +d=e -all"))
        #expect(!sent.contains { $0.hasPrefix("Flag") || $0.hasPrefix("Tag") })
        let done = try command.read(Fixture("hosts-set").bytes)
        #expect(done.warnings == "")
    }

    @Test(arguments: [
        ("Type=\"URL301\"", "Type=\"SRV\""), ("Type=\"URL301\"", "Type=\"\""),
        ("Name=\"go\"", "Name=\"Go\""), ("Name=\"go\"", "Name=\"\""),
        ("Name=\"go\"", "Name=\"g o\""),
        ("Name=\"go\"", "Name=\"gö\""),
        ("Address=\"192.0.2.31\"", "Address=\"\""), ("TTL=\"60000\"", "TTL=\"60001\""),
        ("TTL=\"60\"", "TTL=\"0\""), ("MXPref=\"0\"", "MXPref=\"\""),
        ("MXPref=\"0\"", "MXPref=\"x\""), ("EmailType=\"MX\"", "EmailType=\"PIGEON\""),
        ("EmailType=\"MX\"", "EmailType=\"\""),
        ("Domain=\"quay-example.test\"", "Domain=\"a.test\""),
        ("Domain=\"quay-example.test\"", ""), ("0 issue &quot;", "issue &quot;"),
        ("0 issue &quot;", "0 contactemail &quot;"), ("0 issue", "256 issue"),
        ("&lt;c&gt;", "&#10;"), ("&lt;c&gt;", "&#127;"),
        ("FriendlyName=\"\" IsActive=\"true\"", "IsActive=\"false\""),
        ("IsDDNSEnabled=\"false\"", "IsDDNSEnabled=\"true\""),
        ("</DomainDNSGetHostsResult>", "<record/></DomainDNSGetHostsResult>"),
        ("<host HostId=\"401300121\"", "<host><sub/></host><host HostId=\"401300121\""),
    ])
    func `are doubtful where setHosts could not write them again`(
        text: String, replacement: String
    ) throws {
        let answer = try read(text, as: replacement)
        #expect(!answer.doubts.isEmpty)
    }

    @Test(arguments: [
        ("TTL=\"60\"", ""), ("TTL=\"60\"", "TTL=\"1h\""), ("IsUsingOurDNS=\"true\"", ""),
        ("DomainDNSGetHostsResult", "Other"), ("</ApiResponse>", ""),
    ])
    func `are no answer where a part is missing`(text: String, replacement: String) {
        #expect(throws: NamecheapError.self) { try read(text, as: replacement) }
    }

    @Test func `are not written in part or at random`() {
        let good = HostRecord(name: "@", type: "A", address: "192.0.2.1", timeToLive: 60)
        #expect(SetHosts(zone: Self.zone, mailType: "NONE", records: [good]).problems == [])
        #expect(SetHosts(zone: Self.zone, mailType: "NONE", records: []).problems.count == 1)
        let bad = HostRecord(name: "A", type: "SRV", address: "", timeToLive: 1)
        let wrong = SetHosts(
            zone: ZoneName(label: "a.b", suffix: "toolongforit"), mailType: "", records: [bad])
        #expect(wrong.problems.count == 7, "\(wrong.problems)")
    }

    @Test func `are refused for a domain of somebody else, before anything is done`() throws {
        let command = SetHosts(zone: Self.zone, mailType: "NONE", records: [])
        let error = #expect(throws: NamecheapError.self) {
            try command.read(Fixture("hosts-refused").bytes)
        }
        #expect(error?.errorClass == .gone)
        #expect(error?.consequence == .notPerformed)
        #expect(throws: NamecheapError.self) {
            try command.read(Fixture("hosts-set").replacing("\"true\"", with: "\"false\""))
        }
    }

    @Test(
        arguments: [
            (2_016_166, .gone), (2_030_288, .rejected), (2_030_166, .rejected),
            (2_050_900, .rejected),
            (3_013_288, .rejected), (4_013_288, .rejected), (4_022_288, .transient),
            (3_031_510, .transient), (3_050_900, .transient), (5_050_900, .transient),
        ] as [(Int, ErrorClass)])
    func `are refused in numbers that say what to wait for`(number: Int, kind: ErrorClass) {
        let error = NamecheapError.refused(
            command: SetHosts.name, [APIError(number: number, text: "")])
        #expect(error.errorClass == kind)
    }
}
