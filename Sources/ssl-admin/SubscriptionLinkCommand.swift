import ArgumentParser
import Jobs

/// Links a row of the account to a subscription.
struct SubscriptionLinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Give a row of the account to a subscription.",
        discussion: """
            An active certificate that lasts longer becomes the current one, a paid order that \
            waits to be activated the next paid period. A reference that no subscription has \
            becomes a new one, whose paid period is estimated from the list.
            """)

    @Argument(help: "The reference of the subscription.")
    var reference: String

    @Argument(help: "The CertificateID.")
    var certificate: Int

    @Option(help: ArgumentHelp("The module of a new one, if there are several.", valueName: "name"))
    var module: String?

    @Option(
        help: ArgumentHelp(
            "The host of a new one, where the paid order has not been activated yet.",
            valueName: "host"))
    var host: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if certificate < 1 { throw ValidationError("A CertificateID is a number from 1.") }
    }

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) {
            [reference, certificate, module, host] in
            try LinkJob.run(
                $0, reference: reference, number: certificate, module: module, host: host)
        }
        status.end()
    }
}

/// Shows one subscription.
struct SubscriptionShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show everything about one subscription.",
        discussion: "What is sold and to whom, policy and who set it, paid periods, certificates"
            + " and where their keys are, open work, deployments, what hosts serve, tasks, and the"
            + " last events.")

    @Argument(help: "The reference of the subscription, or the CertificateID of its certificate.")
    var subscription: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) { [subscription] in
            try SubscriptionShowJob.run($0, word: subscription)
        }
        status.end()
    }
}
