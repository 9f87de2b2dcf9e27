import ArgumentParser
import Jobs

/// What can be done with the ledger as a whole.
struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Check, back up, restore and export the ledger.",
        subcommands: [
            LedgerCheckCommand.self, BackupCommand.self, RestoreCommand.self, VacuumCommand.self,
            LedgerExportCommand.self,
        ])
}

/// Checks the ledger and the store.
struct LedgerCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check that the ledger is whole and fits the store.",
        discussion: """
            Integrity, references between rows, paid periods, current certificates, open \
            issuances, keys and live pairs on disk, files that belong to nothing. Nothing is \
            changed; each finding says what to do. Ends with 65 for a damaged file, with 1 for \
            findings.
            """)

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) {
            try LedgerCheckJob.run($0)
        }
        status.end()
    }
}

/// Copies the ledger.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the ledger into a new file while programs run.",
        discussion: """
            The file gets mode 0600, and its name once it is durable and was found whole. In a \
            folder it is named ledger-YYYYMMDDTHHMMSSZ.sqlite. The store with its keys is not in \
            it: copy that too, after the ledger.
            """)

    @Argument(help: "The file to be made, or a folder.")
    var place: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) { [place] in
            try BackupJob.run($0, to: place)
        }
        status.end()
    }
}

/// Puts a back-up in the ledger's place.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a back-up in the ledger's place.",
        discussion: """
            Refused while a program runs. The back-up is verified first, and the old ledger is \
            kept beside the new one. Run ssl-scan next: it finds by public key what was issued \
            since the back-up.
            """)

    @Argument(help: "The back-up.")
    var backup: String

    @Flag(help: "Do not ask.")
    var yes = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) { [backup, yes] in
            try RestoreJob.run($0, from: backup, isAgreed: yes)
        }
        status.end()
    }
}

/// Makes the ledger smaller.
struct VacuumCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vacuum", abstract: "Give room back that the ledger does not use any more.",
        discussion: "Needs as much room again meanwhile; programs that run wait for it.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) {
            try BackupJob.vacuum($0)
        }
        status.end()
    }
}

/// Writes every table.
struct LedgerExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write every table as CSV into a folder, or as JSON.",
        discussion: """
            A file a table, named like it; with --json one object on standard output. No key and \
            no password is in the ledger; addresses of customers are.
            """)

    @Argument(help: "The folder for the CSV files.")
    var folder: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if (folder == nil) != common.json {
            throw ValidationError("Name a folder, or give --json.")
        }
    }

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) { [folder] in
            try LedgerExportJob.run($0, folder: folder)
        }
        status.end()
    }
}
