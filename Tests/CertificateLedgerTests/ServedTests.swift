import CertificateLedger
import GRDB
import Subscriptions
import Testing

@Suite struct `What hosts serve` {
    private let hook = "/usr/local/bin/deploy"

    /// A subscription whose reissue is stored and live: certificate 2 after certificate 1.
    private func reissued(_ fixture: LedgerFixture, targets: [String]) throws {
        try fixture.list([fixture.listed(1)])
        try fixture.enrol(1)
        let subscription = try #require(try fixture.considered().first)
        try reissue(fixture, subscription.id, old: 1, number: 2, targets: targets)
    }

    private func reissue(
        _ fixture: LedgerFixture, _ subscription: Int64, old: Int, number: Int, targets: [String]
    ) throws {
        let (ledger, now) = (fixture.ledger, fixture.now)
        let id = try ledger.plan(
            .reissue, subscription: subscription, number: old, at: now)
        try ledger.prepared(
            ledger.issuance(id), version: number, keyHash: "aa", csr: "csr", at: now)
        try ledger.submitting(ledger.issuance(id), at: now)
        try ledger.submitted(ledger.issuance(id), number: number, tokens: [], at: now)
        var delivery = Delivery(
            issuedOn: fixture.today, notAfter: now + 199 * 86_400, fingerprint: "f\(number)")
        delivery.deploymentTargets = targets
        try ledger.stored(ledger.issuance(id), delivery, at: now)
    }

    private func deploy(_ fixture: LedgerFixture) throws {
        for deployment in try fixture.ledger.pendingDeployments() {
            try fixture.ledger.deployed(deployment, output: "done", at: fixture.now)
        }
    }

