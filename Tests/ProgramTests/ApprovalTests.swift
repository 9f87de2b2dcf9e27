import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(3)))
struct `Validation by mail` {
    private static let state = """
        SELECT i.state, i.waits_for FROM issuance AS i
        JOIN subscription AS s ON s.id = i.subscription_id WHERE s.reference = 'S-00007'
        """
    private static let task =
        "SELECT text FROM task WHERE cause LIKE 'issuance %' AND closed_at IS NULL"

    /// Seven that are due, one of them approved by mail.
    private func due() async throws -> (Night, approver: String) {
        let night = try await Night(
            RunningSandbox(certificates: 7, options: ["--no-validation-reuse"]))
        try await night.sandbox.move(to: Night.first)
        try await night.enrol()
        let host = try await night.value(
            "SELECT host FROM subscription WHERE reference = 'S-00007'")
        let chosen = try await night.run(
            "ssl-admin", "subscription", "set", "S-00007", "--dcv", "email", "--approver",
            "Postmaster@\(host)")
        #expect(chosen.status == 0 && chosen.errors == "", "\(chosen)")
        return (night, "postmaster@\(host)")
    }

    @Test func `waits for the person, holds up nobody, and ends when the person approves`()
        async throws
    {
        let (night, approver) = try await due()
        let first = try await night.run("ssl-reissue")
        let wait = "a person to approve the mail to \(approver)"
        #expect(try await night.rows(Self.state) == ["validating|\(wait)"], "\(first)")
        #expect(
            try await night.value("SELECT count(*) FROM issuance WHERE state = 'stored'") == "6")
        let addresses = try await night.sandbox.unrepeatable().compactMap {
            $0.parameters["ApproverEmail"]
        }
        #expect(addresses == [approver])
        let text = try await night.rows(Self.task)
        #expect(text.count == 1 && text.first?.contains("\(wait) until 2026-") == true, "\(text)")

        // The next look is silent, opens no second task and sends no second mail.
        let second = try await night.run("ssl-reissue", "--continue", at: "2026-11-20T04:00:00Z")
        #expect(second.status == 0 && second.errors == "", "\(second)")
        #expect(try await night.rows(Self.task) == text)
        let number = try await night.value(
            "SELECT new_number FROM issuance WHERE state = 'validating'")
        try await night.sandbox.post("approve", ["id=\(number)"])
        let last = try await night.run("ssl-reissue", "--continue", at: "2026-11-20T06:00:00Z")
        #expect(last.status == 0 && last.errors == "", "\(last)")
        #expect(try await night.rows(Self.state) == ["stored|"])
        #expect(try await night.rows(Self.task).isEmpty)
        let resent = try await night.sandbox.journal().filter {
            $0.command.hasSuffix("resendApproverEmail") && $0.certificate == number
        }
        #expect(resent.isEmpty)
    }

    @Test func `is sent again when a person asks for it, once`() async throws {
        let (night, _) = try await due()
        let early = try await night.run("ssl-admin", "certificate", "resend", "S-00007")
        Explained(1, "S-00007 waits for nobody's approval", "shows what waits", again: "never")
            .expect(early, of: "ssl-admin")
        #expect(try await night.run("ssl-reissue").status != 64)
        let number = try await night.value(
            "SELECT new_number FROM issuance WHERE state = 'validating'")
        let first = try await night.run("ssl-admin", "certificate", "resend", number)
        #expect(first.status == 0 && first.errors == "", "\(first)")
        let second = try await night.run("ssl-admin", "certificate", "resend", "S-00007")
        Explained(1, "the CA was asked on 2026-11-20", "another address or method", again: "never")
            .expect(second, of: "ssl-admin")
        let sent = try await night.sandbox.journal().filter {
            $0.command.hasSuffix("resendApproverEmail") && $0.certificate == number
        }
        #expect(sent.count == 1)
        #expect(try await night.rows(Self.state).first?.hasPrefix("validating|a person") == true)
    }

    @Test func `takes an address of a parent where the CA accepts it`() async throws {
        let night = try await Night.fiveYears()
        let parent = try await night.run(
            "ssl-admin", "subscription", "set", "S-00007", "--dcv", "email", "--approver",
            "hostmaster@harbour-demo.test")
        #expect(parent.status == 0, "\(parent)")
        let asked = try await night.sandbox.journal().filter {
            $0.command.hasSuffix("getApproverEmailList")
        }
        #expect(asked.count == 1)
        #expect(try await night.run("ssl-reissue", at: Night.first).status == 0)
        let request = try #require(try await night.sandbox.unrepeatable().first)
        #expect(request.parameters["ApproverEmail"] == "hostmaster@harbour-demo.test")
    }

    @Test func `is imported with its approver, and refused with another`() async throws {
        let night = try await Night(RunningSandbox(certificates: 3))
        try await night.sandbox.move(to: Night.first)
        #expect(try await night.run("ssl-scan").status != 64)
        let rows = try night.sandbox.folder.read("subscriptions.csv")
            .split(whereSeparator: \.isNewline).map(String.init)
        let host = try #require(rows.dropFirst().first?.split(separator: ",").dropFirst().first)
        let columns = try #require(rows.first).split(separator: ",")
        let isThere = columns.contains("dcv")
        let place = columns.firstIndex(of: "dcv")
        func list(_ approver: String) -> String {
            var cells = rows[1].split(separator: ",", omittingEmptySubsequences: false)
                .map(String.init)
            if let place { cells[place] = "email" }
            let head = rows[0] + (isThere ? "" : ",dcv") + ",approver"
            let row = cells.joined(separator: ",") + (isThere ? "" : ",email") + ",\(approver)"
            return "\(head)\r\n\(row)\r\n"
        }
        let wrong = try night.folder.write(list("ceo@\(host)"), to: "wrong.csv")
        let refused = try await night.run("ssl-admin", "subscription", "import", wrong)
        #expect(refused.status == 1)
        #expect(
            refused.errors.contains("approver ceo@\(host) is none of admin@\(host), "), "\(refused)"
        )
        let right = try night.folder.write(list("webmaster@\(host)"), to: "right.csv")
        #expect(try await night.run("ssl-admin", "subscription", "import", right).status == 0)
        #expect(
            try await night.rows("SELECT method, choices FROM subscription")
                == ["email|approver=webmaster@\(host)"])
    }
}
