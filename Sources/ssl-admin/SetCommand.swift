import ArgumentParser
import Jobs

/// Changes what a person decides about one subscription.
struct SetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change a subscription.",
        discussion: """
            --served names whom to ask which certificate is served: "default" for each name that \
            is no wildcard, "none" for nobody (behind a CDN, within a network), or targets such as \
            "mail.example.com:25 starttls smtp, www.example.com:443".
            """)

    @Argument(help: "The reference of the subscription.")
    var reference: String

    @Option(
        help: ArgumentHelp(
            "default, none, or HOST:PORT [starttls smtp|imap], several separated by commas.",
            valueName: "targets"))
    var served: ServedOption

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) { [reference, served] in
            try ServedTargetsJob.run($0, reference: reference, served: served)
        }
        try status.end()
    }
}
