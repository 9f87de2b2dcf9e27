import CertificateLedger
import Notices
import Settings
import Subscriptions
import Wording

/// One run of ssl-notify: what is planned is claimed, then handed over message by message.
struct NoticeRun {
    private let context: RunContext
    private let ledger: Ledger
    private let tasks: NoticeTasks
    private let collection: NoticeCollection
    private var delivery: NoticeDelivery
    private var pass: SelectionPass
    private var record: RunRecord
    private var book = NoticeBook()
    private var sent = 0
    /// What customers could not be told because of their addresses.
    private var refused: [NoticeCandidate] = []
    private var isBlocked = false

    /// A run for these subscriptions and kinds, through this way out.
    init(
        _ context: RunContext, ledger: Ledger, way: NoticeSender,
        narrowing: Narrowing = .everything,
        kinds: Set<NoticeKind> = [], before: Int? = nil,
        reach: @escaping @Sendable (NoticeDelivery.Step) throws -> Void = { _ in }
    ) throws {
        self.context = context
        self.ledger = ledger
        tasks = NoticeTasks(context, ledger: ledger)
        let templates = try NoticeTemplates(folder: context.configuration.settings.templates)
        delivery = NoticeDelivery(
            ledger: ledger, clock: context.clock, way: way, templates: templates, reach: reach)
        pass = try NotifyJob.selection(ledger, context, narrowing, before: before)
        record = try RunRecord(context, ledger: ledger)
        try tasks.review(templates)
        collection = NotifyJob.collection(ledger, context, pass, narrowing, kinds)
    }

    /// Tells what is to be told, and says with which status the run ends.
    mutating func run(_ bounds: NoticeBounds) async throws -> ExitStatus {
        var bounds = bounds
        for (kinds, error) in collection.errors {
            let about = kinds.map(\.rawValue).joined(separator: ", ")
            record.add([context.complain(error, about: about)])
        }
        var planner = NoticePlanner(context.configuration, ledger: ledger, at: context.now)
        try await carryOut(
            planner.plan(collection.candidates, isComplete: collection.isComplete), &bounds)
        if !refused.isEmpty, !isBlocked {
            // The department is told in the customer's place at once.
            let again = refused
            refused = []
            try await carryOut(planner.plan(again, isComplete: false), &bounds, isSecond: true)
        }
        context.console.inform("\(sent.counted("notice")) sent")
        for (subscription, detail) in book.details {
            record.note(
                detail, about: subscription, isFailure: book.failures.contains(subscription))
        }
        let (context, book) = (context, book)
        return try record.end(pass, alarms: []) {
            try NoticeOutput(context).show(book.lines(with: $0), $0)
        }
    }

    private mutating func carryOut(
        _ plan: NoticePlan, _ bounds: inout NoticeBounds, isSecond: Bool = false
    ) async throws {
        if !isSecond { book.add(plan) }
        for (candidate, error) in plan.failures {
            record.add([context.complain(error, about: candidate.about)])
        }
        for letter in plan.lost { try giveUp(letter) }
        try ledger.overtake(
            plan.vanished.map(\.id), because: "something more urgent is told, or its cause is gone")
        for rows in plan.announced { try ledger.announced(rows) }
        let claims = plan.claims()
        try ledger.claim(claims.claims, overtaking: claims.overtaken, at: context.now)
        let known = Dictionary(
            try ledger.openNotices().map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        for letter in plan.letters {
            if let reason = isBlocked ? "the channel does not work" : bounds.reasonToLeave() {
                book.add(letter, detail: reason)
                continue
            }
            let records = letter.items.compactMap { known[$0.key] }
            try note(await delivery.deliver(letter, records: records), letter)
        }
    }

    private mutating func note(_ result: NoticeDelivery.Result, _ letter: NoticeLetter) throws {
        let about = letter.items.first?.candidate.about ?? letter.recipient
        if result.isFailure { book.fail(letter) }
        switch result {
        case .sent:
            sent += 1
            book.add(letter, detail: "told", isTold: true)
            for item in letter.items {
                guard let subscription = item.candidate.rows.subscription else { continue }
                pass.tell(subscription, as: item.candidate.kind.rawValue)
            }
            try tasks.reached(letter)
        case .postponed(let error):
            book.add(letter, detail: error.happened)
            record.add([context.complain(error, about: about)])
        case .blocked(let error):
            isBlocked = true
            book.add(letter, detail: error.happened)
            context.console.complain(error, about: type(of: delivery.way.channel).name)
            record.add([ExitStatus(blocked: error)])
        case .failed(let error):
            book.add(letter, detail: error.happened)
            let isToCustomer = letter.items.contains(where: \.isToCustomer)
            // The task about a customer's address says it.
            record.add([isToCustomer ? .failed : context.complain(error, about: about)])
            try tasks.failed(letter, error)
            refused += letter.items.filter(\.isToCustomer).map(\.candidate)
        case .inDoubt(let error, let isLast):
            book.add(letter, detail: error.happened)
            record.add([context.complain(error, about: about)])
            if isLast { try tasks.lost(letter) }
        }
    }

    /// A message that was handed over twice, each time without an answer, is not tried again.
    private mutating func giveUp(_ letter: NoticeLetter) throws {
        book.fail(letter)
        try ledger.inDoubt(
            letter.records.map(\.id), error: "handed over twice without an answer", next: nil)
        context.console.complain(
            "\(letter.items.first?.key.kind ?? "a notice") to \(letter.recipient.printable()) was"
                + " handed over twice, and nobody knows whether it arrived; ask there",
            about: letter.items.first?.candidate.about ?? "")
        record.add([.failed])
        try tasks.lost(letter)
    }
}

extension NoticeDelivery.Result {
    /// Whether it did not get through.
    fileprivate var isFailure: Bool { if case .sent = self { false } else { true } }
}

extension NoticeItem {
    /// Whether it went to the customer himself.
    var isToCustomer: Bool { candidate.audience == .customer && !isToStaff }
}
