import CertificateLedger
import Foundation
import Reports
import Settings
import Subscriptions
import Wording

/// `ssl-admin task`: the work that waits for people.
package enum TaskJob {
    /// The columns of the list; a promise.
    static let columns = [
        ReportColumn("task", .number), ReportColumn("age", .number),
        ReportColumn("module", .text), ReportColumn("department", .text),
        ReportColumn("reference", .text), ReportColumn("host", .text),
        ReportColumn("text", .text), ReportColumn("what_to_do", .text),
        ReportColumn("opened_at", .text), ReportColumn("taken_by", .text),
        ReportColumn("taken_at", .text),
    ]

    /// Lists the open tasks with their age in days, the oldest first.
    package static func list(_ context: RunContext) throws -> ExitStatus {
        let tasks = try context.openLedger(access: .readOnly).openTasks()
        let departments = Dictionary(
            context.configuration.modules.map { ($0.name, $0.settings.department) },
            uniquingKeysWith: { first, _ in first })
        try context.writeRows(columns) { writer in
            for task in tasks {
                writer.number(Int(task.id))
                writer.number(max(0, Int(context.now - task.openedAt) / 86_400))
                writer.text(task.module)
                writer.text(task.module.flatMap { departments[$0] ?? nil })
                writer.text(task.reference)
                writer.text(task.host)
                writer.text(task.text)
                writer.text(task.remedy)
                writer.text(task.openedAt.description)
                writer.text(task.takenBy)
                writer.text(task.takenAt.map(\.description))
                try writer.endRow()
            }
        }
        return .success
    }

    /// Notes who looks after tasks.
    package static func take(
        _ context: RunContext, ids: [Int64], by who: String?
    ) throws -> ExitStatus {
        let who = try person(who)
        let lock = try context.takeLock()
        let ledger = try context.existingLedger()
        let tasks = try open(ids, in: ledger)
        try ledger.takeTasks(tasks.map(\.id), by: who, at: context.clock.now)
        for task in tasks {
            let before = task.takenBy.map { $0 == who ? "" : ", before it was \($0)'s" } ?? ""
            context.console.inform("task \(task.id) is \(who)'s\(before): \(task.text)")
        }
        _ = consume lock  // Held until here.
        return .success
    }

    /// Closes tasks because a person says so, and says which of them come back.
    package static func close(
        _ context: RunContext, ids: [Int64], by who: String?
    ) throws -> ExitStatus {
        let who = try person(who)
        let lock = try context.takeLock()
        let ledger = try context.existingLedger()
        let tasks = try open(ids, in: ledger)
        let lasting = try ledger.closeTasks(tasks.map(\.id), by: who, at: context.clock.now)
        for task in tasks {
            guard !lasting.contains(task.id) else {
                context.console.complain(
                    "task \(task.id) is closed, but its cause is still there: the next ssl-scan"
                        + " opens it again", about: task.host ?? task.module ?? "")
                continue
            }
            let isFinal = TaskKind(cause: task.cause)?.isForPeopleOnly ?? true
            context.console.inform(
                "task \(task.id) is closed"
                    + (isFinal
                        ? "" : "; the next ssl-scan opens it again if its cause is still there"))
        }
        _ = consume lock  // Held until here.
        return .success
    }

    /// The open tasks of these numbers; one that is not open is refused before any is changed.
    private static func open(_ ids: [Int64], in ledger: Ledger) throws -> [TaskRow] {
        try ids.map { id in
            guard let task = try ledger.task(id) else {
                throw JobError.usage(text: "there is no task \(id)")
            }
            guard !task.isClosed else {
                throw JobError.refused(
                    what: "task \(id) is closed", remedy: "ssl-admin task list shows what is open")
            }
            return task
        }
    }

    /// Who does it: as named, or whoever is at the terminal.
    private static func person(_ name: String?) throws(JobError) -> String {
        let environment = ProcessInfo.processInfo.environment
        let found =
            name ?? ["SUDO_USER", "LOGNAME", "USER"].lazy.compactMap { environment[$0] }.first
            ?? accountName()
        guard let found, (1...100).contains(found.utf8.count), found == found.printable(),
            !found.allSatisfy(\.isWhitespace)
        else { throw .usage(text: "--by needs a name of 1 to 100 printable characters") }
        return found
    }

    private static func accountName() -> String? {
        guard let entry = unsafe getpwuid(getuid()) else { return nil }
        return unsafe String(cString: entry.pointee.pw_name)
    }
}
