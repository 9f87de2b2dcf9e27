import CertificateLedger
import Notices
import Subscriptions
import TestSupport
import Testing

@testable import Jobs

/// A seller with a few subscriptions whose years pass, in a real ledger and without any CA.
struct NoticeWorld {
    static let staff = "staff@reseller.test"
    static let administrator = "root@reseller.test"

    /// A subscription as the world itself knows it.
    struct Subscription {
        let reference: String
        let host: String
        let isManual: Bool
        var mail: String?
        var number: Int
        var issuedOn: Day
        var expiresOn: Day
        var paidTo: Day
        var row: Int64 = 0
        var certificate: Int64 = 0
        /// The certificate before the current one, and when it ends.
        var oldExpiresOn: Day?
        /// Whether its current certificate came into force since the enrolment.
        var isNews = false
        /// Whether a host shows another certificate.
        var isWrong = false
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
    private var nextNumber = 1
    private var rows: [Int: ListedCertificate] = [:]
    private var openCauses: [String] = []
    private var causes = 0

    init(
        seed: UInt64, start: Day, count: Int, settings: String = "",
        department: String = NoticeWorld.staff, age: Int? = nil, mail: String? = nil
    ) throws {
        generator = SeededNumbers(seed: seed)
        folder = try TemporaryFolder()
        let root = folder.path
        try folder.write(
            """
            Ledger \(root)/ledger.sqlite
            Store \(root)/store
            Outbox \(root)/outbox
            Templates \(root)/templates
            Log \(root)/pmnamecheap.log
            NoticeFrom ssl@reseller.test
            NoticeAdministrator \(Self.administrator)
            NoticeCap 0
            ServedCheck off
            \(settings)

            """, to: "ssl-ledger.conf")
        try folder.write(
            """
            Module Namecheap
            Name demo
            Department \(department)
            Username demo
            APIKey none
            ClientIP 127.0.0.1
            Endpoint http://127.0.0.1:9/
            MinimalBalance 20

            """, to: "modules.d/demo.conf")
        configuration = try Configuration(
            path: folder.file("ssl-ledger.conf"), ledger: nil, environment: [:])
        ledger = try Ledger(path: folder.file("ledger.sqlite"), access: .readWrite)
        today = start
        module = try ledger.module(named: "demo").id
        for index in 0..<count { try begin(index, age: age, mail: mail) }
    }

    var now: Timestamp { Timestamp(startOf: today) + 11_820 }

    /// Whether something happens whose chance is one in so many.
    mutating func happens(onceIn days: Int) -> Bool {
        Int.random(in: 0..<days, using: &generator) == 0
    }

    private mutating func begin(_ index: Int, age: Int?, mail: String?) throws {
        let number = nextNumber
        nextNumber += 1
        let issued = today - (age ?? Int.random(in: 0..<90, using: &generator))
        let ordered = issued - (index % 2 == 0 ? 250 : 0)
        var subscription = Subscription(
            reference: "S-\(number)", host: "www\(number).harbour-demo.test",
            isManual: index % 2 == 0,
            mail: index % 4 == 3 ? nil : mail ?? "it\(number)@harbour-demo.test",
            number: number, issuedOn: issued, expiresOn: issued + 100,
            paidTo: ordered.adding(years: 1 + index % 2))
        rows[number] = row(subscription, status: "active")
        try scan()
        var enrolment = Enrolment(
            reference: subscription.reference, host: subscription.host, names: [subscription.host],
            number: number, orderedOn: ordered, years: 1 + index % 2,
            method: subscription.isByMail ? "email" : "cname", folder: "folder-\(number)")
        enrolment.policy = subscription.isManual ? .manual : .auto
        enrolment.mail = subscription.mail
        let outcome = try ledger.enrol(
            enrolment, module: module, schedule: .forum, at: now)
        try #require(outcome == .added)
        subscriptions.append(subscription)
        try scan()
        subscription = subscriptions[index]
        let row = try row(of: subscription.reference)
        subscription.row = try #require(row)
        subscription.certificate = try current(of: subscription)
        subscriptions[index] = subscription
    }

    private func row(of reference: String) throws -> Int64? {
        try ledger.choices(reference: reference)?.id
    }

    private func current(of subscription: Subscription) throws -> Int64 {
        let subject = try ledger.noticeSubject(subscription.row, on: today)
        return try #require(subject?.certificate)
    }

    private func row(_ subscription: Subscription, status: String) -> ListedCertificate {
        ListedCertificate(
            number: subscription.number, status: status, host: subscription.host,
            product: "positivessl", years: 1, purchasedOn: subscription.issuedOn,
            expiresOn: subscription.expiresOn, providerOrder: "")
    }

    /// What ssl-scan does: the list, and the details of what changed.
    private func scan(follower: [Int: Int] = [:]) throws {
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
                _ = try ledger.record(details, of: found, module: module, at: now)
            }
        }
    }
}

