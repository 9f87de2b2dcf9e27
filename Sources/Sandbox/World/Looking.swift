import Wording

extension World {
    /// Performs a command, with the CA's looks that belong to it before and after.
    ///
    /// The world goes on while the CA looks at the network; what it saw counts only for a row that
    /// still waits with the same request and methods.
    func perform(
        _ command: any Command, _ fields: Fields
    ) async throws(SandboxError) -> [Element] {
        if command.isReading { await look(at: dueRows(), isOwn: true) }
        // A nudge is for what is published now; its own answer does not tell what comes of it.
        let nudged = await findings(command.nudged(fields, in: self).map { [$0] } ?? [])
        let results = try command.perform(fields, in: self)
        settle(nudged, isOwn: false)
        let submitted = looks.submitted
        looks.submitted = []
        await settle(findings(submitted, needsToken: false), isOwn: false)
        return results
    }

    /// Lets the CA look once at each of these rows; `isOwn` when it does so of itself.
    func look(at ids: [Int], isOwn: Bool = false) async {
        await settle(findings(ids, isOwn: isOwn), isOwn: isOwn)
    }

    /// The rows that the CA looks at because the account is read.
    private func dueRows() -> [Int] {
        switch settings.look {
        case .nudge: []
        case .reading: looks.ordered(pending.subtracting(looks.current))
        case .interval:
            looks.ordered(
                pending.subtracting(looks.current).filter { looks.isDue($0, at: clock.now) })
        }
    }

    /// What the CA sees of these rows now; nothing is issued yet.
    private func findings(
        _ ids: [Int], needsToken: Bool = true, isOwn: Bool = false
    ) async -> [Finding] {
        let inspections = ids.compactMap {
            inspection(of: $0, needsToken: needsToken, isOwn: isOwn)
        }
        guard !inspections.isEmpty else { return [] }
        let view = view
        guard view.deadline != nil else {
            var findings: [Finding] = []
            for inspection in inspections { findings.append(await inspection.finding(in: view)) }
            return findings
        }
        let begun = inspections.map(\.id)
        looks.current.formUnion(begun)
        defer { looks.current.subtract(begun) }
        return await Inspection.findings(inspections, in: view)
    }

    /// Issues what the CA has seen everything of, and keeps the reason for the rest.
    private func settle(_ findings: [Finding], isOwn: Bool) {
        for finding in findings {
            let id = finding.inspection.id
            guard let position = holdings.position(of: id),
                holdings.rows[position].status == .purchased, let submission = submissions[id],
                submission.isStill(finding.inspection.submission)
            else { continue }
            for name in finding.shown { validations[Token.base(of: name)] = clock.now }
            let reason = finding.reason ?? organisationComplaint(position)
            looks.keep(id, reason, at: clock.now, isOwn: isOwn)
            guard reason == nil else { continue }
            if !finding.showsTwin { submissions[id]?.leavesTwinOut = true }
            issue(position)
        }
    }

    /// What the CA looks at for one row; nil when nothing is to be looked at.
    private func inspection(of id: Int, needsToken: Bool, isOwn: Bool) -> Inspection? {
        guard let position = holdings.position(of: id),
            holdings.rows[position].status == .purchased, let submission = submissions[id]
        else {
            pending.remove(id)
            looks.forget(id)
            return nil
        }
        let open = unshown(submission)
        if let address = submission.awaitedAnswer(open.map(\.method)) {
            looks.keep(
                id, "nobody has answered the mail to \(address)", at: clock.now, isOwn: isOwn)
            return nil
        }
        let row = holdings.rows[position]
        let order = holdings.orders[row.order]
        return Inspection(
            id: id, submission: submission, token: token(of: submission, order: order),
            open: open, names: order.product.certificateNames(row.names),
            twin: order.product.twin(of: row.names).flatMap { isKnown($0) ? nil : $0 },
            method: submission.methods.first?.method ?? .cname,
            issuers: order.product.issuers, foregone: foregone(id, needsToken: needsToken))
    }

    /// Why a look fails whatever is published, by a fault or an option; nil for an honest one.
    private func foregone(_ id: Int, needsToken: Bool) -> String? {
        if faults.take(.caaBlock) { return "CAA forbids: as the fault caaBlock says" }
        guard needsToken else { return nil }
        if faults.take(.slowDcv) { return "the check was put off by the fault slowDcv" }
        if faults.take(.dcvFail) { return "the check failed by the fault dcvFail" }
        if faults.take(.dcvFlap) {
            looks.flaps += 1
            if !looks.flaps.isMultiple(of: 2) { return "the check failed by the fault dcvFlap" }
        }
        guard let failures = submissions[id]?.failures, failures > 0 else { return nil }
        submissions[id]?.failures = failures - 1
        return "the check was put off, \(failures - 1) more will be"
    }

    /// Why the organisation stands in the way; nil when it is known or the product names none.
    private func organisationComplaint(_ position: Int) -> String? {
        let order = holdings.orders[holdings.rows[position].order]
        guard settings.organisationChecks, order.product.validation != .domain else { return nil }
        let now = clock.now
        let name = order.organisation ?? ""
        let reuse = schedule.step(at: now).organisationReuse
        // A reissue follows a certificate for which the organisation was validated at the start.
        let isReissue = submissions[holdings.rows[position].id].map { $0.replaces != 0 } ?? false
        let known = [looks.organisations[name.lowercased()], isReissue ? order.start : nil]
        let isKnown = known.compactMap { $0 }.contains {
            $0 <= now && now <= $0.adding(days: reuse)
        }
        return isKnown ? nil : "the organisation \(name.printable()) is not validated yet"
    }
}

extension Submission {
    /// Whether it asks for the same as an earlier state of itself; new tokens do not undo what
    /// was seen of the old ones.
    fileprivate func isStill(_ earlier: Self) -> Bool {
        request.sha256 == earlier.request.sha256
            && methods.elementsEqual(earlier.methods) {
                $0.name == $1.name && $0.method == $1.method
            }
    }

    /// The mailbox whose person has not agreed yet; nil when nobody is waited for.
    fileprivate func awaitedAnswer(_ methods: [ValidationMethod]) -> String? {
        guard !isApproved else { return nil }
        for case .mail(let address) in methods { return address.printable() }
        return nil
    }
}
