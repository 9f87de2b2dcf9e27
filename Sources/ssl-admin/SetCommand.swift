import ArgumentParser
import Jobs

/// Changes what a person decides about one subscription.
struct SetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change a subscription.",
        discussion: """
            --served names whom to ask which certificate is served: "default" for each name that \
            is no wildcard, "none" for nobody (behind a CDN, within a network), or targets such as \
            "mail.example.com:25 starttls smtp, www.example.com:443".

            --dcv says how control is proved: cname, file or email for all names, or NAME=cname \
            for one of a multi-domain certificate; it may be given several times. What is under \
            way follows in the next run of ssl-reissue.
            """)

    @Argument(help: "The reference of the subscription.")
    var reference: String

    @Option(
        help: ArgumentHelp(
            "default, none, or HOST:PORT [starttls smtp|imap], several separated by commas.",
            valueName: "targets"))
    var served: ServedOption?

    @Option(help: ArgumentHelp("cname, file, email, or one of them for NAME=.", valueName: "dcv"))
    var dcv: [ValidationOption] = []

    @Option(
        help: ArgumentHelp(
            "Who approves by mail; without it, admin@ the name.", valueName: "address"))
    var approver: String?

    @Option(
        help: ArgumentHelp(
            "The names, where the enrolment said others than were sold; in one word, with blanks.",
            valueName: "names"))
    var names: String?

    @Option(
        help: ArgumentHelp(
            "The organisation's particulars, of OV and EV, or none.", valueName: "file"))
    var organisation: String?

    @OptionGroup var contact: ContactOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard
            [approver, names, organisation].contains(where: { $0 != nil }) || served != nil
                || !dcv.isEmpty || contact.isGiven
        else {
            throw ValidationError("Say what to change.")
        }
    }

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) {
            [reference, served, dcv, approver, names, organisation, contact] in
            if let organisation {
                _ = try OrganisationJob.run(  // It ends with success or an error.
                    $0, reference: reference, file: organisation)
            }
            if let names {
                _ = try NamesJob.run(  // It ends with success or an error.
                    $0, reference: reference, names: names)
            }
            if contact.isGiven {
                _ = try SubscriptionSetJob.run(  // It ends with success or an error.
                    $0, reference: reference, options: contact)
            }
            if let served {
                let status = try ServedTargetsJob.run($0, reference: reference, served: served)
                guard status == .success else { return status }
            }
            guard !dcv.isEmpty || approver != nil else { return .success }
            return try await ValidationChoiceJob.run(
                $0, reference: reference, options: dcv, approver: approver)
        }
        status.end()
    }
}
