import CertificateLedger
import GRDB
import Subscriptions
import Testing

@Suite struct `Custody in the ledger` {
    private func subscription(_ fixture: LedgerFixture) throws -> NamedSubscription {
        try fixture.list([fixture.listed(1)])
        try fixture.enrol(1)
        return try #require(try fixture.ledger.subscriptions(named: "S-1").first)
    }

    private func custody(_ fixture: LedgerFixture) throws -> Situation.KeyCustody? {
        try fixture.considered().first?.situation.custody
    }

    @Test func `names a subscription by reference or CertificateID`() throws {
        let fixture = try LedgerFixture()
        let found = try subscription(fixture)
        #expect(found.currentNumber == 1 && !found.isCustomers && !found.hasOpenIssuance)
        #expect(try fixture.ledger.subscriptions(named: "1") == [found])
        #expect(try fixture.ledger.subscriptions(named: "2").isEmpty)
    }

    @Test func `holds one unused request, until the CA takes it`() throws {
        let fixture = try LedgerFixture()
        let (ledger, now) = (fixture.ledger, fixture.now)
        let found = try subscription(fixture)
        #expect(try custody(fixture) == .here)
        try ledger.setCustody(ofCustomer: true, subscription: found.id, at: now)
        #expect(try custody(fixture) == .customer(hasUnusedRequest: false))
        for hash in ["aa", "bb"] {
            try ledger.keep(
                CustomerRequest(csr: "csr " + hash, keyHash: hash), algorithm: "p256",
                subscription: found.id, at: now)
        }
        #expect(try custody(fixture) == .customer(hasUnusedRequest: true))
        #expect(try ledger.unusedRequest(subscription: found.id)?.keyHash == "bb")
        #expect(try ledger.isKeyKnown("bb") && !ledger.isKeyKnown("aa"))

        let id = try ledger.plan(
            .reissue, subscription: found.id, number: 1, at: now)
        let planned = try ledger.issuance(id)
        #expect(planned.isCustomers)
        try ledger.prepared(planned, version: 1, keyHash: "bb", csr: "csr bb", at: now)
        try ledger.submitting(ledger.issuance(id), at: now)
        #expect(try ledger.unusedRequest(subscription: found.id) != nil)
        try ledger.submitted(ledger.issuance(id), number: 2, tokens: [], at: now)
        #expect(try ledger.unusedRequest(subscription: found.id) == nil)
        let versions = try ledger.versions(subscription: found.id)
        #expect(versions.map(\.version) == [1] && versions.allSatisfy { !$0.hasKey })
        #expect(try ledger.largestVersion(subscription: found.id) == 1)
    }

    @Test(arguments: [
        ("", true), ("key_place = 'elsewhere', version = NULL", false),
        ("status = 'cancelled'", false),
    ])
    func `lets a key be used again only where no other row could be taken for ours`(
        change: String, isReusable: Bool
    ) throws {
        let fixture = try LedgerFixture()
        let found = try subscription(fixture)
        let (first, second) = try reissued(fixture, found.id)
        let queue = try DatabaseQueue(path: fixture.ledger.path)
        if !change.isEmpty {
            try queue.write {
                try $0.execute(sql: "UPDATE certificate SET \(change) WHERE number = 2")
            }
        }
        let key = try fixture.ledger.reusableKey(of: second)
        #expect((key != nil) == isReusable)
        guard isReusable else { return }
        #expect(key?.version == 1 && key?.keyHash == "aa" && key?.madeAt == fixture.now)
        #expect(try fixture.ledger.reusableKey(of: first) == nil, "its certificate is replaced")
        try queue.write {
            try $0.execute(
                sql: """
                    INSERT INTO certificate (module_id, number, subscription_id, status, key_hash)
                    VALUES (1, 9, ?, 'active', 'aa')
                    """, arguments: [found.id])
        }
        #expect(try fixture.ledger.reusableKey(of: second) == nil, "a newer row has the key")
    }

