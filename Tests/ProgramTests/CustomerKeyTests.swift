import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct `A customer's key` {
    /// Makes a key and a CSR with openssl.
    private func request(
        _ name: String, _ hosts: [String], _ kind: String = "ec", _ size: String = "P-256",
        in night: Night
    ) async throws -> String {
        let option = kind == "ec" ? "ec_paramgen_curve:" : "rsa_keygen_bits:"
        _ = try await night.openssl(
            "genpkey", "-algorithm", kind, "-pkeyopt", option + size, "-out", name + ".key")
        let names = hosts.map { "DNS:" + $0 }.joined(separator: ",")
        _ = try await night.openssl(
            "req", "-new", "-key", name + ".key", "-subj", "/CN=" + hosts[0], "-addext",
            "subjectAltName=" + names, "-out", name + ".csr")
        return night.folder.file(name + ".csr")
    }

    private func outcome(_ night: Night, at moment: String = Night.first) async throws -> String {
        let run = try await night.run("ssl-reissue", "--dry-run", "--csv", "-", at: moment)
        let cells = run.output.split(whereSeparator: \.isNewline).last?.split(
            separator: ",", omittingEmptySubsequences: false)
        return cells.map { String($0[11]) } ?? ""
    }

    @Test func `stays there: a CSR is waited for, used once, and its certificate handed over`()
        async throws
    {
        let night = try await Night.fiveYears()
        let host = try await night.value("SELECT host FROM subscription")
        #expect(try await outcome(night) == "reissue")
        #expect(
            try await night.run("ssl-admin", "certificate", "custody", "S-00007", "customer").status
                == 0)
        #expect(try await outcome(night) == "needs-csr")
        let csv = try await night.run("ssl-report", "certificates", "--csv", "-").output
        #expect(csv.contains(",needs-csr,"))

        let csr = try await request("first", [host], in: night)
        for _ in 1...2 {
            let kept = try await night.run(
                "ssl-admin", "certificate", "request", "S-00007", "--csr", csr)
            #expect(kept.status == 0 && kept.errors == "", "\(kept)")
        }
        #expect(try await outcome(night) == "reissue")
        let run = try await night.run("ssl-reissue")
        #expect(run.status == 0, "\(run)")
        try await expectHandedOver(night)

        // The key is used up: the next night that is due waits for another.
        let again = try await night.run(
            "ssl-admin", "certificate", "request", "S-00007", "--csr", csr)
        Explained(1, "the key of the CSR was used before", "with a new key", again: "never")
            .expect(again, of: "ssl-admin")
        let due = "2027-06-01T03:17:00Z"
        #expect(try await night.reissue(at: due).status == 0)
        #expect(try await outcome(night, at: due) == "needs-csr")
        #expect(try await night.sandbox.unrepeatable().count == 1)
    }

    private func expectHandedOver(_ night: Night) async throws {
        let lineage = try await night.lineage()
        #expect(
            try night.folder.names(in: lineage + "/1") == [
                "cert.pem", "chain.pem", "fullchain.pem", "request.csr",
            ])
        #expect(try await night.live() == "1")
        let certified = try await night.openssl(
            "x509", "-in", lineage + "/live/cert.pem", "-noout", "-pubkey")
        #expect(try await night.openssl("pkey", "-in", "first.key", "-pubout") == certified)
        #expect(
            try await night.rows(
                """
                SELECT key_place, version, keyless_version FROM certificate
                WHERE id = (SELECT certificate_id FROM subscription)
                """) == ["customer||1"])
        let number = try await night.value("SELECT new_number FROM issuance")
        let tasks = try await night.openTasks("cause")
        #expect(tasks == ["hand-over " + number], "\(tasks)")
        let pfx = try await night.run(
            "ssl-admin", "certificate", "export", number, "--format", "pfx", "--output",
            night.folder.file("x.pfx"))
        Explained(
            1, "the key of this certificate is the customer's", "as pem or zip", again: "never"
        )
        .expect(pfx, of: "ssl-admin")
        let zip = night.folder.file("x.zip")
        #expect(
            try await night.run(
                "ssl-admin", "certificate", "export", number, "--format", "zip", "--output", zip
            ).status == 0)
        #expect(try await night.openTasks("cause") == [])
    }

    @Test func `is refused where the CSR is not for this subscription or weak`() async throws {
        let night = try await Night.fiveYears()
        let host = try await night.value("SELECT host FROM subscription")
        let other = try await request("other", [host, "x." + host], in: night)
        let weak = try await request("weak", [host], "rsa", "1024", in: night)
        let curve = try await request("curve", [host], "ec", "P-521", in: night)
        _ = try await request("good", [host], in: night)  // It lies at a known place.
        let good = try night.folder.read("good.csr")
        let half = good.index(good.startIndex, offsetBy: good.count - 80)
        let letter = good[half] == "A" ? "B" : "A"
        let broken = try night.folder.write(
            good.replacingCharacters(in: half...half, with: letter), to: "broken.csr")
        let refusals = [
            (other, "the subscription is for \(host)", "exactly these names"),
            (weak, "its RSA key is shorter than 2048 bits", "RSA from 2048 bits"),
            (curve, "a key of an unknown kind", "P-256 or P-384"),
            (broken, "the text is not a certificate request", "a CSR in PEM"),
        ]
        for (file, what, remedy) in try refusals + noRequests(like: good, in: night) {
            Explained(1, what, remedy, again: "never").expect(
                try await night.run(
                    "ssl-admin", "certificate", "request", "S-00007", "--csr", file),
                of: "ssl-admin")
        }
        #expect(try await night.value("SELECT count(*) FROM customer_request") == "0")
        #expect(try await night.value("SELECT custody FROM subscription") == "here")
    }

    /// Files that hold no request, with what is said of each.
    private func noRequests(
        like good: String, in night: Night
    ) throws -> [(String, String, String)] {
        let lines = good.split(separator: "\n").map(String.init)
        let cut = lines.prefix(1) + lines.dropFirst(2)
        let key = good.replacing("CERTIFICATE REQUEST", with: "PRIVATE KEY")
        return [
            (
                try night.folder.write("no PEM\n", to: "text.csr"),
                "it has no whole block from BEGIN to END CERTIFICATE REQUEST", "a CSR in PEM"
            ),
            (
                try night.folder.write(key, to: "key.csr"), "it is a PRIVATE KEY", "a CSR in PEM"
            ),
            (
                try night.folder.write(cut.joined(separator: "\n") + "\n", to: "cut.csr"),
                "what is between BEGIN and END is damaged or cut short", "a CSR in PEM"
            ),
        ]
    }

    @Test func `never takes the place of a live pair`() async throws {
        let night = try await Night.fiveYears()
        #expect(try await night.run("ssl-reissue").status == 0)
        let host = try await night.value("SELECT host FROM subscription")
        let csr = try await request("second", [host], "rsa", "2048", in: night)
        let lineage = try await night.lineage()
        let own = night.folder.file(lineage + "/1/request.csr")
        Explained(1, "the key of the CSR was used before", "new key", again: "never").expect(
            try await night.run("ssl-admin", "certificate", "request", "S-00007", "--csr", own),
            of: "ssl-admin")
        let kept = try await night.run(
            "ssl-admin", "certificate", "request", "S-00007", "--csr", csr)
        #expect(kept.status == 0, "\(kept)")
        #expect(try await night.reissue(at: "2027-06-01T03:17:00Z").status == 0)
        #expect(try await night.rows("SELECT state FROM issuance") == ["stored", "stored"])
        #expect(try night.folder.names(in: lineage + "/2").contains("fullchain.pem"))
        #expect(try await night.live() == "1")
        let back = try await night.run(
            "ssl-admin", "certificate", "rollback", "S-00007", "--to", "2", "--yes",
            at: "2027-06-01T04:00:00Z")
        Explained(1, "version 2 has no key, and the live one has", "lose their key", again: "never")
            .expect(back, of: "ssl-admin")
        #expect(try await night.live() == "1")
    }
}
