import ArgumentParser
import Jobs

/// What can be done with tasks for people.
struct TaskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "task", abstract: "Work that waits for people.",
        subcommands: [TaskListCommand.self, TaskTakeCommand.self, TaskCloseCommand.self])
}

/// Lists open tasks.
struct TaskListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List open tasks with their age in days and what to do.",
        discussion: "Closed ones too are in ssl-report tasks.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) { try TaskJob.list($0) }
        status.end()
    }
}

/// Who it is that takes or closes.
struct PersonOptions: ParsableArguments {
    @Argument(help: "The numbers of the tasks.")
    var task: [Int64]

    @Option(help: ArgumentHelp("Who does it, if not this user.", valueName: "name"))
    var by: String?

    func validate() throws {
        if task.isEmpty { throw ValidationError("Name a task.") }
    }
}

/// Notes who looks after tasks.
struct TaskTakeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "take", abstract: "Note that somebody looks after tasks.")

    @OptionGroup var person: PersonOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) { [person] in
            try TaskJob.take($0, ids: person.task, by: person.by)
        }
        status.end()
    }
}

/// Closes tasks by hand.
struct TaskCloseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close tasks by hand.",
        discussion: """
            The programs close a task themselves once its cause is gone. One that is closed by hand \
            while its cause is still there is opened again by the next ssl-scan.
            """)

    @OptionGroup var person: PersonOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-admin", options: common) { [person] in
            try TaskJob.close($0, ids: person.task, by: person.by)
        }
        status.end()
    }
}
