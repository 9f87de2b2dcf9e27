import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(2)))
struct `Names added to an order` {
    /// A certificate for four names, one of them bought; it is live.
    private func several() async throws -> Night {
        let night = try await Night.ordering(options: ["--balance", "1000.00"])
        let bought = try await night.order(
            ["buy", "--product", "SAN Certificate", "--years", "2", "--host", "a.new.test"]
                + ["--name", "b.new.test", "--name", "c.new.test", "--name", "d.new.test"]
                + ["--reference", "N-1"] + Night.agreed)
        // Two years of 21.99, and of one name at 11.65.
        #expect(bought.status == 0, "\(bought)")
        #expect(
            bought.errors.contains(
                "21.99 USD a year × 2 + 1 name more × 11.65 USD a year × 2 = 67.28 USD"))
        #expect(try await night.run("ssl-reissue").status == 0)
        return night
    }

    private func add(_ night: Night, _ names: [String]) async throws -> Outcome {
        try await night.order(["add-names", "N-1"] + names + Night.agreed)
    }

    @Test func `are paid once and held from the next certificate on`() async throws {
        let night = try await several()
        let added = try await add(night, ["e.new.test", "D.new.test", "f.new.test"])
        #expect(added.status == 0, "\(added)")
        #expect(added.errors.contains("2 names more × 11.65 USD a year × 2 = 46.60 USD"))
        #expect(
            try await night.value("SELECT names FROM subscription")
                == "a.new.test b.new.test c.new.test d.new.test e.new.test f.new.test")
        let again = try await night.order(
            ["add-names", "N-1", "e.new.test", "--verbose"] + Night.agreed)
        #expect(again.status == 0 && again.output.contains("has these names already"))
        #expect(try await night.sandbox.paid() == ["OK", "OK"])
        let next = try await night.run(
            "ssl-reissue", "N-1", "--force", "--reason", "names", "--yes")
        #expect(next.status == 0, "\(next)")
        #expect(try await night.rows("SELECT state FROM issuance") == ["stored", "stored"])
        let names = try await RunningProgram.run(
            "/usr/bin/openssl",
            [
                "x509", "-noout", "-ext", "subjectAltName", "-in",
                night.folder.file("store/a.new.test/live/cert.pem"),
            ])
        #expect(names.output.contains("f.new.test"), "\(names)")
    }

    @Test func `are renewed and paid with their order`() async throws {
        let night = try await several()
        #expect(try await add(night, ["e.new.test"]).status == 0)
        for day in ["2027-06-05", "2027-09-10", "2027-12-15", "2028-03-20", "2028-06-22"] {
            let moment = day + "T03:17:00Z"
            try await night.sandbox.move(to: moment)
            _ = try await night.run("ssl-scan", at: moment)  // Missed nights are its complaint.
            #expect(try await night.run("ssl-reissue", at: moment).status == 0)
        }
        let renewal = "2028-08-30T03:17:00Z"
        try await night.sandbox.move(to: renewal)
        _ = try await night.run("ssl-scan", at: renewal)  // As above.
        let renewed = try await night.order(
            ["renew", "N-1", "--years", "1"] + Night.agreed, at: renewal)
        #expect(renewed.status == 0, "\(renewed)")
        #expect(
            renewed.errors.contains(
                "26.99 USD a year × 1 + 2 names more × 11.65 USD a year × 1 = 50.29 USD"))
    }

    @Test func `of an order with room for them cost nothing`() async throws {
        let night = try await Night.ordering()
        let bought = try await night.order(
            ["buy", "--product", "SAN Certificate", "--years", "1", "--host", "a.new.test"]
                + ["--reference", "N-1"] + Night.agreed)
        #expect(bought.status == 0, "\(bought)")
        let added = try await night.order(
            ["add-names", "N-1", "b.new.test", "--verbose"] + Night.agreed)
        #expect(added.status == 0 && added.output.contains("nothing is to be paid"), "\(added)")
        #expect(try await night.value("SELECT names FROM subscription") == "a.new.test b.new.test")
        #expect(try await night.sandbox.paid() == ["OK"])
    }

    @Test func `whose answer was lost are found by their number`() async throws {
        let night = try await several()
        try await night.disturb("lostReply", RunningSandbox.addNames)
        let added = try await add(night, ["e.new.test"])
        #expect(added.status == 0, "\(added)")
        #expect(try await night.orders() == ["buy|bought", "add-names|bought"])
        #expect(try await night.value("SELECT names FROM subscription").hasSuffix(" e.new.test"))
        try await night.disturb("cut", RunningSandbox.addNames)
        #expect(try await add(night, ["f.new.test"]).status == 1)
        #expect(try await night.orders().last == "add-names|unknown")
        #expect(!(try await night.value("SELECT names FROM subscription")).contains("f.new"))
        #expect(try await add(night, ["f.new.test"]).status == 1)
        #expect(try await night.sandbox.paid().count == 3)
    }

    @Test(arguments: [
        (["*.new.test"], 64, "holds no wildcard"), (["no name"], 64, "is no name"),
        (["x.new.test", "x.new.test"], 64, "a name is twice"),
    ])
    func `that cannot be held are refused`(
        names: [String], status: Int32, text: String
    ) async throws {
        let night = try await several()
        let outcome = try await add(night, names)
        #expect(outcome.status == status && outcome.errors.contains(text), "\(outcome)")
        #expect(try await night.sandbox.paid() == ["OK"])
    }
}