    /// Certificate 2 follows 1 with key aa in version 1; another issuance is planned.
    private func reissued(
        _ fixture: LedgerFixture, _ subscription: Int64
    ) throws -> (Issuance, Issuance) {
        let (ledger, now) = (fixture.ledger, fixture.now)
        let id = try ledger.plan(
            .reissue, subscription: subscription, number: 1, at: now)
        try ledger.prepared(ledger.issuance(id), version: 1, keyHash: "aa", csr: "csr", at: now)
        try ledger.submitting(ledger.issuance(id), at: now)
        try ledger.submitted(ledger.issuance(id), number: 2, tokens: [], at: now)
        let delivery = Delivery(
            issuedOn: now.day, notAfter: now + 100 * 86_400, fingerprint: "ff")
        let first = try ledger.issuance(id)
        try ledger.stored(first, delivery, at: now)
        let next = try ledger.plan(
            .reissue, subscription: subscription, number: 2, at: now)
        return (first, try ledger.issuance(next))
    }
}

@Suite struct `Retention in the ledger` {
    /// Four certificates, the first three replaced, in versions 1 to 4; the third ended today.
    private func filled() throws -> (LedgerFixture, DatabaseQueue) {
        let fixture = try LedgerFixture()
        try fixture.list([fixture.listed(1)])
        try fixture.enrol(1)
        let queue = try DatabaseQueue(path: fixture.ledger.path)
        try queue.write { database in
            for number in 2...5 {
                try database.execute(
                    sql: """
                        INSERT INTO certificate (module_id, number, subscription_id, status,
                            not_after, key_place, version)
                        VALUES (1, ?, 1, ?, ?, 'here', ?)
                        """,
                    arguments: [
                        number, number < 5 ? "replaced" : "active",
                        fixture.now.seconds + Int64((number - 4) * 86_400), number - 1,
                    ])
            }
            try database.execute(
                sql: """
                    UPDATE subscription SET certificate_id =
                        (SELECT id FROM certificate WHERE number = 5)
                    """)
        }
        return (fixture, queue)
    }

    private func removable(_ fixture: LedgerFixture, keep: Int = 1) throws -> [Int] {
        try fixture.ledger.removableVersions(endedBefore: fixture.now, keep: keep, limit: 10)
            .map(\.version)
    }

    @Test func `lets go what ended, with newer ones enough`() throws {
        let (fixture, _) = try filled()
        #expect(try removable(fixture) == [1, 2], "3 has not ended before the moment")
        #expect(try removable(fixture, keep: 3) == [1])
        #expect(try removable(fixture, keep: 4) == [])
        #expect(
            try fixture.ledger.removableVersions(endedBefore: fixture.now, keep: 1, limit: 1).count
                == 1)
    }

    @Test(arguments: [
        "UPDATE certificate SET status = 'active' WHERE number = 2",
        "UPDATE subscription SET certificate_id = (SELECT id FROM certificate WHERE number = 2)",
        """
        INSERT INTO issuance (subscription_id, action, old_number, state, method, planned_at)
        VALUES (1, 'reissue', 2, 'planned', 'cname', 0)
        """,
        """
        INSERT INTO issuance (subscription_id, action, old_number, state, method, planned_at,
            version, key_hash, csr) VALUES (1, 'reissue', 5, 'prepared', 'cname', 0, 1, 'aa', 'c')
        """,
        """
        INSERT INTO deployment (subscription_id, certificate_id, target, state)
        SELECT 1, id, '/hook', 'pending' FROM certificate WHERE number = 2
        """,
        """
        INSERT INTO deployment (subscription_id, certificate_id, target, state, deployed_at)
        SELECT 1, id, '/hook', 'deployed', 5 FROM certificate WHERE number = 2
        """,
    ])
    func `keeps what is in use`(change: String) throws {
        let (fixture, queue) = try filled()
        try queue.write { try $0.execute(sql: change) }
        #expect(try removable(fixture) == [2])
    }

    @Test func `keeps what is deployed until a later one is`() throws {
        let (fixture, queue) = try filled()
        try queue.write {
            try $0.execute(
                sql: """
                    INSERT INTO deployment (subscription_id, certificate_id, target, state,
                        deployed_at)
                    SELECT 1, id, '/hook', 'deployed', number FROM certificate
                    WHERE number IN (2, 3)
                    """)
        }
        #expect(try removable(fixture) == [1])
        let gone = try #require(
            try fixture.ledger.removableVersions(endedBefore: fixture.now, keep: 1, limit: 1).first)
        try fixture.ledger.removed(gone, at: fixture.now)
        #expect(try removable(fixture) == [])
        #expect(try fixture.ledger.largestVersion(subscription: 1) == 4)
    }
}
