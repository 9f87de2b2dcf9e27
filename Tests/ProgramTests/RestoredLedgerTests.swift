import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct `A ledger restored from a back-up` {
    private static let later = "2026-11-20T05:00:00Z"

    private func save(_ night: Night) async throws {
        try await night.tamper(".backup '\(night.folder.file("backup"))'")
    }

    private func restore(_ night: Night) throws {
        let manager = FileManager.default
        for suffix in ["", "-wal", "-shm"] {
            let path = night.folder.file("ledger.sqlite" + suffix)
            if manager.fileExists(atPath: path) { try manager.removeItem(atPath: path) }
        }
        try manager.copyItem(
            atPath: night.folder.file("backup"), toPath: night.folder.file("ledger.sqlite"))
    }

    private func unknown(_ night: Night) async throws -> [Substring] {
        let list = try await night.run(
            "ssl-admin", "certificate", "list", "--unknown", "--csv", "-")
        #expect(list.status == 0, "\(list)")
        return list.output.split(whereSeparator: \.isNewline).dropFirst().map { $0 }
    }

    /// What the night did is in the ledger again, and nothing was asked for twice.
    private func expectAdopted(_ night: Night) async throws {
        #expect(
            try await night.rows(
                """
                SELECT status, key_place, version FROM certificate
                WHERE id = (SELECT certificate_id FROM subscription)
                """) == ["active|here|1"])
        let pairs = try await StoreFacts(night, at: 1_795_144_620).pairs
        #expect(pairs.count == 1 && pairs.allSatisfy { $0.keyMatches && $0.isVerified })
        #expect(try await night.live() == "1")
        #expect(try await night.run("ssl-reissue", at: Self.later).status == 0)
        #expect(try await night.sandbox.unrepeatable().count == 1)
        #expect(try await unknown(night) == [])
    }

    @Test(arguments: ["the whole pair", "the key alone"])
    func `finds by its public key what the CA issued since`(_ left: String) async throws {
        let night = try await Night.fiveYears(settings: "DeploymentHook /bin/true")
        try await save(night)
        #expect(try await night.run("ssl-reissue").status == 0)
        try restore(night)
        let lineage = try await night.lineage()
        if left == "the key alone" {
            for name in ["live", "1/cert.pem", "1/chain.pem", "1/fullchain.pem"] {
                try FileManager.default.removeItem(atPath: night.folder.file(lineage + "/" + name))
            }
        }
        let content = left == "the key alone" ? "key" : "pair"
        let lost = try await unknown(night)
        #expect(lost.count == 1 && lost.allSatisfy { $0.hasSuffix("," + content) }, "\(lost)")
        #expect(lost.first?.contains(",unknown,") == true)

        let scan = try await night.run("ssl-scan", "-v", at: Self.later)
        #expect(scan.status == 0, "\(scan)")
        #expect(scan.output.contains("is here, version 1, which is live"), "\(scan)")
        #expect(
            try await night.value("SELECT count(*) FROM event WHERE kind = 'key-found'") == "1")
        #expect(try await night.rows("SELECT state FROM deployment") == ["pending"])
        try await expectAdopted(night)
        #expect(try await night.rows("SELECT state FROM deployment") == ["deployed"])
        #expect(try await night.run("ssl-scan", at: Self.later).status == 0)
        #expect(
            try await night.value("SELECT count(*) FROM event WHERE kind = 'key-found'") == "1")
    }

    /// A subscription whose next certificate is for a customer's key.
    private func customers() async throws -> Night {
        let night = try await Night.fiveYears()
        let host = try await night.value("SELECT host FROM subscription")
        _ = try await night.openssl(
            "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-keyout", "customer.key", "-out", "customer.csr", "-subj", "/CN=" + host, "-addext",
            "subjectAltName=DNS:" + host)
        let csr = night.folder.file("customer.csr")
        #expect(
            try await night.run("ssl-admin", "certificate", "request", "S-00007", "--csr", csr)
                .status == 0)
        return night
    }

    @Test func `finds by its public key what the CA issued for a customer's CSR`() async throws {
        let night = try await customers()
        try await save(night)
        #expect(try await night.run("ssl-reissue").status == 0)
        let number = try await night.value("SELECT new_number FROM issuance")
        try restore(night)
        #expect(try await unknown(night).count == 1)

        let scan = try await night.run("ssl-scan", "-v", at: Self.later)
        #expect(scan.output.contains("the customer's request of certificate \(number) is here"))
        #expect(
            try await night.rows(
                """
                SELECT number, key_place, version, keyless_version, needs_details FROM certificate
                WHERE id = (SELECT certificate_id FROM subscription)
                """) == ["\(number)|customer||1|0"])
        // The key was taken: a next reissue waits for another CSR.
        #expect(
            try await night.value("SELECT count(*) FROM customer_request WHERE used_at IS NULL")
                == "0")
        #expect(
            try await night.openTasks("cause") == [
                "hand-over \(number)"
            ])
        #expect(try await night.live() == "1")
        #expect(try await unknown(night) == [])
        #expect(try await night.run("ssl-scan", at: Self.later).status == 0)
        #expect(try await night.run("ssl-reissue", at: Self.later).status == 0)
        #expect(try await night.sandbox.unrepeatable().count == 1)
        #expect(
            try await night.value("SELECT count(*) FROM event WHERE kind = 'key-found'") == "1")
    }

    @Test func `finds by its public key what the CA has not issued yet`() async throws {
        let night = try await Night.fiveYears()
        try await save(night)
        try await night.sandbox.disturb("slowDcv", count: 1_000)
        #expect([0, 1].contains(try await night.run("ssl-reissue").status))
        #expect(try await night.rows("SELECT state FROM issuance") == ["validating"])
        try restore(night)
        // The CA refuses a second reissue; the first one is found by the key that is on disk.
        for hour in 5...8 {
            for program in ["ssl-scan", "ssl-reissue"] {
                let outcome = try await night.run(program, at: "2026-11-20T0\(hour):00:00Z")
                #expect([0, 1].contains(outcome.status), "\(outcome)")
            }
            if hour == 6 { try await night.sandbox.disturb("slowDcv", count: 0) }
        }
        #expect(try await night.rows("SELECT state, version FROM issuance") == ["stored|1"])
        // Asking for the lost record gives it a new value; one name has one CNAME, removed at last.
        let calls = try night.folder.read("hook.calls").split(separator: "\n").map {
            $0.split(separator: " ").map(String.init)
        }
        let owners = Set(calls.map { $0[3] })
        #expect(owners.count == 1 && calls.last?[0] == "remove", "\(calls)")
        let performed = try await night.sandbox.unrepeatable().filter { $0.outcome == "OK" }
        #expect(performed.count == 1)
        #expect(try await night.live() == "1")
        let pairs = try await StoreFacts(night, at: 1_795_144_620).pairs
        #expect(pairs.count == 1 && pairs.allSatisfy { $0.keyMatches && $0.isVerified })
    }
}
