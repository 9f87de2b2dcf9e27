import CertificateLedger
import Notices
import Wording

/// What comes of telling people that is work for people: addresses, templates, doubtful messages.
///
/// Only what customers should have been told opens a task: one about a message to the department
/// would be told to the department.
struct NoticeTasks {
    private let context: RunContext
    private let ledger: Ledger

    init(_ context: RunContext, ledger: Ledger) {
        self.context = context
        self.ledger = ledger
    }

    /// Opens a task for each of the operator's templates that cannot be used, and closes those of
    /// templates that can.
    func review(_ templates: NoticeTemplates) throws {
        var broken: Set<String> = []
        for file in templates.files {
            guard let problem = file.problem else { continue }
            let cause =
                "\(TaskKind.template.rawValue) \(file.path.split(separator: "/").last ?? "")"
            broken.insert(cause)
            try open(
                cause, "\(problem.happened); the shipped template is used instead",
                remedy: problem.remedy, NoticeRows())
        }
        for cause in try ledger.openCauses(of: TaskKind.template.rawValue)
        where !broken.contains(cause) {
            try ledger.closeTask(cause: cause, at: context.clock.now)
        }
    }

    /// A message was handed over: the customer's address is of use after all.
    func reached(_ letter: NoticeLetter) throws(LedgerError) {
        for item in letter.items where item.isToCustomer {
            guard let cause = Self.addressCause(item) else { continue }
            try ledger.closeTask(cause: cause, at: context.clock.now)
        }
    }

    /// A customer could not be told.
    func failed(_ letter: NoticeLetter, _ error: NoticeError) throws(LedgerError) {
        for item in letter.items where item.isToCustomer {
            guard let cause = Self.addressCause(item), let subject = item.candidate.subject else {
                continue
            }
            try open(
                cause,
                "\(subject.reference) \(subject.host): \(letter.recipient.printable()) could not"
                    + " be told (\(item.key.kind)): \(error.happened)",
                remedy: "correct the address", item.candidate.rows)
        }
    }

    /// Nobody knows whether a customer was told.
    func lost(_ letter: NoticeLetter) throws(LedgerError) {
        for item in letter.items where item.isToCustomer {
            guard let subject = item.candidate.subject else { continue }
            try open(
                "\(TaskKind.notice.rawValue) \(item.key.kind) \(item.key.topic)"
                    + " \(item.key.threshold)",
                "\(subject.reference) \(subject.host): nobody knows whether \(item.key.kind) to"
                    + " \(letter.recipient.printable()) arrived, and it is not tried again",
                remedy: "ask there", item.candidate.rows)
        }
    }

    private static func addressCause(_ item: NoticeItem) -> String? {
        item.candidate.rows.subscription.map { "\(TaskKind.address.rawValue) \($0)" }
    }

    private func open(
        _ cause: String, _ text: String, remedy: String, _ rows: NoticeRows
    ) throws(LedgerError) {
        let isNew = try ledger.openTask(
            cause: cause, text: text, module: rows.module, subscription: rows.subscription,
            at: context.clock.now)
        if isNew { context.console.complain("\(text); \(remedy)") }
    }
}
