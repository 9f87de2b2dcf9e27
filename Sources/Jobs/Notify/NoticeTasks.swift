import CertificateLedger
import Notices
import Wording

/// What comes of telling people that is work for people: addresses, templates, doubtful messages.
struct NoticeTasks {
    private let context: RunContext
    private let ledger: Ledger

    init(_ context: RunContext, ledger: Ledger) {
        self.context = context
        self.ledger = ledger
    }

    /// Opens a task for each of the operator's templates that cannot be used, and for their folder
    /// where it cannot be read; closes those whose cause is gone.
    func review(_ templates: NoticeTemplates) throws {
        var broken: Set<String> = []
        let folder = templates.folderProblem.map { ("folder", $0) }
        let files = templates.files.compactMap { file in
            file.problem.map { (Self.name(of: file.path), $0) }
        }
        for (name, problem) in [folder].compactMap(\.self) + files {
            let cause = "\(TaskKind.template.rawValue) \(name)"
            broken.insert(cause)
            try open([Self.template(cause, problem)])
        }
        try close(TaskKind.template, but: broken, where: templates.folderProblem == nil)
        let staff = NoticeDirectory(context.configuration).staff
        try close(.staff, but: Set(staff.map { "\(TaskKind.staff.rawValue) \($0)" }))
        let kept =
            try ledger.openNotices().map { Self.wordingCause($0.key) }
            + templates.files.map { "\(TaskKind.wording.rawValue) \(Self.name(of: $0.path))" }
        try close(.wording, but: Set(kept), where: templates.folderProblem == nil)
    }

    private func close(
        _ kind: TaskKind, but causes: Set<String>, where isKnown: Bool = true
    ) throws(LedgerError) {
        guard isKnown else { return }
        for cause in try ledger.openCauses(of: kind.rawValue) where !causes.contains(cause) {
            try ledger.closeTask(cause: cause, at: context.clock.now)
        }
    }

    /// Opens a task for a file of the operator's that did not fit the data of a notice; what the
    /// review names already is not named twice.
    func tell(_ flaw: NoticeError, _ templates: NoticeTemplates) throws(LedgerError) {
        guard case .template(let path, _, _) = flaw, !templates.problems.contains(flaw) else {
            return
        }
        try open([Self.template("\(TaskKind.wording.rawValue) \(Self.name(of: path))", flaw)])
    }

    private func open(_ tasks: [NoticeTask]) throws(LedgerError) {
        for task in tasks {
            let isNew = try ledger.openTask(
                cause: task.cause, text: task.text, module: task.rows.module,
                subscription: task.rows.subscription, at: context.clock.now)
            if isNew { say([task]) }
        }
    }

    /// Says what tasks are new.
    func say(_ tasks: [NoticeTask]) {
        for task in tasks { context.console.complain("\(task.text); \(task.remedy)") }
    }

    private static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? ""
    }

    private static func template(_ cause: String, _ problem: NoticeError) -> NoticeTask {
        NoticeTask(
            cause: cause, text: "\(problem.happened); the shipped template is used instead",
            remedy: problem.remedy)
    }
}

// What comes of single messages, which the ledger keeps together with what became of them.
extension NoticeTasks {
    /// What is done when a message was handed over: the addresses are of use, the words were found.
    static func settled(by letter: NoticeLetter) -> [String] {
        var causes = Set(letter.items.map { wordingCause($0.key) })
        for item in letter.items {
            causes.insert(
                item.isToCustomer ? addressCause(item) ?? "" : staffCause(letter.recipient))
        }
        return causes.filter { !$0.isEmpty }.sorted()
    }

    /// Somebody could not be told, and is not tried again.
    static func failed(_ letter: NoticeLetter, _ error: NoticeError) -> [NoticeTask] {
        addresses(letter, letter.items, error, "could not be told") + staff(letter, error)
    }

    /// A customer could not be told for so long that the department is told, too.
    static func waiting(
        _ letter: NoticeLetter, _ items: [NoticeItem], _ error: NoticeError
    ) -> [NoticeTask] {
        addresses(letter, items, error, "could not be told yet")
    }

    private static func addresses(
        _ letter: NoticeLetter, _ items: [NoticeItem], _ error: NoticeError, _ what: String
    ) -> [NoticeTask] {
        items.filter(\.isToCustomer).compactMap { item in
            guard let cause = addressCause(item), let subject = item.candidate.subject else {
                return nil
            }
            return NoticeTask(
                cause: cause,
                text: "\(subject.reference) \(subject.host): \(letter.recipient.printable())"
                    + " \(what) (\(item.key.kind)): \(error.happened)",
                remedy: "correct the address", rows: item.candidate.rows)
        }
    }

    /// The department's own addresses are everybody's: the other ones hear of one that is wrong.
    private static func staff(_ letter: NoticeLetter, _ error: NoticeError) -> [NoticeTask] {
        guard let item = letter.items.first(where: { !$0.isToCustomer }) else { return [] }
        let module =
            item.candidate.audience == .administrator ? nil : item.candidate.rows.module
        return [
            NoticeTask(
                cause: staffCause(letter.recipient),
                text: "\(letter.recipient.printable()) could not be told (\(item.key.kind)):"
                    + " \(error.happened)",
                remedy: "correct Department of the module, or NoticeAdministrator",
                rows: NoticeRows(module: module))
        ]
    }

    /// Nobody knows whether a customer was told.
    static func lost(_ letter: NoticeLetter) -> [NoticeTask] {
        letter.items.filter(\.isToCustomer).compactMap { item in
            guard let subject = item.candidate.subject else { return nil }
            return NoticeTask(
                cause: "\(TaskKind.notice.rawValue) \(item.key.kind) \(item.key.topic)"
                    + " \(item.key.threshold)",
                text: "\(subject.reference) \(subject.host): nobody knows whether"
                    + " \(item.key.kind) to \(letter.recipient.printable()) arrived, and it is not"
                    + " tried again",
                remedy: "ask there", rows: item.candidate.rows)
        }
    }

    /// A notice cannot be put into words; nothing is said of one that tells a task.
    static func unworded(_ item: NoticeItem, _ error: NoticeError) -> [NoticeTask] {
        guard item.candidate.kind != .taskOpened else { return [] }
        return [
            NoticeTask(
                cause: wordingCause(item.key),
                text: "\(item.candidate.about): \(item.key.kind) to"
                    + " \(item.key.recipient.printable()) cannot be put into words:"
                    + " \(error.happened)",
                remedy: error.remedy, rows: item.candidate.rows)
        ]
    }

    /// The cause of the task about a customer's address.
    static func addressCause(_ item: NoticeItem) -> String? {
        item.candidate.rows.subscription.map { "\(TaskKind.address.rawValue) \($0)" }
    }

    private static func staffCause(_ address: String) -> String {
        "\(TaskKind.staff.rawValue) \(address)"
    }

    private static func wordingCause(_ key: NoticeKey) -> String {
        "\(TaskKind.wording.rawValue) \(key.kind) \(key.topic)"
    }
}
