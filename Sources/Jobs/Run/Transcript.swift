import Synchronization

/// Complaints kept back, so that work done at the same time is told in a stable order.
final class Transcript: Sendable {
    private let kept = Mutex<[String]>([])

    /// Keeps a line.
    func keep(_ line: String) {
        kept.withLock { $0.append(line) }
    }

    /// The lines so far, each handed out once.
    func take() -> [String] {
        kept.withLock { lines in
            defer { lines = [] }
            return lines
        }
    }
}
