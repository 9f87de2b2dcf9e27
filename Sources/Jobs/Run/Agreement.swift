import Foundation
import Wording

/// The consent of a person to what a run is about to do.
package enum Agreement {
    /// Whether somebody can be asked: a terminal to read from, and one to be read on.
    package static var canBeAsked: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    /// Asks on standard error, so that standard output stays what it is; anything but yes is no.
    package static func isGiven(_ console: Console) -> Bool {
        console.ask("Go on (yes/no)? ")
        return ["yes", "y"].contains(readLine()?.lowercased() ?? "")
    }
}
