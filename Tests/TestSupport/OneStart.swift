package import Foundation
import Synchronization

/// Starts other programs one after the other.
///
/// Foundation's `Process` has crashed in `run()` when several tests started programs at once.
package enum OneStart {
    private static let turn = Mutex(())

    /// Starts the process; what it runs goes on beside the others.
    package static func run(_ process: Process) throws {
        try turn.withLock { _ in try process.run() }
    }
}
