import ArgumentParser
import Jobs

/// What can be done with processing modules.
struct ModuleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "module", abstract: "Set up accounts at the CA.",
        subcommands: [
            ModuleAddCommand.self, ModuleEditCommand.self, ModuleListCommand.self,
            ModuleShowCommand.self, ModuleTestCommand.self, ModuleEnableCommand.self,
            ModuleDisableCommand.self, ModuleRemoveCommand.self,
        ])
}
