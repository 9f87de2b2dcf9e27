import CertificateLedger
import Subscriptions
import Testing

@testable import Jobs

// What happens in a day.
extension NoticeWorld {
    /// What tasks begin with, some more often than others; one is no word of any program.
    private static let words = [
        "account demo", "account demo", "account demo", "balance-low demo", "balance-low demo",
        "balance-low demo", "balance-low demo", "gone demo", "hand-over", "issuance", "names",
        "not-enrolled demo", "order", "preflight", "refused", "removal", "rolled-back", "served",
        "silent", "term", "unowned demo", "unremoved", "unseen", "waiting", "zone", "weather",
    ]

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

    /// A new certificate where one lasts longer: within the order, else in the one that waits.
    private mutating func reissue(_ index: Int) throws {
        var subscription = subscriptions[index]
        let old = subscription.number
        let longest = today + Self.lifetime(on: today)
        // The CA cuts what goes beyond the order.
        var end = min(longest, subscription.orderEnd)
        var follower: [Int: Int] = [:]
        if end > subscription.expiresOn {
            rows[old] = row(subscription, status: "replaced")
            subscription.number = number(after: old)
            follower = [old: subscription.number]
        } else if let waiting = subscription.waiting {
            subscription.orderEnd = subscription.paidTo
            end = min(longest, subscription.orderEnd)
            subscription.number = waiting
            subscription.waiting = nil
        } else {
            return
        }
        subscription.earlier.append((old, subscription.expiresOn))
        subscription.issuedOn = today
        subscription.expiresOn = end
        subscription.isNews = true
        subscription.isWrong = false
        subscription.actsAt = Int.random(in: -6...9, using: &generator)
        rows[subscription.number] = row(subscription, status: "active")
        try scan(follower: follower)
        let before = subscription.certificate
        subscription.certificate = try current(of: subscription)
        try #require(subscription.certificate != before)
        subscriptions[index] = subscription
    }

    /// Some renew in time, some late, some never.
    private mutating func renew(_ index: Int) throws {
        let subscription = subscriptions[index]
        guard subscription.paidTo - today < 40, subscription.waiting == nil, index % 5 != 0,
            happens(onceIn: 25)
        else { return }
        let number = number(after: subscription.number)
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
        subscriptions[index].waiting = number
    }

    private mutating func hosts(_ index: Int) throws {
        let subscription = subscriptions[index]
        if happens(onceIn: subscription.isWrong ? 9 : 60) {
            let isWrong = !subscription.isWrong
            let shown = isWrong ? subscription.earlier.randomElement(using: &generator) : nil
            subscriptions[index].isWrong = isWrong
            subscriptions[index].shownNumber = shown?.number
            subscriptions[index].shownExpiresOn = shown?.expiresOn
            try look(subscriptions[index])
        } else if subscription.isWrong {
            try look(subscription)
        }
    }

    /// What ssl-scan sees at a host.
    private func look(_ subscription: Subscription) throws {
        let watches = try ledger.oldestLooks(limit: 1_000)
        let watch = try #require(watches.first { $0.subscription == subscription.row })
        let target = try #require(
            watch.targets.targets(names: watch.names, port: 443).first)
        let wrong: ServedState = subscription.shownNumber == nil ? .other : .old
        try ledger.looked(
            watch,
            [
                ServedObservation(
                    target: target, state: subscription.isWrong ? wrong : .served,
                    detail: "f\(subscription.shownNumber ?? 0)")
            ], tries: 0, next: nil, at: now)
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
        if happens(onceIn: 7), let cause = openCauses.randomElement(using: &generator) {
            openCauses.removeAll { $0 == cause }
            try ledger.closeTask(cause: cause, at: now)
        }
        guard happens(onceIn: 6) else { return }
        var cause = try #require(Self.words.randomElement(using: &generator))
        let isOfModule = cause.hasSuffix("demo")
        // An account has one balance and one key, and any number of everything else.
        if !["balance-low demo", "account demo"].contains(cause) {
            causes += 1
            cause += " \(causes)"
        }
        guard !openCauses.contains(cause) else { return }
        let subscription = subscriptions.randomElement(using: &generator)
        let isNew = try ledger.openTask(
            cause: cause, text: "to be done: \(cause)", module: module,
            subscription: isOfModule ? nil : subscription?.row, at: now)
        if isNew { openCauses.append(cause) }
    }
}
