import ArgumentParser
import Jobs

/// ssl-reissue: options to job to exit status.
@main
struct ReissueProgram: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ssl-reissue",
        abstract: "Carry every due subscription to its next certificate, live in the store.",
        discussion: """
            Without names it is about all that is due. Naming subscriptions narrows the run and \
            overrides nothing: what is named and not due is listed with its reason. On a terminal \
            it shows what will happen and asks, unless --yes is given.
            """,
        version: programVersion)

    @OptionGroup var common: CommonOptions
    @OptionGroup var actions: ActionOptions

    @Flag(name: .customLong("continue"), help: "Continue what is unfinished; begin nothing.")
    var continuesOnly = false

    @OptionGroup var bounds: BoundOptions
    @OptionGroup var batch: BatchRequest

    @Option(
        help: ArgumentHelp(
            "Ask the CA again for so long, as 90s, 15m or 2h, not just once more.",
            valueName: "duration"))
    var wait: DurationOption?

    func validate() throws {
        if continuesOnly, batch.isForced || batch.revokesOld || batch.reason != nil {
            throw ValidationError("--continue begins nothing: no --force, --reason, --revoke-old.")
        }
    }

    func run() async throws {
        var options = ReissueJob.Options()
        options.continuesOnly = continuesOnly
        options.limit = bounds.limit
        options.before = bounds.before
        options.batch = batch
        options.wait = wait?.duration
        let status = await RunContext.run("ssl-reissue", options: common, actions: actions) {
            [options] in try await ReissueJob.run($0, options: options)
        }
        status.end()
    }
}
