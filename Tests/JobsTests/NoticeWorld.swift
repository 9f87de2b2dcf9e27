import CertificateLedger
import Notices
import Subscriptions
import TestSupport
import Testing

@testable import Jobs

/// A seller with a few subscriptions whose years pass, in a real ledger and without any CA.
struct NoticeWorld {
    /// The department, each of whose addresses gets a message of its own.
    static let department = [staff, "night-desk@reseller.test"]
    static let staff = "staff@reseller.test"
    static let administrator = "root@reseller.test"

    /// A subscription as the world itself knows it.
    struct Subscription {
        let reference: String
        let host: String
        let isManual: Bool
        let mail: String?
        /// The administrator's address in the details of each of its certificates.
        let administrator: String?
        var number: Int
        var issuedOn: Day
        var expiresOn: Day
        /// The end of the order of the current certificate.
        var orderEnd: Day
        /// The end of what is paid, a renewal included.
        var paidTo: Day
        /// A renewal that is paid and not activated.
        var waiting: Int?
        /// Kinds that nobody is to be told of.
        var silenced: Set<NoticeKind> = []
        var row: Int64 = 0
        var certificate: Int64 = 0
        /// The certificates before the current one, and when each ends.
        var earlier: [(number: Int, expiresOn: Day)] = []
        /// Whether its current certificate came into force since the enrolment.
        var isNews = false
        /// Whether a host shows another certificate.
        var isWrong = false
        /// The number of the one it shows; nil for one that is none of the subscription's.
        var shownNumber: Int?
        /// When that one ends; nil for one that is none of the subscription's.
        var shownExpiresOn: Day?
        /// When a customer who has to act does so, in days left.
        var actsAt = 5
        /// The issuance that waits for a mailbox.
        var issuance: Int64?
        /// Whether it proves control by mail.
        var isByMail: Bool { number % 3 == 0 }
    }

    let folder: TemporaryFolder
    let configuration: Configuration
    let ledger: Ledger
    let module: Int64
    var subscriptions: [Subscription] = []
    var today: Day
    var generator: SeededNumbers
    var nextNumber = 1
    var rows: [Int: ListedCertificate] = [:]
    var openCauses: [String] = []
    var causes = 0
    private var administrators: [Int: String] = [:]

    /// Subscriptions whose certificates end in so many days, or at random; further settings, the
    /// department's addresses, and one address for all customers.
    init(
        seed: UInt64, start: Day, count: Int, settings: String = "",
        department: String = NoticeWorld.department.joined(separator: ", "), left: Int? = nil,
        mail: String? = nil
    ) throws {
        generator = SeededNumbers(seed: seed)
        folder = try TemporaryFolder()
        configuration = try .ofReseller(
            in: folder,
            """
            NoticeCap 0
            NoticeOff paid-period-ends www8.*
            ServedCheck off
            \(settings)
            """, department: department, module: "MinimalBalance 20")
        ledger = try Ledger(path: folder.file("ledger.sqlite"), access: .readWrite)
        today = start
        module = try ledger.module(named: "demo").id
        for index in 0..<count { try begin(index, left: left, mail: mail) }
    }

    var now: Timestamp { Timestamp(startOf: today) + 11_820 }

    /// Whether something happens whose chance is one in so many.
    mutating func happens(onceIn days: Int) -> Bool {
        Int.random(in: 0..<days, using: &generator) == 0
    }

