import CertificateLedger
import Reports
import Subscriptions

/// One row a subscription: what it relies on, until when, and what happens next.
struct CertificatesReport {
    /// The columns in their order; a promise: never removed or reordered, new ones at the end.
    static let columns: [ReportColumn] = [
        ReportColumn("reference", .text), ReportColumn("host", .text),
        ReportColumn("names", .text), ReportColumn("product", .text),
        ReportColumn("validation", .text), ReportColumn("module", .text),
        ReportColumn("certificate_id", .number), ReportColumn("order_id", .number),
        ReportColumn("status", .text), ReportColumn("issued_on", .date),
        ReportColumn("expiration_date", .date), ReportColumn("days_left", .number),
        ReportColumn("paid_until", .date), ReportColumn("policy", .text),
        ReportColumn("policy_from", .text), ReportColumn("window", .number),
        ReportColumn("effective_window", .number), ReportColumn("reason", .text),
        ReportColumn("reason_until", .date), ReportColumn("key", .text),
        ReportColumn("last_seen", .date), ReportColumn("served", .text),
        ReportColumn("deployed", .text), ReportColumn("served_look", .date),
    ]

    /// The columns of the statement, in its order.
    private enum Source: Int {
        case reference, host, names, product, validation, module, number, order, status
        case issued, expires, key, lastSeen, paidUntil, moduleID, policy, window, custody
        case backoff, termEnd, startsOn, watch, nextTermEnd, isOpen, hasRequest
        case looks, deployed
    }

    /// What targets showed, in the order in which the statement counts them.
    private static let shown: [ServedState] = [.old, .other, .unreachable, .served]

    let bases: SelectionBases
    let today: Day

    init(bases: SelectionBases) {
        self.bases = bases
        today = bases.now.day
    }

    /// Refuses words that mean no subscription, or different ones, before a row is written.
    func checkNames(of narrowing: Narrowing, in ledger: Ledger) throws {
        guard !narrowing.isEverything else { return }
        var tally = NarrowingTally(narrowing)
        try ledger.report(.certificates, on: today) { row in
            _ = tally.admits(candidate(row))  // Only what it meant counts.
        }
        if let complaint = tally.complaint { throw JobError.usage(text: complaint) }
    }

    /// Writes every subscription of the ledger that is meant.
    func write(
        _ ledger: Ledger, _ narrowing: Narrowing, to writer: inout some ReportWriter
    ) throws {
        var modules = ModuleCache(bases: bases)
        var tally = NarrowingTally(narrowing)
        try ledger.report(.certificates, on: today) { row in
            guard narrowing.isEverything || tally.admits(candidate(row)) else { return }
            try append(row, modules.module(of: row, Source.moduleID.rawValue), to: &writer)
        }
        try writer.finish()
    }

    /// What the subscription of a row can be named by.
    private func candidate(_ row: borrowing LedgerRow) -> Narrowing.Candidate {
        func text(_ column: Source) -> String { row.text(column.rawValue) ?? "" }
        return Narrowing.Candidate(
            reference: text(.reference), numbers: [row.number(Source.number.rawValue) ?? 0],
            names: text(.names).split(separator: " ").map(String.init), module: text(.module),
            product: text(.product))
    }

    /// The decision about a row, by the function behind every program's selection.
    func decide(_ row: borrowing LedgerRow, _ module: ModuleCache.Module) -> RowDecision {
        let own =
            row.isEmpty(Source.policy.rawValue)
            ? nil : Policy(rawValue: row.text(Source.policy.rawValue) ?? "")
        let policy = module.policies.policy(own: own, window: row.number(Source.window.rawValue))
        let issued = row.number(Source.issued.rawValue)
        let expires = row.number(Source.expires.rawValue)
        var situation = Situation(
            policy: policy,
            certificate: certificate(row, issued: issued, expires: expires),
            termEnd: Day(number: row.number(Source.termEnd.rawValue) ?? expires ?? 0))
        situation.nextTermEnd = row.number(Source.nextTermEnd.rawValue).map(Day.init(number:))
        situation.isModuleEnabled = module.isEnabled
        let isHere = unsafe row.withText(Source.custody.rawValue) {
            unsafe $0.elementsEqual("here".utf8)
        }
        situation.custody =
            isHere
            ? .here
            : .customer(hasUnusedRequest: row.number(Source.hasRequest.rawValue) == 1)
        situation.hasOpenIssuance = row.number(Source.isOpen.rawValue) == 1
        situation.backoffUntil = row.number(Source.backoff.rawValue)
            .map { Timestamp(seconds: Int64($0)) }
        return RowDecision(
            verdict: Selection.verdict(for: situation, basis: module.basis), policy: policy,
            effectiveWindow: situation.certificate.map {
                module.basis.effectiveWindow(nominal: policy.window, issuedOn: $0.issuedOn)
            })
    }

