import CertificateLedger
import Notices

/// What a run told and what it did not, line by line.
struct NoticeBook {
    private var kept: [NoticeLine] = []
    /// Subscriptions about which a message did not get through.
    private(set) var failures: Set<Int64> = []

    /// A message did not get through.
    mutating func fail(_ letter: NoticeLetter) {
        failures.formUnion(letter.items.compactMap(\.candidate.rows.subscription))
    }

    /// A message, with one line for each notice in it.
    mutating func add(
        _ letter: NoticeLetter, subject: String = "", detail: String, isTold: Bool = false
    ) {
        for item in letter.items {
            var line = NoticeLine(candidate: item.candidate)
            line.threshold = item.key.threshold
            line.recipient = letter.recipient
            line.subject = subject
            line.detail = detail
            line.isTold = isTold
            kept.append(line)
        }
    }

    /// What a plan leaves out, and why.
    mutating func add(_ plan: NoticePlan) {
        for note in plan.notes {
            var line = NoticeLine(candidate: note.candidate)
            line.recipient = note.recipient
            line.detail = note.reason
            kept.append(line)
        }
        for letter in plan.lost { add(letter, detail: "handed over twice without an answer") }
        for (candidate, _) in plan.failures {
            var line = NoticeLine(candidate: candidate)
            line.detail = "nobody to tell"
            kept.append(line)
        }
    }

    /// The lines with the decision about each, and one for each subscription without any.
    func lines(with pass: SelectionPass) -> [NoticeLine] {
        let decisions = Dictionary(
            pass.decisions.map { ($0.subscription.id, $0) }, uniquingKeysWith: { first, _ in first }
        )
        var named: Set<Int64> = []
        var lines = kept
        for place in lines.indices {
            guard let subscription = lines[place].subscription else { continue }
            named.insert(subscription)
            lines[place].decision = decisions[subscription]
        }
        for decision in pass.decisions where !named.contains(decision.subscription.id) {
            var line = NoticeLine()
            line.decision = decision
            lines.append(line)
        }
        return lines
    }

    /// What is worth saying about each subscription, for the run's own record.
    var details: [Int64: String] {
        kept.reduce(into: [:]) { details, line in
            guard let subscription = line.subscription, !line.detail.isEmpty else { return }
            let said = details[subscription].map { $0 + "; " } ?? ""
            guard said.utf8.count < 500 else { return }
            details[subscription] = said + line.detail
        }
    }
}