// What happens in a day.
extension NoticeWorld {
    /// Lets a day pass.
    mutating func live() throws {
        for index in subscriptions.indices {
            let left = subscriptions[index].expiresOn - today
            if left <= (subscriptions[index].isManual ? subscriptions[index].actsAt : 9) {
                try reissue(index)
            }
            try renew(index)
            try hosts(index)
            try issuances(index)
        }
        try tasks()
        let run = try ledger.beginRun(program: "ssl-scan", at: now + -600)
        try ledger.endRun(
            run, accounts: RunAccounts(), outcomes: [], exitCode: 0, at: now + -300)
    }

    private mutating func reissue(_ index: Int) throws {
        var subscription = subscriptions[index]
        let old = subscription.number
        rows[old] = row(subscription, status: "replaced")
        subscription.oldExpiresOn = subscription.expiresOn
        // The number decides who proves control by mail: it stays as it is in that respect.
        nextNumber += 1
        while nextNumber % 3 != old % 3 { nextNumber += 1 }
        subscription.number = nextNumber
        subscription.issuedOn = today
        subscription.expiresOn = today + 100
        subscription.isNews = true
        subscription.isWrong = false
        subscription.actsAt = Int.random(in: -6...9, using: &generator)
        rows[nextNumber] = row(subscription, status: "active")
        try scan(follower: [old: nextNumber])
        subscription.certificate = try current(of: subscription)
        subscriptions[index] = subscription
    }

    /// Some renew in time, some late, some never.
    private mutating func renew(_ index: Int) throws {
        let subscription = subscriptions[index]
        guard subscription.paidTo - today < 40, index % 5 != 0, happens(onceIn: 25) else { return }
        nextNumber += 1
        while nextNumber % 3 != subscription.number % 3 { nextNumber += 1 }
        let number = nextNumber
        rows[number] = ListedCertificate(
            number: number, status: "newrenewal", host: subscription.host, product: "positivessl",
            years: 1, purchasedOn: today, expiresOn: nil, providerOrder: "")
        try scan()
        var enrolment = Enrolment(
            reference: subscription.reference, host: subscription.host, names: [subscription.host],
            number: subscription.number, orderedOn: subscription.issuedOn, years: 1,
            method: subscription.isByMail ? "email" : "cname", folder: "unused")
        enrolment.policy = subscription.isManual ? .manual : .auto
        enrolment.mail = subscription.mail
        enrolment.renewalNumber = number
        let outcome = try ledger.enrol(enrolment, module: module, schedule: .forum, at: now)
        if case .refused = outcome { return }
        let subject = try ledger.noticeSubject(subscription.row, on: today)
        subscriptions[index].paidTo = try #require(subject?.paidTo)
    }

    private mutating func hosts(_ index: Int) throws {
        let subscription = subscriptions[index]
        guard happens(onceIn: subscription.isWrong ? 9 : 60) else { return }
        let isWrong = !subscription.isWrong
        let watches = try ledger.oldestLooks(limit: 1_000)
        let watch = try #require(watches.first { $0.subscription == subscription.row })
        let target = try #require(
            watch.targets.targets(names: watch.names, port: 443).first)
        try ledger.looked(
            watch,
            [
                ServedObservation(
                    target: target, state: isWrong ? .old : .served, detail: "f0")
            ], tries: 0, next: nil, at: now)
        subscriptions[index].isWrong = isWrong
    }

    /// Now and then an issuance waits for a mailbox, and is given up later.
    private mutating func issuances(_ index: Int) throws {
        let subscription = subscriptions[index]
        if let issuance = subscription.issuance {
            guard happens(onceIn: 6) else { return }
            try ledger.failed(
                ledger.issuance(issuance), error: "given up", backoffUntil: now, failures: 1,
                at: now)
            subscriptions[index].issuance = nil
            return
        }
        guard subscription.isByMail, !subscription.isManual, happens(onceIn: 50) else { return }
        let id = try ledger.plan(
            .reissue, subscription: subscription.row, number: subscription.number, at: now)
        let version = try ledger.largestVersion(subscription: subscription.row) + 1
        let issuance = try ledger.issuance(id)
        try ledger.prepared(
            issuance, version: version, keyHash: "p\(id)", csr: "csr", at: now)
        try ledger.submitting(issuance, at: now)
        // Far above every number of the list, which it is never in.
        try ledger.submitted(
            ledger.issuance(id), number: 900_000 + Int(id), tokens: [], at: now)
        subscriptions[index].issuance = id
    }

    private mutating func tasks() throws {
        if happens(onceIn: 15), let cause = openCauses.randomElement(using: &generator) {
            openCauses.removeAll { $0 == cause }
            try ledger.closeTask(cause: cause, at: now)
        }
        guard happens(onceIn: 12) else { return }
        let words = ["balance-low demo", "account demo", "refused", "gone demo", "hand-over"]
        var cause = try #require(words.randomElement(using: &generator))
        if !cause.hasSuffix("demo") || cause.hasPrefix("gone") {
            causes += 1
            cause += " \(causes)"
        }
        guard !openCauses.contains(cause) else { return }
        let isOfModule = cause.hasSuffix("demo")
        let subscription = subscriptions.randomElement(using: &generator)
        let isNew = try ledger.openTask(
            cause: cause, text: "to be done: \(cause)", module: module,
            subscription: isOfModule ? nil : subscription?.row, at: now)
        if isNew { openCauses.append(cause) }
    }
}