    private mutating func begin(_ index: Int, left: Int?, mail: String?) throws {
        let number = nextNumber
        nextNumber += 1
        let issued =
            left.map { today + $0 - 100 } ?? today - Int.random(in: 0..<90, using: &generator)
        let ordered = issued - (index % 2 == 0 ? 250 : 0)
        let paidTo = ordered.adding(years: 1 + index % 2)
        var subscription = Subscription(
            reference: "S-\(number)", host: "www\(number).harbour-demo.test",
            isManual: index % 2 == 0,
            mail: index % 4 == 3 ? nil : mail ?? "it\(number)@harbour-demo.test",
            administrator: index % 8 == 7 ? "boss\(number)@harbour-demo.test" : nil,
            number: number, issuedOn: issued,
            expiresOn: left.map { today + $0 } ?? min(issued + Self.lifetime(on: issued), paidTo),
            orderEnd: paidTo,
            paidTo: paidTo)
        administrators[number] = subscription.administrator
        rows[number] = row(subscription, status: "active")
        try scan()
        var enrolment = Enrolment(
            reference: subscription.reference, host: subscription.host, names: [subscription.host],
            number: number, orderedOn: ordered, years: 1 + index % 2,
            method: subscription.isByMail ? "email" : "cname", folder: "folder-\(number)")
        enrolment.policy = subscription.isManual ? .manual : .auto
        enrolment.mail = subscription.mail
        let outcome = try ledger.enrol(enrolment, module: module, schedule: .forum, at: now)
        try #require(outcome == .added)
        subscriptions.append(subscription)
        try scan()
        subscription = subscriptions[index]
        let row = try row(of: subscription.reference)
        subscription.row = try #require(row)
        subscription.certificate = try current(of: subscription)
        try silence(index, &subscription)
        subscriptions[index] = subscription
    }

    /// Some want to hear less.
    private func silence(_ index: Int, _ subscription: inout Subscription) throws {
        if index == 7 { subscription.silenced = [.paidPeriodEnds] }  // NoticeOff above.
        guard index == 2 else { return }
        subscription.silenced = [.certificateReissued, .notServed]
        var change = SubscriptionChange()
        change.silenced = "certificate-reissued,not-served"
        let changed = try ledger.change(change, reference: subscription.reference, at: now)
        try #require(changed?.count == 1)
    }

    /// How long a certificate of that day lasts; a day less than the CA/Browser Forum allows.
    static func lifetime(on day: Day) -> Int {
        switch day.description {
        case ..<"2027-03-15": 199
        case ..<"2029-03-15": 99
        default: 46
        }
    }

    private func row(of reference: String) throws -> Int64? {
        try ledger.choices(reference: reference)?.id
    }

    func current(of subscription: Subscription) throws -> Int64 {
        let subject = try ledger.noticeSubject(subscription.row, on: today)
        return try #require(subject?.certificate)
    }

    func row(_ subscription: Subscription, status: String) -> ListedCertificate {
        ListedCertificate(
            number: subscription.number, status: status, host: subscription.host,
            product: "positivessl", years: 1, purchasedOn: subscription.issuedOn,
            expiresOn: subscription.expiresOn, providerOrder: "")
    }

    /// The number of the subscription's next certificate.
    mutating func number(after old: Int) -> Int {
        // The number decides who proves control by mail: it stays as it is in that respect.
        nextNumber += 1
        while nextNumber % 3 != old % 3 { nextNumber += 1 }
        administrators[nextNumber] = administrators[old]
        return nextNumber
    }

    /// What ssl-scan does: the list, and the details of what changed.
    func scan(follower: [Int: Int] = [:]) throws {
        try ledger.beginList(module: module, at: now)
        let all = rows.values.sorted { $0.number < $1.number }
        try ledger.keep(all, module: module, nextPage: 2, total: all.count)
        _ = try ledger.finishList(module: module, at: now)
        for _ in 0..<3 {
            for found in try ledger.certificatesToRead(module: module, limit: 100) {
                guard let listed = rows[found.number] else { continue }
                var details = CertificateDetails(status: CertificateStatus(listed.status))
                details.issuedOn = listed.purchasedOn
                details.expiresOn = listed.expiresOn
                details.notAfter = listed.expiresOn.map { Timestamp(startOf: $0) + 3_600 }
                details.fingerprint = "f\(found.number)"
                details.keyHash = "k\(found.number)"
                details.replacedBy = follower[found.number]
                details.administratorMail = administrators[found.number]
                _ = try ledger.record(details, of: found, module: module, at: now)
            }
        }
    }
}
