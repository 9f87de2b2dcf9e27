import ArgumentParser
import Jobs
import Orders

/// ssl-order: options to job to exit status.
@main
struct OrderProgram: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ssl-order",
        abstract: "Buy and renew: the only program that can spend money.",
        discussion: """
            Each order is quoted first. On a terminal it asks; elsewhere it needs --yes and \
            --max-price. A request is sent once: where its outcome is not known, the account is \
            looked at, and nothing is sent again before it is settled.
            """,
        version: programVersion,
        subcommands: [
            BuyCommand.self, ActivateCommand.self, RenewCommand.self, AddNamesCommand.self,
            StatusCommand.self, SettleCommand.self,
        ])
}

/// On which day is decided.
struct DayOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Decide as on that day, such as 2026-11-23; implies --dry-run.", valueName: "date"))
    var asOf: DateOption?
}

/// How far a person agrees beforehand.
struct ConsentOptions: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Do not ask; needs --max-price.")
    var yes = false

    @Option(
        help: ArgumentHelp(
            "What the whole order may cost at most, in the account's currency.",
            valueName: "amount"))
    var maxPrice: AmountOption?

    @Flag(
        name: [.short, .long],
        help: "Show the quote by the prices and balance that are known; ask nobody, buy nothing.")
    var dryRun = false

    @OptionGroup var day: DayOption

    var consent: Consent { Consent(isAgreed: yes, mostPrice: maxPrice?.hundredths) }

    var actions: ActionOptions {
        var actions = ActionOptions.unset
        actions.dryRun = dryRun
        actions.asOf = day.asOf
        return actions
    }

    func validate() throws {
        if yes, maxPrice == nil { throw ValidationError("--yes needs --max-price AMOUNT.") }
    }
}

/// Activates a paid order at once.
struct ActivateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "activate",
        abstract: "Get the first certificate of a paid order now.",
        discussion: """
            The same as ssl-reissue does with it in its next run: the same states, the same lock. \
            A renewal is activated when the current order gains nothing more.
            """)

    @Argument(help: "The reference of the subscription.")
    var reference: String

    @Flag(name: .shortAndLong, help: "Show what would be done; change nothing.")
    var dryRun = false

    @OptionGroup var day: DayOption
    @OptionGroup var common: CommonOptions

    func run() async throws {
        var actions = ActionOptions.unset
        actions.dryRun = dryRun
        actions.asOf = day.asOf
        let status = await RunContext.run("ssl-order", options: common, actions: actions) {
            [reference, actions] in
            try await ActivateJob.run($0, reference: reference, actions: actions)
        }
        status.end()
    }
}

/// Shows orders.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show orders and what came of them; look unknown outcomes up.",
        discussion: "It ends with 1 while an order's outcome or task is open.")

    @Argument(help: "The reference; without it all orders.")
    var reference: String?

    @Flag(name: .shortAndLong, help: "Look nothing up; change nothing.")
    var dryRun = false

    @OptionGroup var day: DayOption
    @OptionGroup var common: CommonOptions

    func run() async throws {
        var actions = ActionOptions.unset
        actions.dryRun = dryRun
        actions.asOf = day.asOf
        let status = await RunContext.run("ssl-order", options: common, actions: actions) {
            [reference] in try await StatusJob.run($0, reference: reference)
        }
        status.end()
    }
}

/// Says what became of an order.
struct SettleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settle",
        abstract: "Say what became of an order whose outcome could not be told.")

    @Argument(help: "The reference.")
    var reference: String

    @Flag(help: "Nothing was bought; it can be ordered again.")
    var nothing = false

    @Option(help: ArgumentHelp("It was bought, as that certificate.", valueName: "id"))
    var certificate: Int?

    @Flag(name: .shortAndLong, help: "Show which order is meant; ask nobody, change nothing.")
    var dryRun = false

    @OptionGroup var day: DayOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard nothing != (certificate != nil) else {
            throw ValidationError("Say either --nothing or --certificate ID.")
        }
        guard certificate ?? 1 > 0 else { throw ValidationError("An id is a positive number.") }
    }

    func run() async throws {
        let word = certificate.map { SettleJob.Word.bought($0) } ?? .nothing
        var actions = ActionOptions.unset
        actions.dryRun = dryRun
        actions.asOf = day.asOf
        let status = await RunContext.run("ssl-order", options: common, actions: actions) {
            [reference] in
            try await SettleJob.run($0, reference: reference, word: word)
        }
        status.end()
    }
}
