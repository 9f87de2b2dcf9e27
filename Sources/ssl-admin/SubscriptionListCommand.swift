import ArgumentParser
import Jobs

/// Lists subscriptions.
struct SubscriptionListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List subscriptions with what is decided about them.")

    @Flag(help: "List the rows of the accounts that no subscription owns instead.")
    var notEnrolled = false

    @OptionGroup var naming: NamingOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) { [naming, notEnrolled] in
            notEnrolled
                ? try UnownedListJob.run($0, naming: naming)
                : try SubscriptionListJob.run($0, naming: naming)
        }
        status.end()
    }
}
