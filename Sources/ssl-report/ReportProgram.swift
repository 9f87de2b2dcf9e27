import ArgumentParser
import Jobs

/// ssl-report: options to job to exit status.
@main
struct ReportProgram: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ssl-report",
        abstract: "Show the ledger as a table, CSV or JSON.",
        discussion: "Subjects: "
            + (ReportJob.Subject.allCases.map(\.rawValue) + ["all"]).joined(separator: ", ")
            + ". all writes every report as CSV into ReportFolder, or --folder.",
        version: programVersion)

    @Argument(help: "What to show, or all.")
    var subject: String

    @Option(help: ArgumentHelp("Where all puts its files.", valueName: "folder"))
    var folder: String?

    @Option(help: ArgumentHelp("Show it as on that day, such as 2026-11-23.", valueName: "date"))
    var asOf: DateOption?

    @OptionGroup var common: CommonOptions
    @OptionGroup var naming: NamingOptions

    func validate() throws {
        guard subject == "all" || ReportJob.Subject(rawValue: subject) != nil else {
            throw ValidationError("There is no report '\(subject)'.")
        }
        if folder != nil, subject != "all" { throw ValidationError("--folder goes with all.") }
        if naming.isGiven, !ReportJob.narrowed.map(\.rawValue).contains(subject) {
            throw ValidationError("Names go with certificates and due.")
        }
    }

    func run() async throws {
        var actions = ActionOptions.unset
        actions.asOf = asOf
        let subject = ReportJob.Subject(rawValue: subject)
        let status = await RunContext.run("ssl-report", options: common, actions: actions) {
            [folder, naming] context in
            guard let subject else { return try ReportJob.runAll(context, folder: folder) }
            return try ReportJob.run(context, subject: subject, naming: naming)
        }
        status.end()
    }
}
