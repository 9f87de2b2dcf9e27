import ArgumentParser
import Jobs

/// Lists the accounts.
struct ModuleListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the accounts with balance, last success, calls made and certificates.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) {
            try ModuleListJob.run($0)
        }
        status.end()
    }
}

/// Shows what is set for an account.
struct ModuleShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what is in force for an account and who says so, without its key.")

    @Argument(help: "The name of the module.")
    var name: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) { [name] in
            try ModuleShowJob.run($0, name: name)
        }
        status.end()
    }
}

/// Lets the programs use an account.
struct ModuleEnableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Let the programs use an account again.")

    @Argument(help: "The name of the module.")
    var name: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) { [name] in
            try ModuleSwitchJob.enable($0, name: name, isEnabled: true)
        }
        status.end()
    }
}

/// Keeps the programs from an account.
struct ModuleDisableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Keep the programs from an account; its subscriptions wait (module-disabled).")

    @Argument(help: "The name of the module.")
    var name: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) { [name] in
            try ModuleSwitchJob.enable($0, name: name, isEnabled: false)
        }
        status.end()
    }
}

/// Takes an account out of use for good.
struct ModuleRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Take an account out of use for good.",
        discussion: """
            Refused while the ledger has subscriptions, unfinished work or an unsettled order of it. \
            The file is \
            renamed to NAME.conf.removed, which no program reads; it still holds the key.
            """)

    @Argument(help: "The name of the module.")
    var name: String

    @Flag(help: "Do not ask.")
    var yes = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) { [name, yes] in
            try ModuleSwitchJob.remove($0, name: name, isAgreed: yes)
        }
        status.end()
    }
}
