import CertificateLedger
import DNS
import Foundation
import Settings
import Subscriptions
import Wording

/// Looks ahead, by ssl-scan, at whether the next certificate of a subscription will be validated.
///
/// It looks at what has less than twice its window left. What fails is a task, opened once and
/// closed when it is gone; it is never a reason not to reissue.
struct Preflight {
    /// The first word of the causes of its tasks.
    private static let cause = "preflight"
    /// Subscriptions looked at together: each waits for name servers far away.
    private static let atOnce = 16
    /// What is not looked at by then is next night.
    private static let timeLimit = Duration.seconds(600)

    /// What one check found, as the cause and the text of a task.
    private struct Report: Sendable {
        let cause: String
        let finding: PreflightFinding
        let subject: PreflightSubject
        let isShared: Bool
    }

    /// A subscription to look at, and what its task is about.
    fileprivate struct Candidate {
        let subject: PreflightSubject
        let reference: String
        let module: Int64
        let moduleName: String
    }

    private let context: RunContext
    private let ledger: Ledger
    private let names: ResolvedNames?

    init(_ context: RunContext, ledger: Ledger) {
        self.context = context
        self.ledger = ledger
        names = context.configuration.settings.nameServer.map { ResolvedNames($0) }
    }

    /// Every check, in the order of what is found most quickly.
    private func checks(ofModule name: String) -> [any PreflightCheck] {
        let settings = context.configuration.settings
        let here: [any PreflightCheck] = [
            HookExecutable(rules: settings.validation),
            PlacesUsable(rules: settings.validation), MailApproval(),
        ]
        let module = context.configuration.modules.first { $0.name == name }
        guard let names, let module, module.hasPublicNames(settings) else { return here }
        return here + [
            IssuerPermitted(view: names), NamesResolve(view: names), ServersAgree(view: names),
            WebsiteAnswers(view: names),
        ]
    }

    /// Looks at all that is near, and opens and closes tasks.
    func run() async throws {
        let candidates = try candidates()
        let reports = await reports(
            about: candidates.map { ($0.subject, checks(ofModule: $0.moduleName)) })
        let byID = Dictionary(candidates.map { ($0.subject.id, $0) }, uniquingKeysWith: { $1 })
        var open: Set<String> = []
        for report in reports {
            switch report.finding {
            case .passed: continue
            case .unknown: open.insert(report.cause)
            case .failed(let text):
                guard open.insert(report.cause).inserted, let about = byID[report.subject.id] else {
                    continue
                }
                try openTask(report, text, about)
            }
        }
        for cause in try ledger.openCauses(of: Preflight.cause) where !open.contains(cause) {
            try ledger.closeTask(cause: cause, at: context.clock.now)
        }
    }

    private func openTask(_ report: Report, _ text: String, _ about: Candidate) throws {
        let isNew = try ledger.openTask(
            cause: report.cause,
            text: report.isShared ? text : "\(about.reference) \(about.subject.host): \(text)",
            module: about.module, subscription: report.isShared ? nil : about.subject.id,
            at: context.clock.now)
        guard isNew else { return }
        context.console.complain(
            "the next validation would fail: \(text)",
            about: report.isShared ? "" : about.subject.host)
    }

    /// Subscriptions with policy auto whose certificate has less than twice its window left.
    private func candidates() throws(LedgerError) -> [Candidate] {
        let bases = SelectionBases(context.configuration, at: context.now)
        let today = bases.now.day
        var found: [Candidate] = []
        let horizon = { (widest: Int?) in today + 2 * (bases.horizon(widest: widest) - today) }
        _ = try ledger.considered(on: today, horizon: horizon) {  // Its counts are the run's.
            if let candidate = Candidate(bases.decide($0), on: today) { found.append(candidate) }
        }
        return found
    }

    private func reports(
        about subjects: [(PreflightSubject, [any PreflightCheck])]
    ) async -> [Report] {
        let deadline = RunDeadline(after: Preflight.timeLimit)
        var all: [[Report]] = Array(repeating: [], count: subjects.count)
        await withTaskGroup(of: (Int, [Report]).self) { group in
            for (index, (subject, checks)) in subjects.enumerated() {
                if index >= Preflight.atOnce, let done = await group.next() {
                    all[done.0] = done.1
                }
                context.console.progress(
                    "looking ahead, \(index + 1) of \(subjects.count): \(subject.host)")
                let isLate = deadline.isReached
                group.addTask {
                    (index, await Preflight.look(at: subject, checks, isLate: isLate))
                }
            }
            for await done in group { all[done.0] = done.1 }
        }
        context.console.endProgress()
        return all.flatMap(\.self)
    }

    private static func look(
        at subject: PreflightSubject, _ checks: [any PreflightCheck], isLate: Bool
    ) async -> [Report] {
        var reports: [Report] = []
        for check in checks {
            let key = check.key(of: subject)
            reports.append(
                Report(
                    cause: "\(cause) \(type(of: check).name) \(key)",
                    finding: isLate ? .unknown : await check.finding(about: subject),
                    subject: subject, isShared: key != "\(subject.id)"))
        }
        return reports
    }
}

extension Preflight.Candidate {
    /// A subscription that ssl-reissue acts on before long; nil for all others.
    fileprivate init?(_ decision: Decision, on today: Day) {
        let subscription = decision.subscription
        let situation = subscription.situation
        guard let certificate = situation.certificate, certificate.status == .active,
            decision.policy.policy == .auto, let urgency = decision.urgency,
            let window = decision.effectiveWindow, urgency.daysLeft < 2 * window,
            decision.verdict.reason.map(Self.isNear) ?? true,
            certificate.expiresOn < situation.chainEnd
        else { return nil }
        subject = PreflightSubject(
            id: subscription.id, reference: subscription.reference, host: subscription.host,
            names: subscription.names.split(separator: " ").map(String.init),
            choices: ValidationChoices(
                method: subscription.method, further: subscription.choices),
            product: subscription.product,
            reissuedOn: max(today, certificate.expiresOn - window))
        reference = subscription.reference
        module = subscription.module
        moduleName = subscription.moduleName
    }

    /// Whether a subscription that is skipped for this reason is acted on later.
    private static func isNear(_ reason: Reason) -> Bool {
        [.outsideWindow, .inFlight, .backoff, .needsCSR].contains(reason)
    }
}
