import CertificateLedger
import Notices
import Settings
import Subscriptions

/// Decides what of all that could be told is told now, to whom, and in which order.
struct NoticePlanner {
    private let ledger: Ledger
    private let settings: NoticeSettings
    private let directory: NoticeDirectory
    private let domain: String
    private let now: Timestamp
    private var gate: NoticeGate
    private var plan = NoticePlan()
    /// What is claimed and has not been planned yet.
    private var open: [NoticeKey: NoticeRecord] = [:]
    private var items: [NoticeItem] = []

    /// A planner of one run.
    init(_ configuration: Configuration, ledger: Ledger, at now: Timestamp) {
        self.ledger = ledger
        self.now = now
        settings = configuration.settings.notices
        directory = NoticeDirectory(configuration)
        gate = NoticeGate(settings, at: now)
        domain =
            configuration.settings.noticeFrom?.split(separator: "@").last.map(String.init)
            ?? "localhost"
    }

    /// The plan for these candidates; with `isComplete` what is claimed and not among them is
    /// needed no more.
    mutating func plan(
        _ candidates: [NoticeCandidate], isComplete: Bool
    ) throws -> NoticePlan {
        plan = NoticePlan()
        items = []
        open = Dictionary(
            try ledger.openNotices().map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        for candidate in candidates { try consider(candidate) }
        try arrange()
        if isComplete, plan.failures.isEmpty {
            plan.vanished += open.values.sorted { $0.id < $1.id }
        }
        return plan
    }

    private mutating func consider(_ candidate: NoticeCandidate) throws {
        if let reason = candidate.silence(by: settings) {
            plan.notes.append(NoticeNote(candidate: candidate, recipient: "", reason: reason))
            if candidate.kind == .certificateReissued { plan.announced.append(candidate.rows) }
            return
        }
        let known = try ledger.notices(kind: candidate.kind.rawValue, topic: candidate.topic)
        do throws(JobError) {
            var recipients = try directory.recipients(of: candidate)
            if candidate.audience == .customer, !recipients.isStaffInstead,
                hasFailed(candidate, known, recipients)
            {
                recipients = try directory.staff(of: candidate)
            }
            let isOver = choose(candidate, known, recipients)
            if isOver, candidate.kind == .certificateReissued {
                plan.announced.append(candidate.rows)
            }
        } catch {
            plan.failures.append((candidate, error))
        }
    }

    /// Whether the customer's address was of no use for what would be told now.
    private func hasFailed(
        _ candidate: NoticeCandidate, _ known: [NoticeRecord], _ recipients: NoticeRecipients
    ) -> Bool {
        guard let most = candidate.reached.min() else { return false }
        return known.contains {
            $0.state == .failed && recipients.addresses.contains($0.key.recipient)
                && $0.key.threshold <= most
        }
    }

    /// Chooses what each recipient is told; whether there is nothing left to tell any of them.
    private mutating func choose(
        _ candidate: NoticeCandidate, _ known: [NoticeRecord], _ recipients: NoticeRecipients
    ) -> Bool {
        var isOver = true
        for address in recipients.addresses {
            let own = known.filter { $0.key.recipient == address }
            let told = Set(
                own.filter { [.sent, .failed, .unknown].contains($0.state) }.map(\.key.threshold))
            switch ThresholdChoice(reached: candidate.reached, told: told) {
            case .nothing: continue
            case .told:
                plan.notes.append(
                    NoticeNote(candidate: candidate, recipient: address, reason: "told before"))
            case .tell(let threshold, let overtaking):
                isOver = false
                let item = NoticeItem(
                    candidate: candidate,
                    key: NoticeKey(
                        kind: candidate.kind.rawValue, topic: candidate.topic,
                        threshold: threshold, recipient: address),
                    overtaking: overtaking, isToStaff: recipients.isStaffInstead)
                plan.vanished += item.overtakenKeys.compactMap { open.removeValue(forKey: $0) }
                // Its cause was gone and is back: it may have arrived before, all the same.
                if let doubtful = own.first(where: { $0.isBack(as: item.key) }) {
                    open[item.key] = doubtful
                }
                items.append(item)
            }
        }
        return isOver
    }
}

// Items become messages: those claimed before with their Message-ID, then new ones.
extension NoticePlanner {
    private mutating func arrange() throws {
        let sorted = items.enumerated().sorted { first, second in
            NoticeItem.isMoreUrgent(first.element, than: second.element)
                || (!NoticeItem.isMoreUrgent(second.element, than: first.element)
                    && first.offset < second.offset)
        }.map(\.element)
        var letters: [NoticeLetter] = []
        var places: [String: Int] = [:]
        var fresh: [NoticeItem] = []
        for item in sorted {
            guard let record = open.removeValue(forKey: item.key) else {
                fresh.append(item)
                continue
            }
            if let place = places[record.messageID] {
                letters[place].items.append(item)
                letters[place].records.append(record)
            } else {
                places[record.messageID] = letters.count
                letters.append(
                    NoticeLetter(
                        recipient: item.key.recipient, items: [item], messageID: record.messageID,
                        records: [record]))
            }
        }
        letters += self.letters(of: fresh)
        let doubtful = letters.filter(\.isInDoubt)
        for letter in doubtful + letters.filter({ !$0.isInDoubt }).sortedByUrgency() {
            try admit(letter)
        }
    }

