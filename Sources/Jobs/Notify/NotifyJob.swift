import CertificateLedger
import Notices
import Settings
import Subscriptions
import Wording

/// ssl-notify: tells people what they must know and have not been told.
package struct NotifyJob {
    /// The notice at the window is the first and, for now, the only one of its kind.
    private static let firstThreshold = 0

    private let context: RunContext
    private let ledger: Ledger
    private let channel: any NoticeChannel
    private let templates: NoticeTemplates
    private let sender: MailAddress

    /// Runs the job for the subscriptions that are meant, and says with which status it ends.
    package static func run(
        _ context: RunContext, naming: NamingOptions, bounds: BoundOptions
    ) async throws -> ExitStatus {
        let narrowing = try naming.narrowing()
        guard !context.isDryRun else { return try plan(context, narrowing, bounds) }
        let lock = try context.takeLock()
        let ledger = try context.openLedger()
        let status = try await NotifyJob(context, ledger: ledger).run(narrowing, bounds)
        _ = consume lock  // Held until here.
        return status
    }

    private init(_ context: RunContext, ledger: Ledger) throws {
        let settings = context.configuration.settings
        self.context = context
        self.ledger = ledger
        templates = try NoticeTemplates(folder: settings.templates)
        let way = try NoticeSender(context)
        sender = way.from
        channel = way.channel
    }

    /// What a run for these subscriptions looks at.
    private static func selection(
        _ ledger: Ledger, _ context: RunContext, _ narrowing: Narrowing, before: Int?
    ) throws -> SelectionPass {
        let bases = SelectionBases(context.configuration, at: context.now, before: before)
        var pass = try SelectionPass(ledger: ledger, bases: bases, narrowing: narrowing)
        try pass.checkNames()
        pass.leaveToReissue()
        return pass
    }

    private func run(_ narrowing: Narrowing, _ bounds: BoundOptions) async throws -> ExitStatus {
        var pass = try Self.selection(ledger, context, narrowing, before: bounds.before)
        var record = try RunRecord(context, ledger: ledger)
        var sent = 0
        for decision in pass.decisions where decision.verdict.reason == .policyManual {
            guard sent < bounds.limit ?? .max else {
                record.note("left for the next run (--limit)", about: decision.subscription.id)
                continue
            }
            do {
                let isSent = try await tell(about: decision)
                if isSent {
                    sent += 1
                    pass.actedOn(decision, as: NoticeKind.certificateExpires.rawValue)
                }
                record.note(isSent ? "told" : "told before", about: decision.subscription.id)
            } catch {
                record.add([context.complain(error, about: decision.subscription.host)])
                record.note(error.words, about: decision.subscription.id)
            }
        }
        context.console.inform("\(sent) notices sent")
        return try record.end(pass, alarms: [])
    }

    /// Sends the notice of a subscription, once; false where it was sent before.
    private func tell(about decision: Decision) async throws -> Bool {
        let now = context.clock.now
        guard let key = try key(of: decision) else { return false }
        if let known = try ledger.notice(key), known.state != "claimed" {
            guard known.state == "sent" else {
                throw JobError.configuration(
                    what: "\(key.recipient.printable()) could not be told, and is not tried again",
                    remedy: "correct the address: import the subscription's mail anew")
            }
            return false
        }
        let notice = try ledger.claim(
            key, messageID: messageID(of: key), channel: type(of: channel).name, at: now)
        do throws(NoticeError) {
            // Composed anew from what is known now; the Message-ID stays that of the claim.
            let message = try Message(
                id: notice.messageID, from: sender, to: MailAddress(key.recipient), date: now,
                notice: templates.render(data(of: decision), language: nil).notice)
            _ = try await channel.deliver(message)  // The ledger keeps that it was handed over.
        } catch {
            let isLast = error.permanence == .permanent || notice.attempts >= 9
            try ledger.failed(
                notice, error: error.happened, next: isLast ? nil : now + 3_600)
            throw error
        }
        try ledger.sent(notice, at: now)
        return true
    }

    /// What makes the notice the same notice; nil where nobody can be told.
    private func key(of decision: Decision) throws -> NoticeKey? {
        let subscription = decision.subscription
        guard let certificate = subscription.certificate else { return nil }
        let module = context.configuration.modules.first { $0.name == subscription.moduleName }
        guard let recipient = subscription.mail ?? module?.settings.department else {
            throw JobError.configuration(
                what: "nobody is to be told: the subscription has no mail address and module"
                    + " \(subscription.moduleName.printable()) has no department",
                remedy: "import the customer's mail, or set Department")
        }
        return NoticeKey(
            subscription: subscription.id, certificate: certificate.id,
            kind: NoticeKind.certificateExpires.rawValue, threshold: NotifyJob.firstThreshold,
            recipient: recipient)
    }

    /// The same for the same notice, however often it is tried.
    private func messageID(of key: NoticeKey) -> String {
        let domain =
            context.configuration.settings.noticeFrom?
            .split(separator: "@").last.map(String.init) ?? "localhost"
        // FNV-1a: short, the same in every run, and another address is another message.
        let recipient = key.recipient.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        let parts = [key.kind, "\(key.subscription)", "\(key.certificate)", "\(key.threshold)"]
        return "\(parts.joined(separator: ".")).\(String(recipient, radix: 36))@\(domain)"
    }

    private func data(of decision: Decision) throws(NoticeError) -> NoticeData {
        let subscription = decision.subscription
        let expires = subscription.situation.certificate?.expiresOn
        return try NoticeData(
            .certificateExpires,
            [
                .reference: .text(subscription.reference), .host: .text(subscription.host),
                .names: .texts(subscription.names.split(separator: " ").map(String.init)),
                .expirationDate: .text(expires.map(\.description) ?? ""),
                .daysLeft: .number(decision.urgency?.daysLeft ?? 0),
                .paidUntil: .text(subscription.paidUntil.map(\.description) ?? ""),
                .seller: .text(sender.name.isEmpty ? sender.address : sender.name),
                .replyTo: .text(sender.address), .toStaff: .flag(subscription.mail == nil),
                .nothingToPay: .flag(true), .weInstall: .flag(false),
                .keyWithCustomer: .flag(false),
            ])
    }

    /// Who would be told, without telling anybody.
    private static func plan(
        _ context: RunContext, _ narrowing: Narrowing, _ bounds: BoundOptions
    ) throws -> ExitStatus {
        let ledger = try context.openLedger()
        let job = try NotifyJob(context, ledger: ledger)
        let pass = try selection(ledger, context, narrowing, before: bounds.before)
        var told = 0
        var details: [Int64: String] = [:]
        for decision in pass.decisions where decision.verdict.reason == .policyManual {
            guard let key = try? job.key(of: decision) else {
                details[decision.subscription.id] = "nobody to tell"
                continue
            }
            let isTold = try ledger.notice(key)?.state == "sent"
            let isLeft = told >= bounds.limit ?? .max
            details[decision.subscription.id] =
                isLeft
                ? "left for the next run (--limit)"
                : isTold ? "told before" : "would tell \(key.recipient)"
            if !isTold, !isLeft { told += 1 }
        }
        LockHolder.mention(context, program: context.program)
        return try DecisionOutput(context).show(pass, details: details)
    }
}
