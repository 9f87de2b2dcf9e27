import Subscriptions
import Testing

@Suite struct `The selection` {
    let today: Day
    let basis: SelectionBasis

    init() throws {
        today = try #require(Day(iso: "2026-11-23"))
        basis = SelectionBasis(now: Timestamp(startOf: today))
    }

    /// A subscription with policy auto, due today, with years to go.
    private func dueSituation(policy: Policy = .auto, window: Int = 10) -> Situation {
        Situation(
            policy: EffectivePolicy(policy: policy, policySource: .default, window: window),
            certificate: .init(status: .active, issuedOn: today - 191, expiresOn: today + 9),
            termEnd: today + 1_000)
    }

    @Test func `reissues what is due`() {
        #expect(
            Selection.verdict(for: dueSituation(), basis: basis)
                == .act(.reissue, overridden: []))
    }

    @Test(arguments: [(10, true), (11, false), (0, true), (-30, true)])
    func `counts a certificate due at or below the window`(daysLeft: Int, isDue: Bool) {
        var situation = dueSituation()
        situation.certificate?.expiresOn = today + daysLeft
        let verdict = Selection.verdict(for: situation, basis: basis)
        #expect((verdict.reason == nil) == isDue)
        if !isDue {
            #expect(
                verdict
                    == .skip(
                        .outsideWindow, until: Timestamp(startOf: today + 1)))
        }
    }

    private static let objections: [(Reason, @Sendable (inout Situation, Day) -> Void)] = [
        (.notEnrolled, { situation, _ in situation.isEnrolled = false }),
        (.inFlight, { situation, _ in situation.hasOpenIssuance = true }),
        (.notActive, { situation, _ in situation.certificate?.status = .cancelled }),
        (.notActive, { situation, _ in situation.certificate?.status = .purchaseError }),
        (.notActive, { situation, _ in situation.certificate?.status = .unknown("odd") }),
        (.notActive, { situation, _ in situation.certificate = nil }),
        (.replaced, { situation, _ in situation.certificate?.status = .replaced }),
        (.outsideWindow, { situation, today in situation.certificate?.expiresOn = today + 100 }),
        (.moduleDisabled, { situation, _ in situation.isModuleEnabled = false }),
        (.paidUntilReached, { situation, today in situation.termEnd = today + 9 }),
        (.paidUntilReached, { situation, today in situation.termEnd = today }),
        (
            .gainTooSmall,
            { situation, today in
                situation.certificate?.issuedOn = today - 1
                situation.certificate?.expiresOn = today + 200
                situation.policy = EffectivePolicy(
                    policy: .auto, policySource: .default, window: 200)
            }
        ),
        (
            .backoff,
            { situation, today in situation.backoffUntil = Timestamp(startOf: today + 1) }
        ),
        (
            .needsCSR,
            { situation, _ in situation.custody = .customer(hasUnusedRequest: false) }
        ),
    ]

    @Test(arguments: objections.indices)
    func `names the reason`(index: Int) {
        let (reason, change) = Self.objections[index]
        var situation = dueSituation()
        change(&situation, today)
        var basis = basis
        if reason == .gainTooSmall { basis.windowOfThisRun = 200 }
        #expect(Selection.verdict(for: situation, basis: basis).reason == reason)
    }

    @Test func `has a case above for every rule`() {
        let tested = Set(Self.objections.map(\.0) + [.policyManual, .policyNone])
        #expect(Set(Selection.rules.map { $0.reason }) == tested)
    }

    @Test(arguments: [(Policy.manual, Reason.policyManual), (.none, .policyNone)])
    func `leaves other policies alone`(policy: Policy, reason: Reason) {
        #expect(
            Selection.verdict(for: dueSituation(policy: policy), basis: basis).reason == reason)
    }

    @Test(arguments: objections.indices)
    func `is forced past soft reasons only`(index: Int) {
        let (reason, change) = Self.objections[index]
        var situation = dueSituation()
        change(&situation, today)
        var forced = basis
        forced.isForced = true
        if reason == .gainTooSmall { forced.windowOfThisRun = 200 }
        let verdict = Selection.verdict(for: situation, basis: forced)
        if reason.isOverridable {
            #expect(verdict == .act(.reissue, overridden: [reason]))
        } else {
            #expect(verdict.reason == reason)
        }
    }

    @Test func `activates the next order where a reissue gains nothing`() {
        var situation = dueSituation()
        situation.termEnd = today + 9
        situation.nextTermEnd = today + 374
        #expect(
            Selection.verdict(for: situation, basis: basis) == .act(.activate, overridden: []))
        situation.termEnd = today + 60
        #expect(
            Selection.verdict(for: situation, basis: basis) == .act(.reissue, overridden: []))
    }

    @Test(arguments: [CertificateStatus.newPurchase, .newRenewal])
    func `activates a paid order that never had a certificate`(status: CertificateStatus) {
        var situation = dueSituation()
        situation.certificate?.status = status
        #expect(
            Selection.verdict(for: situation, basis: basis) == .act(.activate, overridden: []))
    }

    @Test(arguments: [(200, 66), (100, 33), (47, 15)])
    func `clamps the window to a third of the life`(maximum: Int, window: Int) throws {
        let issued = try #require(
            ValiditySchedule.forum.steps.first { $0.maximum == maximum }?.from)
        #expect(basis.effectiveWindow(nominal: 200, issuedOn: issued) == window)
        #expect(basis.effectiveWindow(nominal: 10, issuedOn: issued) == 10)
        var widened = basis
        widened.windowOfThisRun = 150
        #expect(widened.effectiveWindow(nominal: 10, issuedOn: issued) == 150)
    }

    @Test func `keeps what is due due until acted on or the term ends`() throws {
        let first = try #require(Day(iso: "2026-03-15"))
        for issued in stride(from: first.number, to: first.number + 1_800, by: 7) {
            for (termDays, window) in [(365, 10), (800, 30), (1_826, 200)] {
                expectStaysDue(issuedOn: Day(number: issued), termDays: termDays, window: window)
            }
        }
    }

    private func expectStaysDue(issuedOn: Day, termDays: Int, window: Int) {
        let end = issuedOn + termDays
        var situation = dueSituation(window: window)
        situation.termEnd = end
        situation.certificate = .init(
            status: .active, issuedOn: issuedOn,
            expiresOn: min(issuedOn + ValiditySchedule.forum.maximum(on: issuedOn), end))
        var wasDue = false
        for day in issuedOn.number..<end.number {
            let basis = SelectionBasis(now: Timestamp(startOf: Day(number: day)))
            let isDue = Selection.verdict(for: situation, basis: basis).reason == nil
            #expect(isDue || !wasDue, "issued \(issuedOn), day \(Day(number: day))")
            wasDue = isDue
        }
    }

    @Test func `always decides and never acts past the end of what is paid`() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<20_000 {
            var situation = dueSituation(
                policy: Policy.allCases.randomElement(using: &generator) ?? .auto,
                window: Int.random(in: 1...200, using: &generator))
            let left = Int.random(in: -300...300, using: &generator)
            situation.certificate?.expiresOn = today + left
            situation.certificate?.issuedOn = today + left - 200
            situation.termEnd = today + Int.random(in: -100...900, using: &generator)
            if Bool.random(using: &generator) { situation.nextTermEnd = situation.termEnd + 365 }
            let verdict = Selection.verdict(for: situation, basis: basis)
            guard case .act = verdict else { continue }
            #expect(situation.chainEnd > today)
            #expect(situation.chainEnd > today + left)
        }
    }
}