    private func letters(of items: [NoticeItem]) -> [NoticeLetter] {
        var letters: [NoticeLetter] = []
        var digests: [String: Int] = [:]
        for item in items {
            let isShared =
                settings.isDigest && item.candidate.audience == .customer && !item.isToStaff
            if isShared, let place = digests[item.key.recipient] {
                letters[place].items.append(item)
                continue
            }
            if isShared { digests[item.key.recipient] = letters.count }
            letters.append(
                NoticeLetter(recipient: item.key.recipient, items: [item], messageID: ""))
        }
        return letters.map {
            NoticeLetter(
                recipient: $0.recipient, items: $0.items, messageID: messageID(of: $0.items))
        }
    }

    /// A message goes, waits, or was handed over often enough.
    private mutating func admit(_ letter: NoticeLetter) throws {
        if letter.records.contains(where: { $0.handingAt != nil && $0.doubts > 0 }) {
            plan.lost.append(letter)
            return
        }
        let next = letter.records.compactMap(\.nextAttemptAt).max()
        var reason = next.flatMap { $0 > now ? "it is tried again from \($0)" : nil }
        if reason == nil {
            reason = try gate.postponement(
                of: letter.recipient, isUrgent: letter.isUrgent, isCounted: letter.isCounted
            ) {
                try ledger.messagesReceived(by: $0, since: now + -86_400)
            }
        }
        guard let reason else {
            plan.letters.append(letter)
            return
        }
        plan.notes += letter.items.map {
            NoticeNote(candidate: $0.candidate, recipient: letter.recipient, reason: reason)
        }
    }

    /// The same for the same notices, however often they are tried.
    private func messageID(of items: [NoticeItem]) -> String {
        let words = items.flatMap { item in
            [item.key.kind, item.key.topic, "\(item.key.threshold)", item.key.recipient]
        }
        let name =
            items.count == 1
            ? "\(items[0].key.kind).\(items[0].key.topic).\(items[0].key.threshold)"
            : "digest.\(items.count)"
        let plain = name.prefix(120).map { character in
            character.isASCII && (character.isLetter || character.isNumber || character == ".")
                ? character : "-"
        }
        return "\(String(plain)).\(ShortHash(of: words))@\(domain)"
    }
}

extension NoticeRecord {
    /// Whether it was overtaken while nobody knew whether it had arrived.
    fileprivate func isBack(as key: NoticeKey) -> Bool {
        self.key == key && state == .overtaken && handingAt != nil
    }
}

extension [NoticeLetter] {
    /// Those with the most urgent notice first.
    fileprivate func sortedByUrgency() -> [NoticeLetter] {
        enumerated().sorted { first, second in
            guard let one = first.element.items.first, let other = second.element.items.first
            else { return first.offset < second.offset }
            if NoticeItem.isMoreUrgent(one, than: other) { return true }
            return !NoticeItem.isMoreUrgent(other, than: one) && first.offset < second.offset
        }.map(\.element)
    }
}
