import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct `Hostile values of the ledger` {
    /// As SQLite writes it: a header of its own, a terminal's escape, a change of direction.
    private static let hostile =
        "char(13, 10) || 'Bcc: victim@example.org' || char(13, 10, 13, 10) || char(27) || '[2J'"
        + " || char(8238) || '<script>{{host}}'"

    /// The names of the headers of every mail, once each, as an independent parser reads them.
    private static let script = """
        import email, email.policy, glob, json, sys
        seen = {}
        for path in glob.glob(sys.argv[1] + "/*.eml"):
            m = email.message_from_binary_file(open(path, "rb"), policy=email.policy.default)
            assert not m.defects and len(list(m.iter_parts())) == 2
            text = "".join(p.get_content() for p in m.iter_parts()) + m["Subject"]
            assert "\\x1b" not in text and "\\u202e" not in text and "<script" not in m.get_body(
                ("html",)).get_content()
            seen[m["Message-ID"].split(".")[0][1:] + " " + m["To"]] = " ".join(m.keys())
        print(json.dumps(seen))
        """

    @Test func `stay what they are in each mail, and an address that is none gets nothing`()
        async throws
    {
        let night = try await Night(RunningSandbox(certificates: 3))
        try await night.enrolManual()
        try await night.alter(
            """
            UPDATE subscription SET host = host || \(Self.hostile), names = names || \(Self.hostile),
                reference = reference || \(Self.hostile), renew_url = 'https://a.test/' || \(Self.hostile);
            UPDATE subscription SET mail = 'it@a.test' || \(Self.hostile) WHERE id = 1;
            UPDATE subscription SET mail = 'it@b.test' WHERE id = 2;
            INSERT INTO task (cause, text, opened_at, subscription_id)
            SELECT 'refused 7', 'the CA says ' || \(Self.hostile), 1795144620, 3;
            """)
        let run = try await night.run("ssl-notify", "-v")
        // The address is no address: the department is told in the customer's place.
        #expect(run.status == 1, "\(run)")
        for text in [run.output, run.errors] {
            #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
            #expect(!text.contains("\r"))
        }
        let parsed = try await RunningProgram.run(
            "/usr/bin/python3", ["-c", Self.script, night.folder.file("outbox")])
        let seen = try JSONDecoder().decode([String: String].self, from: Data(parsed.output.utf8))
        let names = "From To Subject Date Message-ID Auto-Submitted MIME-Version Content-Type"
        #expect(Set(seen.values) == [names], "\(seen)")
        for line in [
            "certificate-expires staff@reseller.test", "certificate-expires it@b.test",
            "reissue-failed staff@reseller.test",
        ] {
            #expect(seen[line] != nil, "\(line) \(seen)")
        }
        #expect(!seen.keys.contains { $0.contains("victim") || $0.contains("it@a.test") })
    }
}
