import CertificateLedger
import Subscriptions
import TestSupport
import Testing

/// A ledger in a folder of its own with one module.
struct LedgerFixture {
    let folder: TemporaryFolder
    let ledger: Ledger
    let module: Int64
    let now: Timestamp
    let today: Day

    init() throws {
        folder = try TemporaryFolder()
        ledger = try Ledger(path: folder.file("ledger.sqlite"), access: .readWrite)
        now = try #require(Timestamp(iso: "2026-11-23T03:00:00Z"))
        today = now.day
        module = try ledger.module(named: "demo").id
    }

    /// A row of the list: active, ending in so many days.
    func listed(
        _ number: Int, host: String = "www.harbour-demo.test", status: String = "active",
        daysLeft: Int? = 9
    ) -> ListedCertificate {
        ListedCertificate(
            number: number, status: status, host: host, product: "positivessl", years: 2,
            purchasedOn: today - 191, expiresOn: daysLeft.map { today + $0 },
            providerOrder: "118\(number)")
    }

    /// Reads a complete list of these rows.
    @discardableResult
    func list(_ rows: [ListedCertificate], at moment: Timestamp? = nil) throws -> ListSummary {
        let moment = moment ?? now
        try ledger.beginList(module: module, at: moment)
        try ledger.keep(rows, module: module, nextPage: 2, total: rows.count)
        return try ledger.finishList(module: module, at: moment)
    }

    /// Enrols a subscription of two years with a certificate of that number.
    @discardableResult
    func enrol(
        _ number: Int, reference: String? = nil, host: String = "www.harbour-demo.test",
        renewal: Int? = nil, reads: Bool = true
    ) throws -> EnrolmentOutcome {
        var enrolment = Enrolment(
            reference: reference ?? "S-\(number)", host: host, names: [host], number: number,
            orderedOn: today - 191, years: 2, method: "cname", folder: "folder-\(number)")
        enrolment.renewalNumber = renewal
        let outcome = try ledger.enrol(enrolment, module: module, schedule: .forum, at: now)
        for row in try ledger.certificatesToRead(module: module, limit: 100) where reads {
            let listed = try considered(within: 400).first { $0.id == row.subscription }
            guard let certificate = listed?.situation.certificate,
                certificate.status == .unknown("unread")
            else { continue }
            var details = CertificateDetails(status: .active)
            details.expiresOn = certificate.expiresOn
            details.notAfter = Timestamp(startOf: certificate.expiresOn) + 3_600
            _ = try ledger.record(details, of: row, module: module, at: now + -60)
        }
        return outcome
    }

    /// What is looked at one by one up to a horizon of so many days.
    func considered(within days: Int = 10) throws -> [ConsideredSubscription] {
        var found: [ConsideredSubscription] = []
        let horizon: (Int?) -> Day = { _ in today + days }
        _ = try ledger.considered(on: today, horizon: horizon) { found.append($0) }
        return found
    }
}
