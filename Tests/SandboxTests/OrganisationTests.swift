import TestSupport
import Testing

@testable import Sandbox

@Suite struct `An organisation` {
    private static let company = [
        ("AdminOrganizationName", "Quay Demo Ltd"), ("AdminAddress1", "1 Quay"),
        ("AdminCity", "Porto"), ("AdminStateProvince", "Porto"), ("AdminCountry", "PT"),
        ("AdminPostalCode", "4000"), ("CompanyIncorporationCountry", "PT"),
    ]

    /// A world without subscriptions.
    private func world(_ folder: TemporaryFolder, checks: Bool) throws -> World {
        var settings = try OfflineNamecheap.settings(folder: folder.path, certificates: 0)
        settings.clock = ClockOrder("2026-11-23T09:00:00Z")
        settings.organisationChecks = checks
        var dice = Dice(seed: 7)
        let place = try StateFolder(path: folder.path)
        let authority = try Authority.open(folder: place, dice: &dice)
        let account = try StartUpAccount.make(
            subscriptions: 0, now: Moment(seconds: 1_800_000_000), margin: 0, authority: authority)
        return World(
            settings: settings, authority: authority, state: try StateFile(folder: place),
            account: account)
    }

    @Test(arguments: [
        ("High Assurance SSL", true, Row.Status.purchased), ("EV SSL", true, .purchased),
        ("EV SSL", false, .active), ("Standard SSL", true, .active),
    ])
    func `that is new waits for a check when the sandbox is told so`(
        product: String, checks: Bool, status: Row.Status
    ) async throws {
        let folder = try TemporaryFolder()
        let world = try world(folder, checks: checks)
        let id = await world.sell(product)
        try await world.activate(id, "quay-demo.test", Self.company)
        await world.look(at: [id])
        #expect(await world.status(of: id) == status)
        guard status == .purchased else { return }
        let reason = await world.looks.entries[id]?.reason
        #expect(reason == "the organisation Quay Demo Ltd is not validated yet")
        #expect(await world.control("approve-organisation", id) == 200)
        #expect(await world.status(of: id) == .active)
        // The next order of the same organisation needs no check.
        let next = await world.sell(product)
        try await world.activate(next, "pier-demo.test", Self.company)
        await world.look(at: [next])
        #expect(await world.status(of: next) == .active)
        #expect(await world.control("approve-organisation", next) == 400)
    }

    @Test(arguments: [(397, "active"), (399, "purchased")])
    func `is not checked again for a reissue within the reuse`(
        days: Int, state: String
    ) async throws {
        try await OfflineNamecheap.run(OfflineNamecheap.set(\.organisationChecks, to: true)) {
            namecheap async throws in
            let id = try namecheap.id { $0[0] == "S-00003" }
            let text = try #require(try await namecheap.row(id)["termEnd"] as? String)
            let start = try #require(Moment(iso: text)).adding(years: -2)
            let moved = try await namecheap.control(
                "POST", "clock", body: start.adding(days: days).iso)
            #expect(moved.status == 200)
            let (_, submitted) = try await namecheap.reissue(
                "S-00003", CustomerKey(), organisation: "Harbour Demo GmbH")
            let new = try #require(submitted.attribute("ID"))
            try await namecheap.publishAliases(of: submitted)
            #expect(try await namecheap.state(new) == state)
            guard state == "purchased" else { return }
            // Control of the name is known meanwhile; the organisation alone is waited for.
            #expect(try await namecheap.pending(new)?.names.map(\.isShown) == [true])
            let approved = try await namecheap.control("POST", "approve-organisation?id=\(new)")
            #expect(approved.text == "{\"status\":\"active\"}\n")
        }
    }

    @Test func `may be reused for as long as the day's rules say`() {
        let schedule = ValiditySchedule()
        for (day, days) in [("2026-03-14", 825), ("2026-03-15", 398), ("2029-03-15", 398)] {
            let step = Moment(iso: day).map { schedule.step(at: $0) }
            #expect(step?.organisationReuse == days, "\(day)")
        }
    }
}

extension World {
    /// Adds a bought certificate that is not activated, and gives its id.
    fileprivate func sell(_ name: String) -> Int {
        let product = Product.all.first { $0.name == name } ?? Product.all[0]
        let order = holdings.addOrder(product, years: 2, purchased: clock.now)
        let position = holdings.addRow(.newPurchase, order: order, names: [])
        listing.insert(position, into: holdings)
        return holdings.rows[position].id
    }

    /// Activates a certificate for a name whose control is known.
    fileprivate func activate(
        _ id: Int, _ name: String, _ company: [(String, String)]
    ) async throws {
        validations[name] = clock.now
        let fields = [
            ("CertificateID", String(id)), ("CSR", try CustomerKey().request([name])),
            ("DNSDCValidation", "true"),
        ]
        let results = try await perform(SSLActivate(), Fields(fields + company))
        #expect(results.count == 1)
    }

    fileprivate func status(of id: Int) -> Row.Status? {
        holdings.position(of: id).map { holdings.rows[$0].status }
    }

    /// The status of a request to the control.
    fileprivate func control(_ path: String, _ id: Int) async -> Int {
        await ControlService.answer(
            HTTPRequest(
                method: "POST", target: "/control/\(path)?id=\(id)", contentType: nil, body: "",
                peer: "127.0.0.1", host: "127.0.0.1", origin: ""),
            in: self
        ).status
    }
}
