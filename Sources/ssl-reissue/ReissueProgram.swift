import ArgumentParser
import Jobs

/// ssl-reissue: options to job to exit status.
@main
struct ReissueProgram: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ssl-reissue",
        abstract: "Carry every due subscription to its next certificate, live in the store.",
        version: programVersion)

    @OptionGroup var common: CommonOptions
    @OptionGroup var actions: ActionOptions

    @Flag(name: .customLong("continue"), help: "Continue what is unfinished; begin nothing.")
    var continuesOnly = false

    @Option(help: ArgumentHelp("Begin no more than so many.", valueName: "number"))
    var limit: Int?

    @Option(
        help: ArgumentHelp("Widen every window to so many days for this run.", valueName: "days"))
    var before: Int?

    @Option(
        help: ArgumentHelp(
            "Ask the CA again for so long, as 90s, 15m or 2h, not just once more.",
            valueName: "duration"))
    var wait: DurationOption?

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit needs 0 or more.") }
        if let before, !(1...200).contains(before) {
            throw ValidationError("--before needs 1 to 200 days.")
        }
    }

    func run() async throws {
        var options = ReissueJob.Options()
        options.continuesOnly = continuesOnly
        options.limit = limit
        options.before = before
        options.wait = wait?.duration
        let status = await RunContext.run("ssl-reissue", options: common, actions: actions) {
            [options] in try await ReissueJob.run($0, options: options)
        }
        throw ExitCode(status.rawValue)
    }
}
