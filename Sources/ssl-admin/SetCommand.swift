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
    var served: ServedOption?

    @OptionGroup var contact: ContactOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if served == nil, !contact.isGiven { throw ValidationError("Say what to change.") }
    }

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) {
            [reference, served, contact] in
            if contact.isGiven {
                _ = try SubscriptionSetJob.run(  // It ends with success or an error.
                    $0, reference: reference, options: contact)
            }
            guard let served else { return .success }
            return try ServedTargetsJob.run($0, reference: reference, served: served)
        }
        throw ExitCode(status.rawValue)
    }
}
