import ArgumentParser
import Jobs

/// What can be done with certificates in the key store.
struct CertificateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificate", abstract: "Work with certificates and keys in the store.",
        subcommands: [
            ListCommand.self, ExportCommand.self, RollbackCommand.self, PruneCommand.self,
            RequestCommand.self, CustodyCommand.self, ResendCommand.self,
        ])
}

/// Lists version folders.
struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the versions in the key store.")

    @Flag(help: "Those on disk that the ledger does not know, as after a restored back-up.")
    var unknown = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) { [unknown] in
            try VersionListJob.run($0, unknown: unknown)
        }
        status.end()
    }
}

/// Writes a certificate with its key into a file.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a certificate with its key into a new file.",
        discussion: """
            The file must not exist and gets mode 0600. pem: key, certificate and chain one after \
            the other. zip: the PEM files. pfx: PKCS#12, with a password from --password-file \
            (first line, mode 0600) or asked at the terminal; it needs Debian's package openssl.
            """)

    @Argument(help: "The CertificateID, or a reference for its current certificate.")
    var certificate: String

    @Option(help: "pem, pfx or zip.")
    var format: ExportJob.Format

    @Option(help: ArgumentHelp("The file to be made.", valueName: "file"))
    var output: String

    @Option(help: ArgumentHelp("The file with the password for pfx.", valueName: "file"))
    var passwordFile: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if passwordFile != nil, format != .pfx {
            throw ValidationError("--password-file goes with --format pfx.")
        }
    }

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) {
            [certificate, format, output, passwordFile] in
            try await ExportJob.run(
                $0, certificate: certificate, format: format, output: output,
                passwordFile: passwordFile)
        }
        status.end()
    }
}

extension ExportJob.Format: ExpressibleByArgument {}

/// Goes back to an earlier version.
struct RollbackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Make an earlier version live again and deploy it.",
        discussion: """
            Without --to it is the last version before the live one that can be used. Refused for \
            what has ended, was revoked or cancelled, does not match its key, or comes from a \
            sandbox while the live one is real.
            """)

    @Argument(help: "The reference of the subscription.")
    var reference: String

    @Option(help: ArgumentHelp("The version to go to.", valueName: "version"))
    var to: Int?

    @Flag(help: "Do not ask.")
    var yes = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) {
            [reference, to, yes] in
            try RollbackJob.run($0, reference: reference, version: to, isAgreed: yes)
        }
        status.end()
    }
}

/// Has the mail for approval sent again.
struct ResendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resend",
        abstract: "Have the CA send its mail for approval again, once a certificate.")

    @Argument(help: "The CertificateID that waits, or the reference of the subscription.")
    var certificate: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) { [certificate] in
            try await ResendJob.run($0, named: certificate)
        }
        status.end()
    }
}
