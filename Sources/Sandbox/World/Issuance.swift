extension World {
    /// How many days a certificate runs that is issued for too short a time.
    private static let shortTerm = 30

    /// Issues, before the answer goes out, what needs no token to be seen because every name was
    /// validated recently.
    func issueIfReused(_ position: Int) {
        let row = holdings.rows[position]
        guard row.status == .purchased, let submission = submissions[row.id] else { return }
        if faults.take(.instantIssue) { return issue(position) }
        guard settings.reusesValidations, unshown(submission).isEmpty else { return }
        looks.submitted.append(row.id)
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
        looks.forget(row.id)
        guard let old = submissions[row.id]?.replaces, let place = holdings.position(of: old),
            holdings.rows[place].status == .active, holdings.rows[place].replacedBy == 0
        else { return }
        change(place) {
            $0.status = .replaced
            $0.replacedBy = row.id
        }
    }

    /// Whether control of a name, or of the domain it is directly below, was shown recently.
    func isKnown(_ name: String) -> Bool {
        guard settings.reusesValidations else { return false }
        let reuse = schedule.step(at: clock.now).reuse
        let parent = name.hasPrefix("www.") ? String(name.dropFirst(4)) : name
        return [name, parent].contains { place in
            validations[place].map {
                $0 <= clock.now && clock.now <= $0.adding(days: reuse)
            } ?? false
        }
    }

    /// Whether the row's last reissue still waits for the CA.
    func hasPendingReissue(_ id: Int) -> Bool {
        pending.contains { submissions[$0]?.replaces == id }
    }

    /// The names whose control is not known from an earlier check.
    func unshown(_ submission: Submission) -> [(name: String, method: ValidationMethod)] {
        guard settings.reusesValidations else { return submission.methods }
        let now = clock.now
        let reuse = schedule.step(at: now).reuse
        return submission.methods.filter { name, _ in
            guard let shown = validations[Token.base(of: name)] else { return true }
            return shown > now || shown.adding(days: reuse) < now
        }
    }
}
