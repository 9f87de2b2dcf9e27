import CertificateLedger
import GRDB
import Subscriptions
import Testing

@Suite struct `A choice of validation in the ledger` {
    private func token(
        _ value: String, method: String = "cname", name: String = "_a.www.harbour-demo.test"
    ) -> ValidationToken {
        ValidationToken(
            name: "www.harbour-demo.test", method: method, recordName: name, recordValue: value)
    }

    /// An issuance that was submitted, with one token.
    private func submitted(_ fixture: LedgerFixture) throws -> Issuance {
        let (ledger, now) = (fixture.ledger, fixture.now)
        try fixture.list([fixture.listed(1)])
        try fixture.enrol(1)
        let subscription = try #require(try fixture.considered().first)
        let id = try ledger.plan(.reissue, subscription: subscription.id, number: 1, at: now)
        try ledger.prepared(ledger.issuance(id), version: 1, keyHash: "aa", csr: "csr", at: now)
        try ledger.submitting(ledger.issuance(id), at: now)
        try ledger.submitted(ledger.issuance(id), number: 2, tokens: [token("b.test")], at: now)
        return try ledger.issuance(id)
    }

    @Test func `is followed by what is planned, and noticed by what is under way`() throws {
        let fixture = try LedgerFixture()
        let (ledger, now) = (fixture.ledger, fixture.now)
        let issuance = try submitted(fixture)
        #expect(issuance.choices == ValidationChoices(.cname))
        #expect(!issuance.proof.isOutdated)
        try ledger.delay(issuance, error: "x", until: now + 86_400)

        let found = try #require(try ledger.choices(reference: "S-1"))
        #expect(found.id == issuance.subscription)
        #expect(try ledger.choices(reference: "S-2")?.id == nil)
        var choices = ValidationChoices(.email)
        choices.approver = "admin@www.harbour-demo.test"
        try ledger.choose(choices, subscription: found.id, at: now)
        let outdated = try ledger.issuance(issuance.id)
        #expect(outdated.proof.isOutdated && outdated.proof.wanted == choices)
        #expect(outdated.nextAttemptAt == nil, "the next run looks at it")
        #expect(outdated.choices == ValidationChoices(.cname))

        try ledger.keepsChoices(outdated, because: "the CA refused", at: now)
        let kept = try ledger.issuance(issuance.id)
        #expect(!kept.proof.isOutdated && kept.choices == ValidationChoices(.cname))
    }

    @Test func `replaces what is published, and keeps it in mind until it is removed`() throws {
        let fixture = try LedgerFixture()
        let (ledger, now) = (fixture.ledger, fixture.now)
        let issuance = try submitted(fixture)
        let old = try #require(try ledger.tokens(of: issuance).first)
        try ledger.publishing([(old, "hook /h")], at: now)
        try ledger.published(old, at: now)
        try ledger.seen(old, at: now)
        try ledger.wait(
            issuance, state: .validating, waits: Waiting("x", until: now + 9), attempts: 3,
            nudgedAt: now, at: now)

        // The same record with another value, by the other method.
        let new = [token("c.test"), token("dd", method: "file", name: "A.txt")]
        try ledger.changed(
            issuance, to: ValidationChoices(.file), givenUp: .cname, tokens: new, at: now)
        #expect(try ledger.tokens(of: issuance).map(\.token) == new)
        #expect(try ledger.tokens(of: issuance).allSatisfy { $0.publishedAt == nil })
        #expect(try ledger.replacedTokens(of: issuance).map(\.id) == [old.id])
        let changed = try ledger.issuance(issuance.id)
        #expect(changed.state == .submitted && changed.attempts == 0 && changed.nudgedAt == nil)
        #expect(changed.choices.method == .file && changed.proof.givenUp == [.cname])
        #expect(!changed.proof.isOutdated, "a fallback is not what the subscription wants")

        // The very same token again is as public as it was.
        try ledger.changed(
            changed, to: ValidationChoices(.cname), givenUp: nil, tokens: [token("b.test")],
            at: now)
        let again = try #require(try ledger.tokens(of: issuance).first)
        #expect(again.id == old.id && again.publishedAt == now && again.seenAt == now)
        #expect(try ledger.replacedTokens(of: issuance).isEmpty)
        try ledger.removed(again, at: now)
        try ledger.changed(
            changed, to: ValidationChoices(.cname), givenUp: nil, tokens: [token("b.test")],
            at: now)
        #expect(try ledger.tokens(of: issuance).first?.publishedAt == nil)
    }

    @Test func `is refused for an issuance that is over`() throws {
        let fixture = try LedgerFixture()
        let issuance = try submitted(fixture)
        try fixture.ledger.failed(
            issuance, error: "x", backoffUntil: fixture.now, failures: 1, at: fixture.now)
        #expect(throws: LedgerError.self) {
            try fixture.ledger.changed(
                issuance, to: ValidationChoices(.file), givenUp: nil, tokens: [],
                at: fixture.now)
        }
    }
}
