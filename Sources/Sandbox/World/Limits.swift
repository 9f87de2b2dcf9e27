/// How a call above a limit is refused; each shape is reported by somebody (see the README).
package enum LimitShape: String, Sendable, CaseIterable {
    /// HTTP 405 with a page.
    case methodNotAllowed = "405"
    /// HTTP 200 with error 500000 in the envelope.
    case error500000 = "500000"
    /// HTTP 200 with a page.
    case html
    /// HTTP 429 with a page.
    case tooManyRequests = "429"
}

/// How many calls the key may still make: rolling, over all commands and callers.
///
/// Both of Namecheap's numbers for a minute are in its own papers, so either can be chosen.
struct Limits: Sendable {
    /// One limit and what is used of it.
    struct Window: Equatable {
        let name: String
        let limit: Int
        let used: Int
        var left: Int { max(0, limit - used) }
    }

    /// The limit of a minute; nil when nothing is limited and nothing is counted.
    let perMinute: Int?
    /// When the calls of the last day were made, oldest first.
    private(set) var calls: [Moment]

    /// Limits that some calls count against already.
    init(perMinute: Int?, calls: [Moment] = []) {
        self.perMinute = perMinute
        self.calls = perMinute == nil ? [] : calls
    }

    /// Counts a call made now; false, and nothing is counted, when one of the limits is reached.
    mutating func admit(at now: Moment) -> Bool {
        // A clock that was moved back begins a new count.
        calls.removeAll { $0 > now || $0 <= now.adding(days: -1) }
        guard windows(at: now).allSatisfy({ $0.left > 0 }) else { return false }
        if perMinute != nil { calls.append(now) }
        return true
    }

    /// What is used of each limit.
    func windows(at now: Moment) -> [Window] {
        guard let perMinute else { return [] }
        return [("minute", 60, perMinute), ("hour", 3600, 700), ("day", 86_400, 8000)]
            .map { name, seconds, limit in
                let start = now.adding(seconds: -seconds)
                return Window(
                    name: name, limit: limit, used: calls.count { $0 > start && $0 <= now })
            }
    }
}
