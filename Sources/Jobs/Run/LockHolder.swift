import Foundation
import Settings

/// Who holds the lock of a program, for a dry run, which takes none.
package enum LockHolder {
    /// Says that another run is under way, and changes nothing.
    package static func mention(_ context: RunContext, program: String) {
        let path = "\(context.configuration.settings.ledger).\(program).lock"
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK else { return }
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? program
        context.console.inform(
            "another run is under way: \(text.trimmingCharacters(in: .whitespacesAndNewlines))")
    }
}
