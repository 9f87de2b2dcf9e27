import ArgumentParser
import Jobs
import Orders

/// Buys a new order.
struct BuyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "buy",
        abstract: "Buy a new order and make it a subscription.",
        discussion: """
            The module is the enabled one with the lowest Sort that can serve the product and keeps \
            its MinimalBalance. The same order for the same reference is never sent twice. OV and \
            EV need --organisation: a file of lines such as "AdminOrganizationName Example Ltd".
            """)

    @Option(help: "The product, such as 'Standard SSL'.")
    var product: String

    @Option(help: "The years, 1 to 5.")
    var years: Int

    @Option(help: "The host the certificate is for.")
    var host: String

    @Option(help: ArgumentHelp("A further name, of multi-domain products.", valueName: "host"))
    var name: [String] = []

    @Option(help: "The number of the service at the seller; by default the host.")
    var reference: String?

    @Option(help: ArgumentHelp("Only that module.", valueName: "name"))
    var module: String?

    @Option(
        help: ArgumentHelp(
            "A customer's CSR in PEM; the customer keeps the key then.", valueName: "file"))
    var csr: String?

    @Option(
        help: ArgumentHelp(
            "How control of the names is proved: cname, file or email.", valueName: "method"))
    var dcv: String?

    @Option(help: ArgumentHelp("The customer's address.", valueName: "address"))
    var mail: String?

    @Option(help: ArgumentHelp("The organisation's particulars.", valueName: "file"))
    var organisation: String?

    @Flag(
        help:
            "Buy although the account has such an order that nobody owns, or the host a subscription."
    )
    var another = false

    @OptionGroup var consent: ConsentOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (1...5).contains(years) else { throw ValidationError("--years needs 1 to 5.") }
        guard dcv.map({ ["cname", "file", "email"].contains($0) }) ?? true else {
            throw ValidationError("--dcv needs cname, file or email.")
        }
    }

    func run() async throws {
        var request = BuyRequest(product: product, years: years, host: host)
        request.names = name
        request.reference = reference
        request.module = module
        request.csr = csr
        request.method = dcv
        request.mail = mail
        request.organisation = organisation
        request.isAnother = another
        let status = await RunContext.run(
            "ssl-order", options: common, actions: consent.actions
        ) { [request, consent] in
            try await BuyJob.run($0, request, consent: consent.consent)
        }
        status.end()
    }
}

/// Renews a subscription.
struct RenewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew",
        abstract: "Buy the order that follows the last one of a subscription.",
        discussion: """
            From 90 days before its end. The new paid period begins where the last one ends; \
            ssl-reissue activates it without a day uncovered.
            """)

    @Argument(help: "The reference of the subscription.")
    var reference: String

    @Option(help: "The years, 1 to 5.")
    var years: Int

    @OptionGroup var consent: ConsentOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (1...5).contains(years) else { throw ValidationError("--years needs 1 to 5.") }
    }

    func run() async throws {
        let status = await RunContext.run(
            "ssl-order", options: common, actions: consent.actions
        ) { [reference, years, consent] in
            try await RenewJob.run(
                $0, reference: reference, years: years, consent: consent.consent)
        }
        status.end()
    }
}

/// Adds names to a subscription.
struct AddNamesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add-names",
        abstract: "Buy further names for the current order of a subscription.",
        discussion: """
            Of multi-domain products. The names count from the next certificate on: ssl-reissue \
            REFERENCE --force --reason names gets it now.
            """)

    @Argument(help: "The reference of the subscription.")
    var reference: String

    @Argument(help: "The names.")
    var names: [String]

    @OptionGroup var consent: ConsentOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run(
            "ssl-order", options: common, actions: consent.actions
        ) { [reference, names, consent] in
            try await AddNamesJob.run(
                $0, reference: reference, names: names, consent: consent.consent)
        }
        status.end()
    }
}
