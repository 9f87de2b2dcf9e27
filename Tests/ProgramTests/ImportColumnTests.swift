import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(2)))
struct `The columns of an import` {
    @Test func `are all read, or the file is refused`() async throws {
        let night = try await Night(RunningSandbox(certificates: 3))
        try await night.enrol()
        let before = try await night.rows("SELECT * FROM subscription")
        let list = try night.folder.write(
            "reference,host,names,certificate_id,order_date,years,policy,mail,renewal_certificate\n"
                + "S-9,www.new.test,,2244002,2026-05-11,1,auto,,7\n", to: "list.csv")
        let outcome = try await night.run("ssl-admin", "subscription", "import", list)
        Explained(
            78, "has a column renewal_certificate, which is not read; nothing was imported",
            "renewal_certificate_id", again: "never"
        ).expect(outcome, of: "ssl-admin")
        #expect(try await night.rows("SELECT * FROM subscription") == before)
    }
}
