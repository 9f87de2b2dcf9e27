/// When the CA looks of itself.
package enum LookTime: String, Sendable, CaseIterable {
    /// Whenever the account is read.
    case reading
    /// Never: only when it is nudged.
    case nudge
    /// When the account is read, after growing intervals of the sandbox's clock.
    case interval
}

/// What the CA remembers of its looks.
struct Looks: Sendable {
    /// The last look at one row.
    struct Entry: Sendable {
        /// How often the CA has looked of itself.
        var count = 0
        /// When the CA looks of itself again.
        var due = Moment(seconds: 0)
        /// When the CA looked last.
        var at = Moment(seconds: 0)
        /// Which of all looks it was; rows that were looked at long ago come first.
        var turn = 0
        /// Why no certificate was issued.
        var reason: String?
    }

    /// The longest time between two looks of its own, in minutes.
    private static let longestInterval = 60

    private(set) var entries: [Int: Entry] = [:]
    /// The rows that are being looked at now.
    var current: Set<Int> = []
    /// Rows just submitted that need no token to be seen.
    var submitted: [Int] = []
    /// When the CA validated an organisation, by its name in lower case.
    var organisations: [String: Moment] = [:]
    /// How many looks have met the fault that lets every second one fail.
    var flaps = 0
    private var turns = 0

    /// Keeps the outcome of a look.
    mutating func keep(_ id: Int, _ reason: String?, at now: Moment, isOwn: Bool) {
        turns += 1
        var entry = entries[id] ?? Entry()
        entry.at = now
        entry.turn = turns
        entry.reason = reason
        if isOwn {
            // 1, 2, 4 … minutes after the first look.
            let minutes = min(Self.longestInterval, 1 << min(entry.count, 6))
            entry.count += 1
            entry.due = now.adding(seconds: minutes * 60)
        }
        entries[id] = entry
    }

    /// Forgets a row that waits no more, or that is submitted anew.
    mutating func forget(_ id: Int) { entries[id] = nil }

    /// Whether the CA looks at the row of itself now; a clock that was put back makes it due.
    func isDue(_ id: Int, at now: Moment) -> Bool {
        guard let entry = entries[id] else { return true }
        let wait = entry.due.seconds - now.seconds
        return wait <= 0 || wait > Self.longestInterval * 60
    }

    /// The ids in the order they are looked at: those that waited longest first.
    func ordered(_ ids: some Sequence<Int>) -> [Int] {
        ids.map { (entries[$0]?.turn ?? 0, $0) }.sorted { $0 < $1 }.map(\.1)
    }
}
