import ArgumentParser
import Jobs

/// How a module is tried before it is saved.
struct ModuleTrialOptions: ParsableArguments {
    @Flag(help: "Save without a connection test.")
    var noTest = false

    @Option(
        help: ArgumentHelp("How long the test's answer may take, such as 30s.", valueName: "time"))
    var timeout: DurationOption?

    /// The limit as given, or the usual one.
    var timeLimit: Duration { timeout?.duration ?? .seconds(30) }
}

/// Sets up an account.
struct ModuleAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Set up an account.",
        discussion: """
            On a terminal, unless options name the module and all it needs, it asks for everything \
            in turn, with what options say as defaults, and tries the connection; otherwise the \
            options say it all. Where the connection fails \
            nothing is saved unless you say so. Both write the same file, modules.d/NAME.conf.
            """)

    @Option(help: ArgumentHelp("The name of the module.", valueName: "name"))
    var name: String?

    @OptionGroup(title: "THE MODULE") var fields: ModuleFieldOptions
    @OptionGroup(title: "THE TEST") var trial: ModuleTrialOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) { [name, fields, trial] in
            try await ModuleSetupJob.add(
                $0, name: name, fields: fields, tests: !trial.noTest, timeLimit: trial.timeLimit)
        }
        status.end()
    }
}

/// Changes an account's settings.
struct ModuleEditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Change what is set for an account.",
        discussion: """
            On a terminal, without options about the module, it asks for everything in turn, with \
            what is set as defaults. Only the lines of what changes are touched; comments stay.
            """)

    @Argument(help: "The name of the module.")
    var name: String

    @OptionGroup(title: "THE MODULE") var fields: ModuleFieldOptions
    @OptionGroup(title: "THE TEST") var trial: ModuleTrialOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) { [name, fields, trial] in
            try await ModuleSetupJob.edit(
                $0, name: name, fields: fields, tests: !trial.noTest, timeLimit: trial.timeLimit)
        }
        status.end()
    }
}
