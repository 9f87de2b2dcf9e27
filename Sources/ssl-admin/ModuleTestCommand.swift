import ArgumentParser
import Jobs

/// Asks an account for its balance.
struct ModuleTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Connect to an account and say why not, if it fails.",
        discussion: """
            Asks for the balance, which is free and changes nothing. Ends with 0; 69 where the CA \
            cannot be reached from this host (DNS, TCP, TLS, time-out, HTTP); 77 where the data \
            are wrong or calls are not allowed from this address.
            """)

    @Argument(help: "The name of the module.")
    var name: String

    @Option(help: ArgumentHelp("How long the answer may take, such as 30s.", valueName: "time"))
    var timeout: DurationOption?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) { [name, timeout] in
            try await ModuleTestJob.run(
                $0, name: name, timeLimit: timeout?.duration ?? .seconds(30))
        }
        status.end()
    }
}