    private func seen(
        _ state: ServedState, at target: String = "www.harbour-demo.test:443"
    ) throws -> ServedObservation {
        ServedObservation(
            target: try #require(ServedTarget(target)), state: state, detail: "detail")
    }

    private func exposures(_ fixture: LedgerFixture) throws -> [Exposure] {
        try fixture.ledger.exposures(horizon: fixture.today + 30)
    }

    @Test func `is looked for when the last deployment of a certificate is done`() throws {
        let fixture = try LedgerFixture()
        try reissued(fixture, targets: [hook, "unit nginx.service"])
        let ledger = fixture.ledger
        let pending = try ledger.pendingDeployments()
        try ledger.deployed(try #require(pending.first), at: fixture.now)
        #expect(try ledger.waitingToBeSeen(limit: 9).isEmpty)
        #expect(try ledger.oldestLooks(limit: 9).map(\.isDeployed) == [false])
        try ledger.deployed(try #require(pending.last), at: fixture.now + 5)
        let watch = try #require(try ledger.waitingToBeSeen(limit: 9).first)
        #expect(watch.isDeployed && watch.lookAt == fixture.now + 5)
        #expect(watch.number == 2 && watch.fingerprint == "f2")
        #expect(watch.targets == .names && watch.names == ["www.harbour-demo.test"])
    }

    @Test func `is known everywhere only when every target was seen`() throws {
        let fixture = try LedgerFixture()
        try reissued(fixture, targets: [hook])
        try deploy(fixture)
        let ledger = fixture.ledger
        let watch = try #require(try ledger.waitingToBeSeen(limit: 9).first)
        #expect(try ledger.servedEverywhere(certificate: watch.certificate) == nil)
        let mail = "mail.harbour-demo.test:25 starttls smtp"
        try ledger.looked(
            watch, [seen(.served), seen(.old, at: mail)], tries: 1, next: fixture.now + 60,
            at: fixture.now + 1)
        #expect(try ledger.servedEverywhere(certificate: watch.certificate) == nil)
        let waiting = try #require(try ledger.waitingToBeSeen(limit: 9).first)
        #expect(waiting.isWrong && waiting.tries == 1 && waiting.lookAt == fixture.now + 60)
        try ledger.looked(
            waiting, [seen(.served), seen(.served, at: mail)], tries: 0, next: nil,
            at: fixture.now + 70)
        #expect(
            try ledger.servedEverywhere(certificate: watch.certificate) == fixture.now + 70)
        #expect(try ledger.waitingToBeSeen(limit: 9).isEmpty)
    }

    @Test func `forgets a target that is not asked any more`() throws {
        let fixture = try LedgerFixture()
        try reissued(fixture, targets: [hook])
        try deploy(fixture)
        let ledger = fixture.ledger
        let watch = try #require(try ledger.waitingToBeSeen(limit: 9).first)
        let gone = try seen(.unreachable, at: "gone.harbour-demo.test:443")
        try ledger.looked(watch, [seen(.served), gone], tries: 1, next: nil, at: fixture.now)
        try ledger.looked(watch, [seen(.served)], tries: 0, next: nil, at: fixture.now + 1)
        #expect(try ledger.servedEverywhere(certificate: watch.certificate) == fixture.now + 1)
    }

    @Test func `is asked of whom a person names, at once`() throws {
        let fixture = try LedgerFixture()
        try reissued(fixture, targets: [hook])
        try deploy(fixture)
        let ledger = fixture.ledger
        let watch = try #require(try ledger.waitingToBeSeen(limit: 9).first)
        try ledger.looked(
            watch, [seen(.unreachable)], tries: 3, next: fixture.now + 86_400, at: fixture.now)
        let targets = try #require(ServedTargets("mail.harbour-demo.test:25 starttls smtp"))
        #expect(
            try ledger.setServed(targets, reference: "S-1", at: fixture.now + 9) == true)
        #expect(try ledger.setServed(targets, reference: "S-1", at: fixture.now) == false)
        #expect(try ledger.setServed(targets, reference: "S-9", at: fixture.now) == nil)
        let waiting = try #require(try ledger.waitingToBeSeen(limit: 9).first)
        #expect(waiting.targets == targets && waiting.lookAt == fixture.now + 9)
        #expect(waiting.tries == 0 && waiting.earlier == [])
    }

    @Test func `is looked at in turn, what was never looked at first`() throws {
        let fixture = try LedgerFixture()
        try fixture.list((1...3).map { fixture.listed($0, host: "h\($0).harbour-demo.test") })
        for number in 1...3 {
            try fixture.enrol(number, host: "h\(number).harbour-demo.test", reads: false)
        }
        for row in try fixture.ledger.certificatesToRead(module: fixture.module, limit: 9) {
            var details = CertificateDetails(status: .active)
            details.expiresOn = fixture.today + 9
            details.notAfter = fixture.now + 9 * 86_400
            details.fingerprint = "f\(row.number)"
            _ = try fixture.ledger.record(
                details, of: row, module: fixture.module, at: fixture.now)
        }
        let ledger = fixture.ledger
        #expect(try ledger.oldestLooks(limit: 2).map(\.number) == [1, 2])
        let all = try ledger.oldestLooks(limit: 9)
        for (place, watch) in all.enumerated() {
            let moment = fixture.now + Int64([30, 10, 20][place])
            try ledger.looked(watch, [], tries: 0, next: nil, at: moment)
        }
        #expect(try ledger.oldestLooks(limit: 9).map(\.number) == [2, 3, 1])
    }

    @Test func `leaves the certificate before it exposed until it is deployed`() throws {
        let fixture = try LedgerFixture()
        try reissued(fixture, targets: [hook])
        let waiting = try #require(try fixture.ledger.pendingDeployments().first)
        try fixture.ledger.deploymentFailed(
            waiting, error: "no such host", next: fixture.now + 60, at: fixture.now)
        let exposure = try #require(try exposures(fixture).first)
        #expect(exposure.replaced == 1 && exposure.number == 2)
        #expect(exposure.expiresOn == fixture.today + 9)
        #expect(exposure.pending == "\(hook): no such host")
        #expect(try fixture.ledger.exposures(horizon: fixture.today + 8).isEmpty)
        try deploy(fixture)
        #expect(try exposures(fixture).isEmpty)
    }

    @Test(arguments: [
        (ServedState.old, true), (.unreachable, true), (.other, false), (.served, false),
    ])
    func `decides about what nothing deploys`(state: ServedState, isExposed: Bool) throws {
        let fixture = try LedgerFixture()
        try reissued(fixture, targets: [])
        #expect(try exposures(fixture).isEmpty, "nothing is known of it")
        let watch = try #require(try fixture.ledger.oldestLooks(limit: 1).first)
        try fixture.ledger.looked(watch, [seen(state)], tries: 1, next: nil, at: fixture.now)
        #expect(try exposures(fixture).map(\.replaced) == (isExposed ? [1] : []))
        guard isExposed else { return }
        try fixture.ledger.looked(watch, [seen(.served)], tries: 0, next: nil, at: fixture.now)
        #expect(try exposures(fixture).isEmpty)
    }

    @Test func `keeps the one in use exposed while one replacement follows another`() throws {
        let fixture = try LedgerFixture()
        try reissued(fixture, targets: [hook])
        let subscription = try #require(try fixture.considered(within: 300).first)
        try reissue(fixture, subscription.id, old: 2, number: 3, targets: [hook])
        #expect(try exposures(fixture).map(\.replaced) == [1])
        #expect(try exposures(fixture).map(\.number) == [3])
        #expect(try fixture.ledger.pendingDeployments().map(\.number) == [3])
    }

    @Test func `follows the settings with what waits to be deployed`() throws {
        let fixture = try LedgerFixture()
        try reissued(fixture, targets: ["/wrong", "unit nginx.service"])
        let ledger = fixture.ledger
        try ledger.retarget(ledger.pendingDeployments(), to: ["/right", "unit nginx.service"])
        #expect(
            try ledger.pendingDeployments().map(\.target) == ["unit nginx.service", "/right"])
        try ledger.retarget(ledger.pendingDeployments(), to: ["/wrong"])
        #expect(try ledger.pendingDeployments().map(\.target) == ["/wrong"])
        #expect(try ledger.waitingToBeSeen(limit: 1).isEmpty)
        try deploy(fixture)
        #expect(try ledger.waitingToBeSeen(limit: 1).count == 1)
        let queue = try DatabaseQueue(path: ledger.path)
        let kept = try queue.read {
            try String.fetchAll(
                $0, sql: "SELECT state || ' ' || output FROM deployment ORDER BY id")
        }
        #expect(kept == ["deployed done", "overtaken ", "overtaken "])
    }

