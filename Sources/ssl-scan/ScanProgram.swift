import ArgumentParser
import Jobs

/// ssl-scan: options to job to exit status.
@main
struct ScanProgram: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ssl-scan",
        abstract: "Bring the ledger up to date from every module, and show what is due.",
        version: programVersion)

    @OptionGroup var common: CommonOptions
    @OptionGroup var actions: ActionOptions

    func run() async throws {
        let status = await RunContext.run("ssl-scan", options: common, actions: actions) {
            try await ScanJob.run($0)
        }
        status.end()
    }
}
