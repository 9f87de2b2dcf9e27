import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(2)))
struct `A night` {
    /// The night that all these tests look at: enrolled, rehearsed, then done twice.
    private static let played = Task { try await PlayedNight() }

    private var played: PlayedNight {
        get async throws { try await Self.played.value }
    }

    @Test func `ends with 1 for what is past the alarm, and with 0 where all is well`() async throws
    {
        let played = try await played
        let statuses = played.firstNight.mapValues(\.status)
        #expect(
            statuses == ["ssl-scan": 1, "ssl-reissue": 1, "ssl-notify": 0, "ssl-report": 0])
        for program in ["ssl-scan", "ssl-reissue"] {
            let errors = try #require(played.firstNight[program]).errors
            let lines = errors.split(whereSeparator: \.isNewline)
            #expect(
                lines.contains { $0.hasPrefix("\(program): crm-16.harbour-demo.test: certificate") }
            )
            #expect(lines.allSatisfy { $0.contains("no replacement is live") }, "\(errors)")
        }
        #expect(played.firstNight["ssl-notify"]?.errors == "")
        #expect(played.firstNight["ssl-report"]?.errors == "")
    }

    @Test func `leaves a live pair that matches and verifies for everything it acted on`()
        async throws
    {
        let played = try await played
        let acted = try await played.night.rows(
            """
            SELECT s.folder FROM run_outcome AS o JOIN run AS r ON r.id = o.run_id
            JOIN subscription AS s ON s.id = o.subscription_id
            WHERE r.program = 'ssl-reissue' AND o.outcome IN ('reissue', 'activate')
            ORDER BY s.folder
            """)
        #expect(acted.count == 13)
        #expect(played.store.pairs.map(\.folder).sorted() == acted)
        for pair in played.store.pairs {
            #expect(pair.keyMatches && pair.isVerified, "\(pair.folder)")
        }
    }

    @Test func `keeps keys and folders for their owner alone`() async throws {
        let played = try await played
        // The store itself; of each of the 13 its folder, a version folder and five files.
        #expect(played.store.modes.count == 92, "\(played.store.modes)")
        for line in played.store.modes {
            #expect(line.hasPrefix("700 d ") || line.hasPrefix("600 f "), "\(line)")
        }
        for name in ["ledger.sqlite", "ledger.sqlite.ssl-scan.lock", "logs/pmnamecheap.log"] {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: played.night.folder.file(name))
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600, "\(name)")
        }
    }

    @Test func `sends one unrepeatable request for each subscription it acts on, and no other`()
        async throws
    {
        let played = try await played
        let sent = played.afterFirst.filter(\.isUnrepeatable)
        let asked = try await played.night.rows("SELECT old_number FROM issuance ORDER BY 1")
        #expect(sent.count == 13)
        #expect(sent.map(\.certificate).sorted() == asked)
        #expect(sent.allSatisfy { $0.outcome == "OK" })
        #expect(Set(sent.compactMap { $0.parameters["CSR"] ?? $0.parameters["csr"] }).count == 13)
    }

    @Test func `never acts on a row that nobody enrolled, and counts them all`() async throws {
        let played = try await played
        let notEnrolled = try await played.night.rows(
            "SELECT number FROM certificate WHERE subscription_id IS NULL")
        #expect(notEnrolled.count >= 16)
        let sent = Set(played.afterSecond.filter(\.isUnrepeatable).map(\.certificate))
        #expect(sent.isDisjoint(with: notEnrolled))
        let counted = try await played.night.value(
            "SELECT not_enrolled FROM run WHERE program = 'ssl-reissue' LIMIT 1")
        #expect(counted == "\(notEnrolled.count)")
    }

    @Test func `accounts for every subscription in the output, the ledger and the report`()
        async throws
    {
        let played = try await played
        let said = try #require(played.firstNight["ssl-reissue"]).output
        #expect(
            said.contains(
                "25 subscriptions = 9 outside every window + 16 considered; 16 considered = 13 due"
                    + " + 3 skipped: 1 not-active, 2 policy-manual; 16 rows not enrolled"))
        let runs = try await played.night.rows(
            """
            SELECT count(*) FROM run WHERE finished_at IS NULL
                OR considered + not_selected <> subscriptions OR considered <> acted + skipped
                OR considered <> (SELECT count(*) FROM run_outcome WHERE run_id = run.id)
            """)
        #expect(runs == ["0"])
        let kept = try await played.night.value(
            """
            SELECT subscriptions, not_selected, considered, acted, skipped, failed, not_enrolled
            FROM run WHERE program = 'ssl-reissue' ORDER BY id LIMIT 1
            """)
        #expect(kept == "25|9|16|13|3|0|16")
        let csv = try played.night.folder.read("reports/runs.csv").split(
            whereSeparator: \.isNewline)
        #expect(csv.first?.contains("subscriptions,not_selected,considered,acted,skipped") == true)
        #expect(csv.contains { $0.contains(",25,9,16,13,3,0,16,1") })
    }

    @Test func `is recounted by ssl-report accounts to the same numbers`() async throws {
        let played = try await played
        let outcome = try await played.night.run("ssl-report", "accounts", "--csv", "-")
        #expect(outcome.status == 0, "\(outcome)")
        let lines = outcome.output.split(whereSeparator: \.isNewline).dropFirst()
        var sum = 0
        for line in lines {
            let cells = line.split(separator: ",")
            #expect(cells.count == 3 && cells.dropFirst().first == cells.last, "\(line)")
            if cells.first != "not-enrolled" { sum += Int(cells.last ?? "") ?? 0 }
        }
        #expect(sum == 25)
    }

    @Test func `does nothing the second time`() async throws {
        let played = try await played
        let first = played.afterFirst.filter(\.isUnrepeatable).count
        #expect(played.afterSecond.filter(\.isUnrepeatable).count == first)
        let acted = try await played.night.rows(
            "SELECT program, acted FROM run ORDER BY id DESC LIMIT 3")
        #expect(acted == ["ssl-notify|0", "ssl-reissue|0", "ssl-scan|0"])
        let calls = played.afterSecond.dropFirst(played.afterFirst.count).map(\.command)
        #expect(
            Set(calls).isSubset(of: [
                "namecheap.users.getBalances", "namecheap.ssl.getList", "namecheap.ssl.getInfo",
            ]), "what the list showed as changed is read, and nothing else")
        #expect(played.secondNight["ssl-notify"]?.output.contains("0 notices sent") == true)
    }

    @Test func `leaves policy none and manual to people`() async throws {
        let played = try await played
        let touched = try await played.night.rows(
            """
            SELECT s.reference FROM subscription AS s JOIN issuance AS i ON i.subscription_id = s.id
            WHERE s.policy IN ('none', 'manual')
            """)
        #expect(touched.isEmpty)
        let others = try await played.night.value(
            "SELECT count(*) FROM subscription WHERE policy IN ('none', 'manual')")
        #expect(others == "7")
    }

    @Test func `tells each customer once`() async throws {
        let played = try await played
        let told = try await played.night.rows(
            """
            SELECT s.reference, n.state, n.attempts FROM notice AS n
            JOIN subscription AS s ON s.id = n.subscription_id
            WHERE n.kind = 'certificate-expires' AND n.state <> 'overtaken' ORDER BY 1
            """)
        #expect(told == ["S-00016|sent|1", "S-00019|sent|1"])
        let news = try await played.night.value(
            "SELECT count(*) FROM notice WHERE kind = 'certificate-reissued' AND state = 'sent'")
        #expect(news == "13")
        let sent = try await played.night.value(
            "SELECT count(DISTINCT message_id) FROM notice WHERE state = 'sent'")
        let mails = try played.night.folder.names(in: "outbox")
        #expect("\(mails.count)" == sent)
        let expiring = try #require(mails.first { $0.hasPrefix("certificate-expires") })
        let mail = try played.night.folder.read("outbox/" + expiring)
        #expect(mail.contains("To: it@harbour-demo.test"))
        #expect(mail.contains("crm-16.harbour-demo.test"))
    }

    @Test func `shows the key to nobody`() async throws {
        let played = try await played
        let found = try await RunningProgram.run(
            "/usr/bin/grep", ["-rlaF", Night.key, played.night.folder.path])
        #expect(found.output == played.night.folder.file("modules.d/demo.conf") + "\n")
        let said = (Array(played.firstNight.values) + played.secondNight.values).map(\.description)
        #expect(!said.joined().contains(Night.key))
        let seen = try played.night.folder.read("hook.seen")
        #expect(seen.contains("SSL_RECORD_VALUE=") && seen.contains("ssl-reissue"))
        let log = try played.night.folder.read("logs/pmnamecheap.log")
        #expect(log.contains("ssl.reissue") && log.contains("\u{2022}\u{2022}\u{2022}"))
        #expect(!log.contains("PRIVATE KEY"))
    }

    @Test func `decides in a dry run as the run after it, and changes no byte`() async throws {
        let played = try await played
        #expect(played.changesOfRehearsal == [])
        #expect(played.callsOfRehearsal == 0)
        let rehearsed = try #require(played.rehearsal["ssl-reissue"])
        #expect(rehearsed.status == 0, "\(rehearsed)")
        let kept = try await played.night.rows(
            """
            SELECT s.reference || ' ' || o.outcome FROM run_outcome AS o
            JOIN subscription AS s ON s.id = o.subscription_id
            WHERE o.run_id = (SELECT min(id) FROM run WHERE program = 'ssl-reissue') ORDER BY 1
            """)
        let rows = rehearsed.output.split(whereSeparator: \.isNewline).dropFirst().map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            return "\(cells.first ?? "") \(cells.dropFirst(11).first ?? "")"
        }
        #expect(rows.sorted() == kept)
        #expect(rows.count == 16)
        let told = try #require(played.rehearsal["ssl-notify"]).output
        let expiring = told.split(whereSeparator: \.isNewline).filter {
            $0.contains(",would tell it@harbour-demo.test,certificate-expires,")
        }
        #expect(expiring.count == 2, "\(told)")
    }

    @Test func `is rehearsed without any network`() async throws {
        let played = try await played
        #expect(
            played.alone.mapValues(\.status) == [
                "ssl-scan": 0, "ssl-reissue": 0, "ssl-notify": 0,
            ])
        #expect(played.alone.values.allSatisfy { $0.errors.isEmpty })
    }
}