    private func certificate(
        _ row: borrowing LedgerRow, issued: Int?, expires: Int?
    ) -> Situation.Certificate? {
        guard !row.isEmpty(Source.status.rawValue) else { return nil }
        // Nearly all are active: told apart without making a string.
        let isActive = unsafe row.withText(Source.status.rawValue) {
            unsafe $0.elementsEqual("active".utf8)
        }
        return Situation.Certificate(
            status: isActive ? "active" : row.text(Source.status.rawValue), issuedOn: issued,
            expiresOn: expires, startsOn: row.number(Source.startsOn.rawValue))
    }

    private func append(
        _ row: borrowing LedgerRow, _ module: ModuleCache.Module, to writer: inout some ReportWriter
    ) throws {
        let decision = decide(row, module)
        for column in Source.reference.rawValue...Source.module.rawValue {
            unsafe row.withText(column) { unsafe writer.text($0) }
        }
        writer.number(row.number(Source.number.rawValue))
        writer.number(row.number(Source.order.rawValue))
        text(row, .status, to: &writer)
        let expires = row.number(Source.expires.rawValue)
        writer.date(dayNumber: row.number(Source.issued.rawValue))
        writer.date(dayNumber: expires)
        writer.number(expires.map { $0 - today.number })
        let paidUntil = row.number(Source.paidUntil.rawValue)
        writer.date(dayNumber: paidUntil == -1 ? nil : paidUntil)
        writer.text(decision.policy.policy.rawValue)
        writer.text(decision.policy.policySource.rawValue)
        writer.number(decision.policy.window)
        writer.number(decision.effectiveWindow)
        writer.text(decision.outcome)
        writer.date(dayNumber: decision.until?.day.number)
        text(row, .key, to: &writer)
        day(row, .lastSeen, to: &writer)
        let looks = row.number(Source.looks.rawValue)
        writer.text(looks.map { Self.shown[$0 & 3].rawValue } ?? "not-checked")
        text(row, .deployed, to: &writer)
        writer.date(dayNumber: looks.map { Timestamp(seconds: Int64($0 >> 2)).day.number })
        try writer.endRow()
    }

    /// The day of a moment.
    private func day(
        _ row: borrowing LedgerRow, _ source: Source, to writer: inout some ReportWriter
    ) {
        writer.date(
            dayNumber: row.number(source.rawValue)
                .map { Timestamp(seconds: Int64($0)).day.number })
    }

    private func text(
        _ row: borrowing LedgerRow, _ source: Source, to writer: inout some ReportWriter
    ) {
        guard !row.isEmpty(source.rawValue) else { return writer.nothing() }
        unsafe row.withText(source.rawValue) { unsafe writer.text($0) }
    }
}

/// The decision about one row of a report.
struct RowDecision {
    let verdict: Verdict
    let policy: EffectivePolicy
    let effectiveWindow: Int?

    var outcome: String {
        switch verdict {
        case .act(let action, _): action.rawValue
        case .skip(let reason, _): reason.rawValue
        }
    }

    var until: Timestamp? {
        if case .skip(_, let until) = verdict { until } else { nil }
    }
}

/// The module of a row, looked up by name once for rows that follow each other.
struct ModuleCache {
    /// What a module's rows are decided with.
    struct Module {
        let basis: SelectionBasis
        let isEnabled: Bool
        let policies: SelectionBases.ModulePolicies
    }

    private let bases: SelectionBases
    private var modules: [Int: Module] = [:]

    init(bases: SelectionBases) {
        self.bases = bases
    }

    mutating func module(of row: borrowing LedgerRow, _ column: Int) -> Module {
        let id = row.number(column) ?? 0
        if let known = modules[id] { return known }
        let name = row.text(5) ?? ""
        let module = Module(
            basis: bases.basis(of: name), isEnabled: bases.isEnabled(name),
            policies: bases.policies(of: name))
        modules[id] = module
        return module
    }
}
