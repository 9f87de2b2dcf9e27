import ArgumentParser
import Jobs

/// ssl-notify: options to job to exit status.
@main
struct NotifyProgram: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ssl-notify",
        abstract: "Tell people what they must know about their certificates, once.",
        version: programVersion)

    @OptionGroup var common: CommonOptions
    @OptionGroup var actions: ActionOptions
    @OptionGroup var naming: NamingOptions
    @OptionGroup var bounds: BoundOptions
    @OptionGroup var notices: NotifyOptions

    func run() async throws {
        let status = await RunContext.run("ssl-notify", options: common, actions: actions) {
            [naming, bounds, notices] in
            try await NotifyJob.run(
                $0, NotifyJob.Request(naming: naming, bounds: bounds, options: notices))
        }
        try status.end()
    }
}
