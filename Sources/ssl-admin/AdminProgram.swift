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
            CertificateCommand.self,
        ])
}

/// What can be done with subscriptions.
struct SubscriptionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subscription", abstract: "Work with subscriptions.",
        subcommands: [ImportCommand.self, SetCommand.self])
}

/// Enrols subscriptions from a file.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Make rows of an account subscriptions, from a CSV file.",
        discussion: """
            Columns: reference, host, names (blank between), certificate_id, order_date, years, \
            policy, mail; and where they are known renewal_certificate_id (a renewal that is paid \
            and not yet activated), dcv (cname, file, email), approver (who approves by mail, such as \
            admin@HOST) and served (as --served of subscription set). Lines that are wrong are named \
            and left out; importing a file twice changes nothing.
            """)

    @Argument(help: "The CSV file.")
    var file: String

    @Option(help: ArgumentHelp("The module, if there are several.", valueName: "name"))
    var module: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) { [file, module] in
            try ImportJob.run($0, file: file, module: module)
        }
        try status.end()
    }
}
