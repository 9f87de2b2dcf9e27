import GRDB
import Synchronization

/// Lets writers that come at the same moment share one transaction, and so one wait for the disk.
///
/// There is one writer at a time: whoever comes while it waits for the disk leaves its work here,
/// and the first of them takes all of it along.
final class SharedCommit: Sendable {
    /// Work that somebody waits for.
    private protocol Work: Sendable {
        /// Does the work inside the transaction, or undoes all of it.
        func run(in database: Database) throws
        /// The transaction is durable, or it failed as a whole.
        func settle(_ failure: (any Error)?)
    }

    private final class Write<Value: Sendable>: Work {
        private let body: @Sendable (Database) throws -> Value
        private let state = Mutex<(result: Result<Value, any Error>?, isSettled: Bool)>(
            (nil, false))

        init(_ body: @escaping @Sendable (Database) throws -> Value) { self.body = body }

        /// What came of it, once the transaction has ended.
        var result: Result<Value, any Error>? {
            state.withLock { $0.isSettled ? $0.result : nil }
        }

        func run(in database: Database) throws {
            var value: Result<Value, any Error>?
            do {
                try database.inSavepoint {
                    value = .success(try body(database))
                    return .commit
                }
            } catch { value = .failure(error) }
            let result = value
            state.withLock { $0.result = result }
            // A full disk ends the whole transaction, with what others did in it.
            guard database.isInsideTransaction else {
                if case .failure(let error) = result { throw error }
                throw DatabaseError(resultCode: .SQLITE_ABORT)
            }
        }

        func settle(_ failure: (any Error)?) {
            state.withLock { state in
                if let failure { state.result = .failure(failure) }
                state.isSettled = true
            }
        }
    }

    private let waiting = Mutex<[any Work]>([])
    private let turn = Mutex(())

    /// What the body gives, durable when this returns.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value, to queue: DatabaseQueue
    ) throws -> Value {
        let write = Write(body)
        waiting.withLock { $0.append(write) }
        return try turn.withLock { _ in
            // Another's turn may have taken it along.
            if write.result == nil { commit(to: queue) }
            guard let result = write.result else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
            return try result.get()
        }
    }

    private func commit(to queue: DatabaseQueue) {
        let works = waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
        do {
            try queue.write { database in
                for work in works { try work.run(in: database) }
            }
            for work in works { work.settle(nil) }
        } catch {
            for work in works { work.settle(error) }
        }
    }
}
