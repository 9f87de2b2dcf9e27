import ArgumentParser
import Jobs

/// What happens when a certificate comes into its window.
struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Show and set what happens in the window.",
        subcommands: [PolicyShowCommand.self, PolicySetCommand.self])
}

/// Shows policies with their sources.
struct PolicyShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show policy and window in force, and who set them where.",
        discussion: """
            The product type and every module, and the subscriptions that are named. The strongest \
            comes first: subscription, module, product type (settings), an included billmgr.conf \
            (file), default.
            """)

    @OptionGroup var naming: NamingOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) { [naming] in
            try PolicyShowJob.run($0, naming: naming)
        }
        status.end()
    }
}

/// Sets a policy.
struct PolicySetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Set policy or window, for all, a module or a subscription.",
        discussion: """
            Without --module and --subscription it is the line in ssl-ledger.conf, with --module \
            the one in the module's file; comments and mode stay. inherit takes the line away.
            """)

    @Argument(help: "auto, manual, none or inherit.")
    var policy: PolicyOption?

    @Option(help: ArgumentHelp("The window: 1 to 200 days, or inherit.", valueName: "days"))
    var before: WindowOption?

    @Option(help: ArgumentHelp("In the file of that module.", valueName: "name"))
    var module: String?

    @Option(help: ArgumentHelp("For that subscription.", valueName: "reference"))
    var subscription: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if policy == nil, before == nil {
            throw ValidationError("Name a policy, or give --before.")
        }
        if module != nil, subscription != nil {
            throw ValidationError("--module and --subscription exclude each other.")
        }
    }

    func run() async throws {
        let level: PolicySetJob.Level =
            if let subscription { .subscription(subscription) } else if let module {
                .module(module)
            } else { .productType }
        let change = PolicySetJob.Change(policy: policy, window: before)
        let status = await RunContext.run("ssl-admin", options: common) {
            try PolicySetJob.run($0, change, at: level)
        }
        status.end()
    }
}
