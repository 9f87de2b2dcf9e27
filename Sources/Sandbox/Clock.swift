/// The sandbox's time: the real time, standing where it was put, or running ahead of real time.
struct Clock: Sendable {
    /// How the clock goes.
    enum Mode: Sendable, Equatable {
        case real
        case frozen(Moment)
        /// Runs that many seconds ahead of real time, or behind it.
        case moved(seconds: Int)
    }

    private(set) var mode: Mode
    /// Reads the real time.
    let realTime: @Sendable () -> Moment

    /// The time every answer and certificate is made at.
    var now: Moment {
        switch mode {
        case .real: realTime()
        case .frozen(let moment): moment
        case .moved(let seconds): realTime().adding(seconds: seconds)
        }
    }

    /// Carries an order out.
    mutating func obey(_ order: ClockOrder) {
        switch order {
        case .real: mode = .real
        case .stand(let moment): mode = .frozen(moment)
        case .run(let moment): mode = .moved(seconds: moment.seconds - realTime().seconds)
        case .forward(let seconds):
            let moment = min(now.adding(seconds: seconds), ClockOrder.latest)
            if case .frozen = mode { obey(.stand(moment)) } else { obey(.run(moment)) }
        case .stop: mode = .frozen(now)
        case .go: obey(.run(now))
        }
    }
}

/// What the clock is told, from the command line and from the control.
package enum ClockOrder: Sendable, Equatable {
    /// Follow the real time.
    case real
    /// Stand still at an instant.
    case stand(Moment)
    /// Run on from an instant.
    case run(Moment)
    /// Move forward by a number of seconds, standing or running as before.
    case forward(seconds: Int)
    /// Stand still at the present instant.
    case stop
    /// Run on from the present instant.
    case go

    /// What the words are, for messages.
    package static let words =
        "a time as 2026-11-23T09:00:00Z of 2000 to 2199, such a time with run behind it, +10d, +6h, +15m or +30s, "
        + "stop, run or real"

    /// The first and last instant that the clock can be put at; the CA is valid around them.
    static let earliest = Moment(year: 2000, month: 1, day: 1)
    static let latest = Moment(year: 2200, month: 1, day: 1)

    /// A century: no schedule or order reaches further, and no sum of it overflows.
    private static let furthest = 36_525 * 86_400

    /// Reads the words; nil for any others.
    package init?(_ text: String) {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        switch words {
        case ["real"]: self = .real
        case ["stop"]: self = .stop
        case ["run"]: self = .go
        default:
            if words.count == 1, let seconds = Self.distance(words[0]) {
                self = .forward(seconds: seconds)
            } else if words.count == 1, let moment = Self.moment(words[0]) {
                self = .stand(moment)
            } else if words.count == 2, words[1] == "run", let moment = Self.moment(words[0]) {
                self = .run(moment)
            } else {
                return nil
            }
        }
    }

    private static func moment(_ word: String) -> Moment? {
        Moment(iso: word).flatMap { (earliest...latest).contains($0) ? $0 : nil }
    }

    /// The seconds of `+10d` and the like.
    private static func distance(_ word: String) -> Int? {
        let units = ["d": 86_400, "h": 3600, "m": 60, "s": 1]
        guard word.hasPrefix("+"), let unit = word.last.flatMap({ units[String($0)] }),
            let count = UInt32(word.dropFirst().dropLast()), Int(count) * unit <= furthest
        else { return nil }
        return Int(count) * unit
    }
}
