/// A disturbance that really occurs with the API, asked for by name.
enum Fault: String, Sendable, CaseIterable {
    /// HTTP 405 with an HTML body; nothing is performed.
    case rate405
    /// HTTP 200 with an HTML body; nothing is performed.
    case html200
    /// The answer ends in the middle.
    case truncated
    /// The caller's address is not allowed (1011150).
    case ip
    /// The key is refused (1011102).
    case key
    /// An unhandled exception (5050900); nothing is performed.
    case null5050900
    /// An unrepeatable call is performed and its connection cut.
    case lostReply
    /// ssl.getList finds nothing.
    case empty
    /// A check of domain control fails whatever is published.
    case slowDcv
    /// The CA refuses an activation or reissue for good.
    case purchaseError
    /// ssl.getList answers the rows of somebody else.
    case otherAccount
    /// A reissued row stays active though its follower is named at once.
    case activeWithReplacedBy
    /// The answer comes one byte a second.
    case dribble
}

/// How often each fault is still to happen.
struct Faults: Sendable {
    private(set) var left: [Fault: Int] = [:]

    /// Sets how often a fault happens from now on.
    mutating func set(_ fault: Fault, count: Int) {
        left[fault] = count > 0 ? count : nil
    }

    /// Whether the fault happens now; uses it up once.
    mutating func take(_ fault: Fault) -> Bool {
        guard let count = left[fault] else { return false }
        left[fault] = count > 1 ? count - 1 : nil
        return true
    }
}
