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

    func run() async throws {
        let status = await RunContext.run("ssl-notify", options: common, actions: actions) {
            try await NotifyJob.run($0)
        }
        throw ExitCode(status.rawValue)
    }
}
