import CertificateLedger
import Notices
import Settings
import Subscriptions
import Wording

/// Decides what of all that could be told is told now, to whom, and in which order.
struct NoticePlanner {
    /// Seconds that the limit of messages for an address looks back: a little less than a day, so
    /// that what a night sent leaves the next one its due.
    private static let day = IssuanceWorker.untilNextNight

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
    /// The causes of open tasks about customers' addresses.
    private var troubled: Set<String> = []

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
        troubled = Set(try ledger.openCauses(of: TaskKind.address.rawValue))
        for candidate in candidates { try consider(candidate) }
        try arrange()
        // What the channel did not take would hold up the others once more.
        plan.letters =
            plan.letters.filter { !$0.wasBlocked } + plan.letters.filter(\.wasBlocked)
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
            let recipients = try recipients(of: candidate, known)
            var isOver = choose(candidate, known, recipients)
            if candidate.audience == .customer, !recipients.isStaffInstead,
                isWaiting(candidate, known, recipients)
            {
                let staff = try usable(directory.staff(of: candidate), candidate, known)
                isOver = choose(candidate, known, staff) && isOver
            }
            if isOver, candidate.kind == .certificateReissued {
                plan.announced.append(candidate.rows)
            }
        } catch {
            plan.failures.append((candidate, error))
        }
    }

    /// Who is told: the department where the customer's address was of no use, the administrator
    /// where none of the department's was.
    private func recipients(
        of candidate: NoticeCandidate, _ known: [NoticeRecord]
    ) throws(JobError) -> NoticeRecipients {
        let recipients = try directory.recipients(of: candidate)
        guard candidate.audience == .customer, !recipients.isStaffInstead else {
            return try usable(recipients, candidate, known)
        }
        let failed = failed(candidate, known)
        guard recipients.addresses.contains(where: failed.contains) else { return recipients }
        return try usable(directory.staff(of: candidate), candidate, known)
    }

    /// Those of the staff whose addresses were of use for what would be told now.
    private func usable(
        _ recipients: NoticeRecipients, _ candidate: NoticeCandidate, _ known: [NoticeRecord]
    ) throws(JobError) -> NoticeRecipients {
        guard candidate.audience != .administrator else { return recipients }
        let failed = failed(candidate, known)
        func rest(of addresses: [String]) -> [String] { addresses.filter { !failed.contains($0) } }
        let left = rest(of: recipients.addresses)
        guard left.isEmpty, !recipients.addresses.isEmpty else {
            return NoticeRecipients(addresses: left, isStaffInstead: recipients.isStaffInstead)
        }
        let administrators = rest(of: directory.administrators)
        guard !administrators.isEmpty else {
            throw .configuration(
                what: "nobody can be told: no address of the department of"
                    + " \(candidate.module.printable()) takes mail",
                remedy: "correct Department, or set NoticeAdministrator")
        }
        return NoticeRecipients(
            addresses: administrators, isStaffInstead: recipients.isStaffInstead)
    }

    /// The addresses that were of no use for good for what would be told now.
    private func failed(_ candidate: NoticeCandidate, _ known: [NoticeRecord]) -> Set<String> {
        guard let most = candidate.reached.min() else { return [] }
        return Set(
            known.filter { $0.state == .failed && $0.key.threshold <= most }.map(\.key.recipient))
    }

    /// Whether the customer's address has been of no use for long for what is told now, so that
    /// the department hears of it beside him: a task says so, opened with the attempt.
    private func isWaiting(
        _ candidate: NoticeCandidate, _ known: [NoticeRecord], _ recipients: NoticeRecipients
    ) -> Bool {
        guard let most = candidate.reached.min(), let subscription = candidate.rows.subscription,
            troubled.contains("\(TaskKind.address.rawValue) \(subscription)")
        else { return false }
        return known.contains {
            $0.state == .claimed && $0.attempts > 0 && $0.handingAt == nil
                && $0.key.threshold == most && recipients.addresses.contains($0.key.recipient)
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
                    overtaking: overtaking,
                    isToStaff: candidate.audience == .customer && recipients.isStaffInstead,
                    doubtfulID: own.first {
                        $0.key.threshold == threshold && $0.state == .overtaken && $0.isDoubtful
                    }?.messageID)
                plan.vanished += item.overtakenKeys.compactMap { open.removeValue(forKey: $0) }
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
            let isShared = settings.isDigest && item.isToCustomer && item.doubtfulID == nil
            // A mail speaks one language.
            let language = item.candidate.subject?.language?.lowercased() ?? ""
            let digest = "\(item.key.recipient) \(language)"
            if isShared, let place = digests[digest] {
                letters[place].items.append(item)
                continue
            }
            if isShared { digests[digest] = letters.count }
            letters.append(
                NoticeLetter(
                    recipient: item.key.recipient, items: [item],
                    messageID: item.doubtfulID ?? ""))
        }
        return letters.map {
            let name = NoticeMessageID($0.items, claimedAt: now, domain: domain)
            return NoticeLetter(
                recipient: $0.recipient, items: $0.items,
                messageID: $0.messageID.isEmpty ? name.description : $0.messageID)
        }
    }

    /// A message goes, waits, or was handed over often enough.
    private mutating func admit(_ letter: NoticeLetter) throws {
        if letter.records.contains(where: \.isLost) {
            plan.lost.append(letter)
            return
        }
        let next = letter.records.compactMap(\.nextAttemptAt).max()
        var reason = next.flatMap { $0 > now ? "it is tried again from \($0)" : nil }
        if reason == nil {
            reason = try gate.postponement(
                of: letter.recipient, isUrgent: letter.isUrgent, isCounted: letter.isCounted
            ) {
                try ledger.messagesReceived(by: $0, since: now + -Self.day)
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
