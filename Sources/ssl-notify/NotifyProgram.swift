import ArgumentParser
import Jobs

/// ssl-notify: options to job to exit status.
@main
struct NotifyProgram: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ssl-notify",
        abstract: "Tell people what they must know about their certificates, once.",
        discussion: "Their words: see ssl-notify template --help.", version: programVersion)

    @OptionGroup var common: CommonOptions
    @OptionGroup var actions: ActionOptions
    @OptionGroup var naming: NamingOptions
    @OptionGroup var bounds: BoundOptions
    @OptionGroup var notices: NotifyOptions

    /// A name may stand where a subcommand does, so the one there is comes before the parser.
    static func main() async {
        let words = Array(CommandLine.arguments.dropFirst())
        guard words.first == "template" else { return await main(words) }
        await TemplateCommand.main(Array(words.dropFirst()))
    }

    func run() async throws {
        let status = await RunContext.run("ssl-notify", options: common, actions: actions) {
            [naming, bounds, notices] in
            try await NotifyJob.run(
                $0, NotifyJob.Request(naming: naming, bounds: bounds, options: notices))
        }
        try status.end()
    }
}
