import ArgumentParser
import Jobs

/// Removes versions that nothing needs any more.
struct PruneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Remove versions that nothing needs any more.",
        discussion: """
            A version goes when its certificate is replaced and ended 30 days ago, it is neither \
            live nor deployed nor part of an open issuance, and KeepVersions (5) newer ones are \
            there. ssl-reissue does the same at its end. Keys for which nothing was issued stay.
            """)

    @Flag(name: .shortAndLong, help: "Show what would go; change nothing.")
    var dryRun = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        var actions = ActionOptions.unset
        actions.dryRun = dryRun
        let status = await RunContext.run("ssl-admin", options: common, actions: actions) {
            try PruneJob.run($0)
        }
        status.end()
    }
}

/// Takes a CSR from outside.
struct RequestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request",
        abstract: "Keep a customer's CSR for the next certificate of a subscription.",
        discussion: """
            From then on the customer keeps the keys: without an unused CSR the subscription waits \
            (needs-csr). The CSR must be signed by its key, name exactly the subscription's names, \
            and have a new key: RSA of at least 2048 bits, P-256 or P-384.
            """)

    @Argument(help: "The reference of the subscription, or the CertificateID of its certificate.")
    var subscription: String

    @Option(help: ArgumentHelp("The file with the CSR in PEM.", valueName: "file"))
    var csr: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) { [subscription, csr] in
            try CustodyJob.keep($0, csr: csr, for: subscription)
        }
        status.end()
    }
}

/// Says who keeps the keys.
struct CustodyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "custody", abstract: "Say who makes and keeps the keys of a subscription.")

    /// Who it can be.
    enum Keeper: String, ExpressibleByArgument, CaseIterable {
        case here
        case customer
    }

    @Argument(help: "The reference of the subscription, or the CertificateID of its certificate.")
    var subscription: String

    @Argument(help: "here: keys are made here. customer: the customer sends CSRs.")
    var keeper: Keeper

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) {
            [subscription, keeper] in
            try CustodyJob.change($0, toCustomer: keeper == .customer, of: subscription)
        }
        status.end()
    }
}
