import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(2)))
struct `A policy` {
    /// A night that no test changes.
    private static let untouched = Task { try await Night.fiveYears() }

    private func admin(_ night: Night, _ words: String...) async throws -> Outcome {
        try await night.start("ssl-admin", ["policy"] + words).end()
    }

    /// The rows of `policy show`, by level, with the folder left out of places.
    private func shown(_ night: Night, _ words: String...) async throws -> [String] {
        let outcome = try await night.start(
            "ssl-admin", ["policy", "show", "--csv", "-"] + words
        ).end()
        let lines = outcome.output.split(whereSeparator: \.isNewline)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(
            lines.first
                == "level,name,policy,policy_from,policy_place,window,window_from,window_place")
        return lines.dropFirst().map { String($0).replacing(night.folder.path + "/", with: "") }
    }

    @Test func `is shown with the source of each value, the strongest first`() async throws {
        let night = try await Night.fiveYears()
        #expect(
            try await shown(night) == [
                "product-type,SSL certificates,auto,default,,10,default,",
                "module,demo,auto,default,,10,default,",
            ])
        let foreign = try night.folder.write(
            "Option SSLSubscriptionBefore 20\nOther x\n", to: "billmgr.conf")
        try night.folder.write(
            try night.folder.read("ssl-ledger.conf") + "Include \(foreign)\n", to: "ssl-ledger.conf"
        )
        #expect(try await admin(night, "set", "manual").status == 0)
        #expect(try await admin(night, "set", "none", "--module", "demo").status == 0)
        let kept = try await admin(
            night, "set", "auto", "--before", "33", "--subscription", "S-00007")
        #expect(kept.status == 0, "\(kept)")
        let rows = try await shown(night, "S-00007")
        #expect(rows.count == 3, "\(rows)")
        #expect(
            rows.first?.wholeMatch(
                of:
                    /product-type,SSL certificates,manual,settings,ssl-ledger.conf:\d+,20,file,billmgr.conf:1/
            )
                != nil, "\(rows)")
        #expect(
            rows.dropFirst().first?.hasPrefix("module,demo,none,module,modules.d/demo.conf:")
                == true)
        #expect(
            rows.last
                == "subscription,S-00007,auto,subscription,the ledger,33,subscription,the ledger")
        let report = try await night.run("ssl-report", "certificates", "--csv", "-")
        #expect(report.output.contains(",auto,subscription,33,"), "\(report)")
    }

    @Test func `is set in its file's line, and comments, mode and the rest stay`() async throws {
        let night = try await Night(RunningSandbox(certificates: 1))
        let path = night.folder.file("modules.d/demo.conf")
        let before = try night.folder.read("modules.d/demo.conf")
        #expect(try await admin(night, "set", "--before", "7", "--module", "demo").status == 0)
        #expect(
            try night.folder.read("modules.d/demo.conf") == before + "SSLSubscriptionBefore 7\n")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600)
        #expect(
            try await admin(night, "set", "--before", "inherit", "--module", "demo").status == 0)
        #expect(try night.folder.read("modules.d/demo.conf") == before)
        #expect(try night.folder.names(in: "modules.d") == ["demo.conf"])
    }

    @Test func `of a subscription is inherited again where that is asked for`() async throws {
        let night = try await Night.fiveYears()
        #expect(try await admin(night, "set", "manual", "--subscription", "S-00007").status == 0)
        #expect(try await night.value("SELECT policy FROM subscription") == "manual")
        #expect(try await admin(night, "set", "inherit", "--subscription", "S-00007").status == 0)
        #expect(try await night.value("SELECT policy IS NULL FROM subscription") == "1")
        #expect(
            try await night.rows("SELECT detail FROM event WHERE kind = 'changed'") == [
                "policy: auto → manual", "policy: manual → nothing",
            ])
    }

    @Test(arguments: [
        [], ["maybe"], ["AUTO"], ["auto", "--before", "0"], ["auto", "--before", "201"],
        ["auto", "--before", "1.5"], ["auto", "--before", "ten"], ["auto", "--module", "nobody"],
        ["auto", "--subscription", "nobody"],
        ["auto", "--module", "demo", "--subscription", "S-00007"],
    ])
    func `is not set by bad words`(_ words: [String]) async throws {
        let night = try await Self.untouched.value
        let before = try night.folder.read("ssl-ledger.conf")
        let outcome = try await night.start("ssl-admin", ["policy", "set"] + words).end()
        #expect(outcome.status == 64, "\(outcome)")
        #expect(try night.folder.read("ssl-ledger.conf") == before)
    }
}
