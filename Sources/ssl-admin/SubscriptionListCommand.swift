import ArgumentParser
import Jobs

/// Lists subscriptions.
struct SubscriptionListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List subscriptions with what is decided about them.")

    @OptionGroup var naming: NamingOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) { [naming] in
            try SubscriptionListJob.run($0, naming: naming)
        }
        status.end()
    }
}
