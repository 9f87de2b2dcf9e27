import ArgumentParser
import Jobs

/// Proves the configuration.
struct CheckConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-config",
        abstract: "Prove everything that is set, and show what is in force and who says so.",
        discussion: """
            Reads all files, however many are wrong; looks at modes, hooks, folders, templates and \
            keys, and whether the window is longer than the time between two runs. Run it as the \
            user of the programs. Ends with 78 where anything is wrong; a warning is no failure. \
            Secrets are three dots.
            """)

    @OptionGroup var common: CommonOptions

    func run() throws {
        CheckConfigurationJob.run(common).end()
    }
}
