import CertificateLedger
import Notices
import Settings
import Subscriptions
import Wording

/// One run of ssl-notify: what is planned is claimed, then handed over message by message.
struct NoticeRun {
    /// From the customer to the department, to the administrator, and to nobody.
    private static let mostRounds = 3

    private let context: RunContext
    private let ledger: Ledger
    private let tasks: NoticeTasks
    private let collection: NoticeCollection
    private var delivery: NoticeDelivery
    private var pass: SelectionPass
    private var record: RunRecord
    private var book = NoticeBook()
    private var sent = 0
    /// What could not be told because of an address: somebody else may have to hear of it.
    private var missed: [NoticeCandidate] = []
    private var suspicion = NoticeSuspicion()

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
        // The department is told in the customer's place, or beside him, at once; and the
        // administrator where the department cannot be.
        for _ in 0..<Self.mostRounds where !missed.isEmpty && !suspicion.isBlocked {
            let again = missed
            missed = []
            try await carryOut(planner.plan(again, isComplete: false), &bounds, isSecond: true)
        }
        try settle()
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
        for letter in plan.lost { try giveUp(letter, letter.records) }
        try ledger.overtake(
            plan.vanished.map(\.id), because: "something more urgent is told, or its cause is gone")
        for rows in plan.announced { try ledger.announced(rows) }
        let claims = plan.claims()
        try ledger.claim(claims.claims, overtaking: claims.overtaken, at: context.now)
        let known = Dictionary(
            try ledger.openNotices().map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        var waiting: [NoticeLetter] = []
        for letter in plan.letters {
            if suspicion.waits(letter.recipient) {
                waiting.append(letter)
            } else {
                try await begin(letter, known, &bounds)
            }
        }
        for letter in waiting { try await begin(letter, known, &bounds) }
    }

    private mutating func begin(
        _ letter: NoticeLetter, _ known: [NoticeKey: NoticeRecord], _ bounds: inout NoticeBounds
    ) async throws {
        if let reason = suspicion.reasonToWait(letter.recipient) ?? bounds.reasonToLeave() {
            book.add(letter, detail: reason)
            return
        }
        let records = letter.items.compactMap { known[$0.key] }
        guard records.count == letter.items.count else {
            book.add(letter, detail: "told before")
            return
        }
        guard !records.contains(where: \.isLost) else { return try giveUp(letter, records) }
        try note(await delivery.deliver(letter, records: records), records)
    }
}

// What became of each message.
extension NoticeRun {
    private mutating func note(
        _ report: NoticeDelivery.Report, _ records: [NoticeRecord]
    ) throws {
        let letter = report.letter
        tasks.say(report.tasks)
        if let flaw = report.flaw { try tasks.tell(flaw, delivery.templates) }
        for (item, error) in report.left {
            book.add(letter.only([item]), detail: error.happened)
            record.add([context.complain(error, about: item.candidate.about)])
        }
        guard !letter.items.isEmpty else { return }
        let about = letter.items.first?.candidate.about ?? letter.recipient
        if report.result.isFailure { book.fail(letter) }
        switch report.result {
        case .sent:
            told(letter)
            try charge(suspicion.clear())
        case .blocked(let error):
            // Whether it says nothing of the letter is only known later.
            suspicion.add(
                NoticeSuspicion.Suspect(letter: letter, records: records, error: error))
        case .postponed(let error):
            suspicion.answer()
            book.add(letter, detail: error.happened)
            record.add([context.complain(error, about: about)])
            missed += letter.items.filter(\.isToCustomer).map(\.candidate)
        case .failed(let error):
            suspicion.answer()
            book.add(letter, detail: error.happened)
            let isSaid = !report.tasks.isEmpty || letter.items.contains(where: \.isToCustomer)
            // The task about the address says it.
            record.add([isSaid ? .failed : context.complain(error, about: about)])
            missed += letter.items.map(\.candidate)
        case .inDoubt(let error, _):
            suspicion.doubt(error)
            book.add(letter, detail: error.happened)
            record.add([context.complain(error, about: about)])
        }
    }

    private mutating func told(_ letter: NoticeLetter) {
        sent += 1
        book.add(letter, detail: "told", isTold: true)
        for item in letter.items {
            guard let subscription = item.candidate.rows.subscription else { continue }
            pass.tell(subscription, as: item.candidate.kind.rawValue)
        }
    }

    /// What the channel did not take counts as tried where it took something else.
    private mutating func charge(_ suspects: [NoticeSuspicion.Suspect]) throws {
        for suspect in suspects { try note(delivery.charge(suspect), suspect.records) }
    }

    /// At the end of a run: the channel is at fault, or those are that it did not take.
    private mutating func settle() throws {
        let (faulty, blocked, fault) = suspicion.end()
        try charge(faulty)
        for suspect in blocked { book.add(suspect.letter, detail: suspect.error.happened) }
        guard let error = fault else { return }
        context.console.complain(error, about: type(of: delivery.way.channel).name)
        record.add([ExitStatus(blocked: error)])
    }

    /// A message that was handed over twice, each time without an answer, is not tried again.
    private mutating func giveUp(_ letter: NoticeLetter, _ records: [NoticeRecord]) throws {
        book.fail(letter)
        let new = try ledger.inDoubt(
            records.map(\.id), error: "handed over twice without an answer", next: nil,
            opening: NoticeTasks.lost(letter), at: context.now)
        context.console.complain(
            "\(letter.items.first?.key.kind ?? "a notice") to \(letter.recipient.printable()) was"
                + " handed over twice, and nobody knows whether it arrived; ask there",
            about: letter.items.first?.candidate.about ?? "")
        record.add([.failed])
        tasks.say(new)
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
