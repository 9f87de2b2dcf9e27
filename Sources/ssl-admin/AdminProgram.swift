import ArgumentParser
import Jobs

/// ssl-admin: options to job to exit status.
@main
struct AdminProgram: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ssl-admin",
        abstract: "Set up what the night's programs act on.",
        version: programVersion,
        subcommands: [
            ModuleCommand.self, CheckConfigCommand.self, SubscriptionCommand.self,
            CertificateCommand.self, PolicyCommand.self, TaskCommand.self, LedgerCommand.self,
        ])
}

/// What can be done with subscriptions.
struct SubscriptionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subscription", abstract: "Work with subscriptions.",
        subcommands: [
            ImportCommand.self, SetCommand.self, SubscriptionListCommand.self,
            SubscriptionShowCommand.self, SubscriptionLinkCommand.self,
        ])
}

/// Enrols subscriptions from a file.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Make rows of an account subscriptions, from a CSV file.",
        discussion: """
            Columns: reference, host, names (blank between), certificate_id, order_date, years, \
            policy, mail; and where they are known renewal_certificate_id (a renewal that is paid \
            and not yet activated), dcv (cname, file, email), approver (who approves by mail, \
            such as admin@HOST) and served (as --served of subscription set). Lines that are wrong \
            are named and left out; importing a file twice changes nothing. Also optional: before \
            (the window in days), language, renew_url, retail_price.

            With --from-account rows in force of a module's account become subscriptions, those \
            that the words name or all: the reference is MODULE-CERTIFICATE_ID, and order date and \
            years, taken from the list, count as estimated until an import or subscription set \
            --ordered confirms them. --dry-run shows what is new, changed (old → new), unchanged \
            or rejected, and changes nothing.
            """)

    @Argument(help: "The CSV file; with --from-account hosts, patterns or certificate ids.")
    var words: [String] = []

    @Option(help: ArgumentHelp("Rows of that module's account.", valueName: "module"))
    var fromAccount: String?

    @Flag(name: .shortAndLong, help: "Show what would change; change nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("The module, if there are several.", valueName: "name"))
    var module: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if fromAccount == nil, words.count != 1 { throw ValidationError("Name one CSV file.") }
        if fromAccount != nil, module != nil {
            throw ValidationError("--from-account names the module.")
        }
    }

    func run() async throws {
        var actions = ActionOptions.unset
        actions.dryRun = dryRun
        let status = await RunContext.run("ssl-admin", options: common, actions: actions) {
            [words, module, fromAccount] in
            guard let fromAccount else {
                return try ImportJob.run($0, file: words.first ?? "", module: module)
            }
            return try ImportJob.run($0, account: fromAccount, words: words)
        }
        status.end()
    }
}
