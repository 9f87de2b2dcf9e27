import CertificateLedger
import Foundation
import Subscriptions
import Synchronization
import Testing

/// Writers that come at the same moment share one wait for the disk.
@Suite struct `Writers at the same moment` {
    /// Runs the body on so many threads and waits for all of them.
    private func onThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
        let group = DispatchGroup()
        for number in 0..<count {
            group.enter()
            Thread.detachNewThread {
                body(number)
                group.leave()
            }
        }
        group.wait()
    }

    @Test func `each find their own work done, and another connection finds all of it`() throws {
        let fixture = try LedgerFixture()
        let (ledger, module, now) = (fixture.ledger, fixture.module, fixture.now)
        let calls = Mutex<Set<Int64>>([])
        onThreads(8) { number in
            for _ in 0..<20 {
                let id = try? ledger.beginCall(
                    module: module, program: "p\(number)", command: "c", at: now)
                if let id { calls.withLock { _ = $0.insert(id) } }  // a second one would be missing
            }
        }
        #expect(calls.withLock { $0.count } == 160)
        let other = try Ledger(path: ledger.path, access: .readOnly)
        #expect(try other.callCounts(module: module, at: now).minute == 160)
    }

    @Test func `undo nothing of each other when one is refused`() throws {
        let fixture = try LedgerFixture()
        let (ledger, module, now) = (fixture.ledger, fixture.module, fixture.now)
        let outcomes = Mutex<(done: Int, refused: Int, other: Int)>((0, 0, 0))
        onThreads(8) { number in
            for _ in 0..<20 {
                do throws(LedgerError) {
                    // A module that does not exist is refused by the schema.
                    _ = try ledger.beginCall(  // its number is of no interest here
                        module: number.isMultiple(of: 2) ? module : 999, program: "p",
                        command: "c", at: now)
                    outcomes.withLock { $0.done += 1 }
                } catch {
                    if case .refused = error {
                        outcomes.withLock { $0.refused += 1 }
                    } else {
                        outcomes.withLock { $0.other += 1 }
                    }
                }
            }
        }
        let counts = outcomes.withLock { $0 }
        #expect(counts.done == 80 && counts.refused == 80 && counts.other == 0)
        #expect(try ledger.callCounts(module: module, at: now).minute == 80)
    }

    @Test func `never take the room for one call twice`() throws {
        let fixture = try LedgerFixture()
        let (ledger, module, now) = (fixture.ledger, fixture.module, fixture.now)
        let second = try Ledger(path: ledger.path, access: .readWrite)
        let admitted = Mutex(0)
        onThreads(8) { number in
            for _ in 0..<10 {
                let admission = try? (number < 4 ? ledger : second).admitCall(
                    module: module, program: "p", command: "c", at: now
                ) { $0.minute < 25 }
                if case .admitted = admission { admitted.withLock { $0 += 1 } }
            }
        }
        #expect(admitted.withLock { $0 } == 25)
        let refused = try ledger.admitCall(module: module, program: "p", command: "c", at: now) {
            $0.minute < 25
        }
        #expect(refused == .refused(CallCounts(minute: 25, hour: 25, day: 25)))
    }
}

@Suite struct `A chain of followers` {
    /// Four rows of one host; the details of each are read in the order of the ledger.
    private func read(_ chain: [Int: (status: CertificateStatus, next: Int?)]) throws -> Int? {
        let fixture = try LedgerFixture()
        try fixture.list(
            chain.keys.sorted().map {
                fixture.listed($0, status: chain[$0]?.status.word ?? "", daysLeft: 9 + $0)
            })
        try fixture.enrol(1, reads: false)
        // As a scan does: what comes to be known is read in its turn.
        for _ in 0..<8 {
            let rows = try fixture.ledger.certificatesToRead(module: fixture.module, limit: 9)
            for row in rows {
                var details = CertificateDetails(status: chain[row.number]?.status ?? .active)
                details.replacedBy = chain[row.number]?.next
                details.keyHash = "\(row.number)"
                _ = try fixture.ledger.record(  // what was adopted shows below
                    details, of: row, module: fixture.module, at: fixture.now)
            }
        }
        return try fixture.considered(within: 400).first?.certificate?.number
    }

    @Test func `is followed to the one that is active, however long it is`() throws {
        let last = try read([
            1: (.replaced, 2), 2: (.replaced, 3), 3: (.replaced, 4), 4: (.active, nil),
        ])
        #expect(last == 4)
    }

    @Test func `is followed though every row of it is called active`() throws {
        #expect(try read([1: (.active, 2), 2: (.active, 3), 3: (.active, nil)]) == 3)
    }

    @Test func `is not followed to one that is not issued yet`() throws {
        #expect(try read([1: (.active, 2), 2: (.purchased, nil)]) == 1)
    }

    @Test func `that is a circle ends`() throws {
        let last = try read([1: (.replaced, 2), 2: (.replaced, 3), 3: (.replaced, 1)])
        #expect(last == 1)
        #expect(try read([1: (.active, 2), 2: (.active, 3), 3: (.active, 1)]) != nil)
    }
}
