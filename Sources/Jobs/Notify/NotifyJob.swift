import CertificateLedger
import Notices
import Settings
import Subscriptions
import Wording

/// ssl-notify: tells people what they must know and have not been told.
package struct NotifyJob {
    /// What a run is asked for.
    package struct Request: Sendable {
        /// The subscriptions that are meant.
        package var naming: NamingOptions
        /// How much is begun.
        package var bounds: BoundOptions
        /// Kinds, and for how long.
        package var options: NotifyOptions

        /// What the command line asks for.
        package init(naming: NamingOptions, bounds: BoundOptions, options: NotifyOptions) {
            self.naming = naming
            self.bounds = bounds
            self.options = options
        }
    }

    /// Runs the job for what is meant, and says with which status it ends.
    package static func run(
        _ context: RunContext, _ request: Request
    ) async throws -> ExitStatus {
        let narrowing = try request.naming.narrowing()
        let bounds = NoticeBounds(
            limit: request.bounds.limit, deadline: RunDeadline(after: request.options.runtime))
        let kinds = request.options.kinds
        guard !context.isDryRun else {
            let ledger = try context.openLedger()
            let way = try NoticeSender(context)
            LockHolder.mention(context, program: context.program)
            return try NoticeRehearsal(context, ledger: ledger, way: way)
                .run(narrowing, kinds, before: request.bounds.before, limit: bounds.limit)
        }
        let lock = try context.takeLock()
        let ledger = try context.openLedger()
        try context.checkClock(against: ledger)
        let way = try NoticeSender(context)
        var run = try NoticeRun(
            context, ledger: ledger, way: way, narrowing: narrowing, kinds: kinds,
            before: request.bounds.before)
        let status = try await run.run(bounds)
        _ = consume lock  // Held until here.
        return status
    }

    /// What a run for these subscriptions looks at.
    static func selection(
        _ ledger: Ledger, _ context: RunContext, _ narrowing: Narrowing, before: Int?
    ) throws -> SelectionPass {
        let bases = SelectionBases(context.configuration, at: context.now, before: before)
        var pass = try SelectionPass(ledger: ledger, bases: bases, narrowing: narrowing)
        try pass.checkNames()
        pass.leaveToReissue()
        return pass
    }

    /// All that could be told now.
    static func collection(
        _ ledger: Ledger, _ context: RunContext, _ pass: SelectionPass, _ narrowing: Narrowing,
        _ kinds: Set<NoticeKind>
    ) -> NoticeCollection {
        let basis = NoticeBasis(
            now: context.now, ledger: ledger, configuration: context.configuration, pass: pass)
        return NoticeCollection(basis, kinds: kinds, narrowing: narrowing)
    }
}

/// How much of what is planned a run begins.
struct NoticeBounds {
    /// So many messages at most.
    let limit: Int?
    /// Nothing after it.
    let deadline: RunDeadline
    private(set) var begun = 0

    init(limit: Int? = nil, deadline: RunDeadline = RunDeadline(after: nil)) {
        self.limit = limit
        self.deadline = deadline
    }

    /// Why the next message is left for the next run; nil where it is begun.
    mutating func reasonToLeave() -> String? {
        guard begun < limit ?? .max else { return "left for the next run (--limit)" }
        guard !deadline.isReached else { return "left for the next run (--max-runtime)" }
        begun += 1
        return nil
    }
}

/// A run that only shows: each message that would go, and each subscription that gets none.
struct NoticeRehearsal {
    private let context: RunContext
    private let ledger: Ledger
    private let way: NoticeSender

    init(_ context: RunContext, ledger: Ledger, way: NoticeSender) {
        self.context = context
        self.ledger = ledger
        self.way = way
    }

    /// Shows what a real run would begin with, and changes nothing.
    func run(
        _ narrowing: Narrowing, _ kinds: Set<NoticeKind>, before: Int?, limit: Int?
    ) throws -> ExitStatus {
        var pass = try NotifyJob.selection(ledger, context, narrowing, before: before)
        let collection = NotifyJob.collection(ledger, context, pass, narrowing, kinds)
        var planner = NoticePlanner(context.configuration, ledger: ledger, at: context.now)
        let plan = try planner.plan(collection.candidates, isComplete: collection.isComplete)
        let delivery = NoticeDelivery(
            ledger: ledger, clock: context.clock, way: way,
            templates: try NoticeTemplates(folder: context.configuration.settings.templates))
        var book = NoticeBook()
        var bounds = NoticeBounds(limit: limit)
        for letter in plan.letters {
            if let reason = bounds.reasonToLeave() {
                book.add(letter, detail: reason)
                continue
            }
            let wording = NoticeWording(letter.items, delivery.templates)
            for (item, error) in wording.left {
                book.add(letter.only([item]), detail: error.happened)
            }
            book.add(
                letter.only(wording.items), subject: wording.notice?.subject ?? "",
                detail: "would tell \(letter.recipient)", isTold: true)
            for item in wording.items {
                guard let subscription = item.candidate.rows.subscription else { continue }
                pass.tell(subscription, as: item.candidate.kind.rawValue)
            }
        }
        book.add(plan)
        for (_, error) in collection.errors {
            context.console.complain((error as? any ExplainedError)?.explanation ?? error.words)
        }
        return try NoticeOutput(context).show(book.lines(with: pass), pass)
    }
}
