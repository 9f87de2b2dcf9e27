import Dispatch
import Foundation
import Synchronization

/// Looks at a symbolic link without pause, on a thread of its own, and keeps what it saw.
final class LinkWatcher: Sendable {
    private let seen = Mutex<Set<String?>>([])
    private let isStopped = Mutex(false)
    private let hasLooked = DispatchSemaphore(value: 0)
    private let hasEnded = DispatchSemaphore(value: 0)

    /// Begins to look, and returns once it has looked for the first time.
    init(_ link: String) {
        Thread.detachNewThread { [self] in
            repeat {
                let target = try? FileManager.default.destinationOfSymbolicLink(atPath: link)
                let isFirst = seen.withLock { seen in
                    defer { seen.insert(target) }
                    return seen.isEmpty
                }
                if isFirst { hasLooked.signal() }
            } while !isStopped.withLock { $0 }
            hasEnded.signal()
        }
        hasLooked.wait()
    }

    /// Ends the looking and tells every target seen; nil is a moment without a link.
    func stop() -> Set<String?> {
        isStopped.withLock { $0 = true }
        hasEnded.wait()
        return seen.withLock { $0 }
    }
}
