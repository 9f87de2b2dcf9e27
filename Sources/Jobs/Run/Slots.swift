import Synchronization

/// So many at once, the others in the order in which they came.
final class Slots: Sendable {
    private struct State {
        var limit: Int
        var taken = 0
        var waiting: [CheckedContinuation<Void, Never>] = []

        /// Gives free slots to those who wait.
        mutating func admit() -> [CheckedContinuation<Void, Never>] {
            let count = max(0, min(limit - taken, waiting.count))
            defer { waiting.removeFirst(count) }
            taken += count
            return Array(waiting.prefix(count))
        }
    }

    private let state: Mutex<State>

    /// So many at once, at least one.
    init(_ limit: Int) {
        state = Mutex(State(limit: max(1, limit)))
    }

    /// Runs the body once there is a slot for it.
    func run<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        await withCheckedContinuation { waiting in
            change { $0.waiting.append(waiting) }
        }
        defer { change { $0.taken -= 1 } }
        return try await body()
    }

    /// Allows another number from now on; what is under way goes on.
    func allow(_ limit: Int) {
        change { $0.limit = max(1, limit) }
    }

    private func change(_ body: (inout sending State) -> Void) {
        let admitted = state.withLock { state in
            body(&state)
            return state.admit()
        }
        for waiting in admitted { waiting.resume() }
    }
}