    @Test func `is shown in the report, the worst of all targets`() throws {
        let fixture = try LedgerFixture()
        try reissued(fixture, targets: [hook])
        /// The oldest look, what was seen worst, and whether it is deployed.
        func shown() throws -> [String] {
            var cells: [String] = []
            let names = try fixture.ledger.columns(of: .certificates)
            try fixture.ledger.report(.certificates, on: fixture.today) { row in
                let looks = try row.number(#require(names.firstIndex(of: "looks")))
                cells += [looks.map { "\($0 / 4)" } ?? "never", looks.map { "\($0 % 4)" } ?? "-"]
                cells.append(try row.text(#require(names.firstIndex(of: "deployed"))) ?? "-")
            }
            return cells
        }
        let now = "\(fixture.now.seconds)"
        #expect(try shown() == ["never", "-", "pending"])
        try deploy(fixture)
        let watch = try #require(try fixture.ledger.waitingToBeSeen(limit: 1).first)
        try fixture.ledger.looked(
            watch, [seen(.served), seen(.unreachable, at: "a.test:443")], tries: 1, next: nil,
            at: fixture.now)
        #expect(try shown() == [now, "2", "deployed"])
        try fixture.ledger.looked(
            watch, [seen(.old), seen(.other, at: "a.test:443")], tries: 1, next: nil,
            at: fixture.now)
        #expect(try shown() == [now, "0", "deployed"])
    }
}
