extension World {
    /// How many days a certificate runs that is issued for too short a time.
    private static let shortTerm = 30

    /// Lets the CA look once at every row that waits.
    func checkPending() {
        for id in pending.sorted() { check(id) }
    }

    /// Lets the CA look once at one row; issues it when control of every name is shown.
    func check(_ id: Int) {
        guard let position = holdings.position(of: id),
            holdings.rows[position].status == .purchased, var submission = submissions[id]
        else {
            pending.remove(id)
            return
        }
        let open = unshown(submission)
        guard !submission.waitsForPerson(open.map(\.method)) else { return }
        if faults.take(.slowDcv) { return }
        if submission.failures > 0 {
            submission.failures -= 1
            submissions[id] = submission
            return
        }
        let token = token(of: submission, order: holdings.orders[holdings.rows[position].order])
        let isShown = open.allSatisfy { name, method in
            if case .mail = method { return true }
            return records.show(token, for: name, by: method)
        }
        guard isShown else { return }
        for (name, _) in open { validations[Token.base(of: name)] = clock.now }
        issue(position)
    }

    /// Issues at once what needs no check because every name was validated recently.
    func issueIfReused(_ position: Int) {
        let row = holdings.rows[position]
        guard row.status == .purchased, settings.reusesValidations,
            let submission = submissions[row.id], unshown(submission).isEmpty
        else { return }
        issue(position)
    }

    /// Makes a row active from now, and replaces the one it follows.
    func issue(_ position: Int) {
        let row = holdings.rows[position]
        let now = clock.now
        let end = holdings.orders[row.order].end ?? now
        let longest = schedule.notAfter(
            issued: now, margin: settings.validityMargin, termEnd: end)
        let isShort = faults.take(.shortTerm)
        let notAfter = isShort ? min(longest, now.adding(days: Self.shortTerm)) : longest
        change(position) {
            $0.status = .active
            $0.issued = now
            $0.notAfter = notAfter
        }
        pending.remove(row.id)
        guard let old = submissions[row.id]?.replaces, let place = holdings.position(of: old),
            holdings.rows[place].status == .active, holdings.rows[place].replacedBy == 0
        else { return }
        change(place) {
            $0.status = .replaced
            $0.replacedBy = row.id
        }
    }

    /// Whether the row's last reissue still waits for the CA.
    func hasPendingReissue(_ id: Int) -> Bool {
        pending.contains { submissions[$0]?.replaces == id }
    }

    /// The names whose control is not known from an earlier check.
    private func unshown(_ submission: Submission) -> [(name: String, method: ValidationMethod)] {
        guard settings.reusesValidations else { return submission.methods }
        let now = clock.now
        let reuse = schedule.step(at: now).reuse
        return submission.methods.filter { name, _ in
            guard let shown = validations[Token.base(of: name)] else { return true }
            return shown > now || shown.adding(days: reuse) < now
        }
    }
}

extension Submission {
    /// Whether one of these methods needs a person who has not agreed yet.
    fileprivate func waitsForPerson(_ methods: [ValidationMethod]) -> Bool {
        !isApproved
            && methods.contains { method in
                if case .mail = method { true } else { false }
            }
    }
}
