package import ArgumentParser
import Subscriptions

/// The options that every program has.
package struct CommonOptions: ParsableArguments, Sendable {
    /// The main settings file.
    @Option(
        help: ArgumentHelp(
            "The settings file; modules.d and debug.conf lie beside it.", valueName: "file"))
    package var config: String?
    /// The ledger, instead of the one in the settings.
    @Option(
        help: ArgumentHelp("The ledger, instead of the one in the settings.", valueName: "file"))
    package var ledger: String?
    /// Errors only, even on a terminal.
    @Flag(name: .shortAndLong, help: "Say nothing but errors.")
    package var quiet = false
    /// Say what is done, even without a terminal.
    @Flag(name: .shortAndLong, help: "Say what is done, even without a terminal.")
    package var verbose = false
    /// JSON on standard output.
    @Flag(help: "Write the rows as JSON to standard output.")
    package var json = false
    /// CSV into a file.
    @Option(
        help: ArgumentHelp(
            "Write the rows as CSV into a file, or with - to standard output.", valueName: "file"))
    package var csv: String?

    /// Options as nobody gave any.
    package init() {}

    /// Refuses options that contradict each other.
    package func validate() throws {
        if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other.") }
        if json, csv != nil { throw ValidationError("--json and --csv exclude each other.") }
    }
}

/// The options of every program that acts.
package struct ActionOptions: ParsableArguments, Sendable {
    /// Decide, and do nothing.
    @Flag(name: .shortAndLong, help: "Show what a real run would begin with; change nothing.")
    package var dryRun = false
    /// Decide as on another day; implies a dry run.
    @Option(
        help: ArgumentHelp(
            "Decide as on that day, such as 2026-11-23; implies --dry-run.", valueName: "date"))
    package var asOf: DateOption?

    /// Options as nobody gave any.
    package init() {}

    /// Options as nobody gave any, for programs that have only some of them.
    package static var unset: ActionOptions {
        var options = ActionOptions()
        options.dryRun = false
        options.asOf = nil
        return options
    }
}

/// A date or moment on the command line.
package struct DateOption: ExpressibleByArgument, Sendable {
    let moment: Timestamp

    /// Reads `2026-11-23` or `2026-11-23T03:00:00Z`.
    package init?(argument: String) {
        guard let moment = Timestamp(iso: argument) else { return nil }
        self.moment = moment
    }
}
