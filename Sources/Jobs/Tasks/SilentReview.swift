import CertificateLedger
import Settings
import Subscriptions

/// Looks whether servers that did not answer an issuance do so by now, and closes their tasks.
///
/// The next issuance, which would see it too, may be months away.
struct SilentReview {
    /// What is not looked at by then is looked at in the next night.
    private static let timeLimit = Duration.seconds(120)

    private let context: RunContext
    private let ledger: Ledger

    init(_ context: RunContext, ledger: Ledger) {
        self.context = context
        self.ledger = ledger
    }

    /// Looks at the servers of every open task.
    func run() async throws {
        let tasks = try ledger.silentTasks()
        guard !tasks.isEmpty else { return }
        let settings = context.configuration.settings
        let names = settings.nameServer.map { ResolvedNames($0) }
        let deadline = RunDeadline(after: Self.timeLimit)
        for task in tasks where !deadline.isReached {
            let module = context.configuration.modules.first { $0.name == task.moduleName }
            let subject = PreflightSubject(task, on: context.now.day)
            let isAsked = !subject.bases(by: .cname).isEmpty || !subject.bases(by: .file).isEmpty
            guard isAsked else {
                // By mail no server of the names is asked any more.
                try ledger.closeTask(cause: task.cause, at: context.clock.now)
                continue
            }
            guard let names, let module, module.hasPublicNames(settings) else { continue }
            try await look(task, subject, names)
        }
    }

    private func look(
        _ task: SilentTask, _ subject: PreflightSubject, _ names: ResolvedNames
    ) async throws {
        let checks: [any PreflightCheck] = [ServersAgree(view: names), WebsiteAnswers(view: names)]
        for check in checks {
            switch await check.finding(about: subject) {
            case .passed: continue
            case .unknown: return
            case .failed(let text):
                _ = try ledger.openTask(  // It is open, and says what is so now.
                    cause: task.cause,
                    text: "\(task.reference) \(task.host): not seen everywhere: \(text), before the"
                        + " next time", module: task.module, subscription: task.subscription,
                    at: context.clock.now)
                return
            }
        }
        try ledger.closeTask(cause: task.cause, at: context.clock.now)
    }
}

extension PreflightSubject {
    /// The subscription of a task, as the checks look at it.
    fileprivate init(_ task: SilentTask, on day: Day) {
        self.init(
            id: task.subscription, reference: task.reference, host: task.host, names: task.names,
            choices: task.choices, product: task.product, reissuedOn: day)
    }
}
