import Foundation
import TestSupport

/// A night whose CNAME records go into the zones of the sandbox's account.
extension Night {
    /// The zone that most hosts of the sandbox are in.
    static let zone = "harbour-demo.test"
    /// A record of every kind, as a customer has them: name, type, address, preference, life.
    private static let customers = [
        ("@", "A", "192.0.2.20", "10", "1799"), ("@", "A", "192.0.2.21", "10", "60"),
        ("@", "MX", "mx1.harbour-demo.test.", "0", "3600"),
        ("@", "MX", "mx2.harbour-demo.test.", "20", "3600"),
        ("@", "CAA", "0 iodef \"mailto:ca@harbour-demo.test\"", "10", "1800"),
        ("@", "TXT", "v=spf1 include:\"a  b\" +x=y%20 & <c> ü -all", "10", "1800"),
        ("*", "CNAME", "harbour-demo.test.", "10", "60000"),
        ("*.dev", "AAAA", "2001:db8::1", "10", "1799"),
        ("go", "URL301", "https://harbour-demo.test/?a=b&c=d", "10", "1799"),
        ("k1._domainkey", "CNAME", "k1.mail.example.", "10", "1799"),
        ("_dmarc", "TXT", "v=DMARC1; p=none", "10", "1799"),
    ]

    /// The subscriptions that are proven by CNAME, enrolled, and a zone with something to lose.
    static func inZones(certificates: Int, options: [String] = []) async throws -> Night {
        let night = try await Night(
            RunningSandbox(
                certificates: certificates, options: ["--no-validation-reuse"] + options),
            settings: "NamecheapDNS *")
        try await night.sandbox.move(to: Night.first)
        let lines = try night.sandbox.folder.read("subscriptions.csv")
            .split(whereSeparator: \.isNewline)
        let list = lines.enumerated().filter { place, line in
            place == 0 || (line.hasSuffix(",cname") && line.contains(",auto,"))
        }
        let text = list.map { $0.element + "\r\n" }.joined()
        try await night.fill()
        try await night.enrol(night.folder.write(text, to: "list.csv"))
        return night
    }

    /// Gives the zone all records of the customer, and some more of its own.
    func fill(_ further: [(String, String, String, String, String)] = []) async throws {
        try await set(Self.customers + further)
    }

    /// Replaces the records of the zone, as somebody in the panel does.
    func set(_ records: [(String, String, String, String, String)]) async throws {
        var fields = ["EmailType=MX"]
        for (place, record) in records.enumerated() {
            let number = place + 1
            fields += [
                "HostName\(number)=\(record.0)", "RecordType\(number)=\(record.1)",
                "Address\(number)=\(record.2)", "MXPref\(number)=\(record.3)",
                "TTL\(number)=\(record.4)",
            ]
        }
        let answer = try await ask("setHosts", fields)
        guard answer.contains("IsSuccess=\"true\"") else {
            throw RunningProgram.Problem.noAnswer(answer)
        }
    }

    /// The zone as getHosts shows it, byte for byte but for the numbers of records, which every
    /// writing changes, and what is measured.
    func shown(_ zone: String = Night.zone) async throws -> String {
        let answer = try await ask("getHosts", [], zone: zone)
        return answer.replacing(/HostId="[0-9]+"/, with: "")
            .replacing(/<ExecutionTime>[^<]*/, with: "<ExecutionTime>")
    }

    /// How often each command for records was sent for each zone since a request of the journal,
    /// as `getHosts setHosts getHosts`.
    func zoneCalls(since count: Int) async throws -> [String: String] {
        var calls: [String: [String]] = [:]
        for request in try await sandbox.journal().dropFirst(count)
        where request.command.contains("domains.dns.") {
            let parts = ["SLD", "TLD"].map { request.parameters[$0] ?? "?" }
            let word = request.command.split(separator: ".").last.map(String.init) ?? ""
            calls[parts.joined(separator: "."), default: []].append(word)
        }
        return calls.mapValues { $0.joined(separator: " ") }
    }

    /// Disturbs one command for records.
    func disturbZones(_ fault: String, _ command: String, _ further: String...) async throws {
        try await sandbox.post(
            "faults",
            ["name=\(fault)", "count=1", "command=namecheap.domains.dns.\(command)"] + further)
    }

    private func ask(
        _ command: String, _ fields: [String], zone: String = Night.zone
    ) async throws -> String {
        let parts = zone.split(separator: ".", maxSplits: 1).map(String.init)
        let all =
            [
                "ApiUser=demo", "ApiKey=\(Night.key)", "UserName=demo", "ClientIp=127.0.0.1",
                "Command=namecheap.domains.dns.\(command)", "SLD=\(parts[0])", "TLD=\(parts[1])",
            ] + fields
        let outcome = try await RunningProgram.run(
            "/usr/bin/curl",
            ["-fsS", try sandbox.api()] + all.flatMap { ["--data-urlencode", $0] })
        guard outcome.status == 0 else { throw RunningProgram.Problem.noAnswer("\(outcome)") }
        return outcome.output
    }
}
