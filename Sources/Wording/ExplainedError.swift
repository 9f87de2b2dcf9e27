/// An error that can say what happened, what to do next, and whether trying again is safe.
///
/// Every error of this project conforms; a program prints `explanation` and nothing else.
package protocol ExplainedError: Error, Sendable, CustomStringConvertible {
    /// What happened, in one clause without a full stop, hostile text already made `printable`.
    var happened: String { get }
    /// What the reader does about it, in one clause without a full stop.
    var remedy: String { get }
    /// Whether the same thing may be tried again.
    var retry: Retry { get }
}

/// Whether trying again is safe, and when it makes sense.
package enum Retry: String, Sendable {
    /// Safe and sensible at once.
    case now
    /// Safe, but only after something else has changed or time has passed; the next run does it.
    case later
    /// It fails in the same way until the remedy was applied, or might do harm before.
    case never

    /// When to try again, in words: what never succeeds as it is may once the remedy was applied.
    fileprivate var words: String {
        switch self {
        case .now, .later: rawValue
        case .never: "once that is done"
        }
    }
}

extension ExplainedError {
    /// The three parts as one line: `happened; remedy (try again: later)`.
    package var explanation: String {
        "\(happened); \(remedy) (try again: \(retry.words))"
    }

    /// The explanation, so that a stray interpolation never prints a type's innards.
    package var description: String { explanation }
}
