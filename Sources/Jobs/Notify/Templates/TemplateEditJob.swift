import Foundation
import Notices
import Wording

/// `ssl-notify template edit`: the operator's own file in place of a shipped template.
package struct TemplateEditJob {
    private let context: RunContext
    private let choice: TemplateChoice
    private let part: TemplatePart
    private let path: String

    /// Copies what is in force to the operator's file where there is none, opens it in the
    /// editor, and checks what was made of it.
    package static func run(
        _ context: RunContext, _ choice: TemplateChoice, html: Bool
    ) throws -> ExitStatus {
        let part = html ? TemplatePart.html : .text
        let job = TemplateEditJob(
            context: context, choice: choice, part: part,
            path: TemplateFile.path(
                choice.name, part, language: choice.language, folder: context.templateFolder))
        return try job.run()
    }

    private func run() throws -> ExitStatus {
        let isNew = !FileManager.default.fileExists(atPath: path)
        let copied = try textInForce()
        if isNew { try copy(copied) }
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            try TemplateShowJob.write([
                "\(path.printable()) \(isNew ? "is a copy now" : "is there"): there is no terminal"
                    + " to edit it on. Change it, then run \(testCommand)"
            ])
            return .success
        }
        try edit(copied, isNew: isNew)
        guard FileManager.default.fileExists(atPath: path) else {
            context.console.inform("\(path) is gone; what was in force without it is again")
            return .success
        }
        if isNew, FileManager.default.contents(atPath: path) == Data(copied.utf8) {
            try FileManager.default.removeItem(atPath: path)
            context.console.inform("nothing was changed; what was in force stays")
            return .success
        }
        if let file = try context.templates().files.first(where: { $0.path == path }),
            let problem = file.problem
        {
            return context.complain(problem)
        }
        context.console.inform("\(path) is in force; see it with \(testCommand)")
        if part == .text,
            try context.templates().file(
                choice.name, .html, language: choice.language)?.language != choice.language
        {
            context.console.inform("in HTML the same text is shown; --html makes a page of its own")
        }
        return .success
    }

    /// Runs the editor; where it fails, a copy that nobody changed does not stay.
    ///
    /// It would only keep later words of the program out.
    private func edit(_ copied: String, isNew: Bool) throws {
        do throws(JobError) {
            try Editor(environment: ProcessInfo.processInfo.environment).edit(path)
        } catch {
            if isNew, FileManager.default.contents(atPath: path) == Data(copied.utf8) {
                try FileManager.default.removeItem(atPath: path)
            }
            throw error
        }
    }

    private var testCommand: String {
        "ssl-notify template test \(choice.name.word)"
            + (choice.language.isEmpty ? "" : " --language \(choice.language)")
    }

    /// What the language gets now: a file of a wider language, or the shipped template.
    private func textInForce() throws -> String {
        guard let file = try context.templates().file(choice.name, part, language: choice.language),
            file.problem == nil, let bytes = FileManager.default.contents(atPath: file.path)
        else { return NoticeTemplates.shippedText(choice.name, part) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Readable for all, because the programs of the night may be another user's.
    private func copy(_ text: String) throws {
        try context.makeFolder(context.templateFolder)
        do {
            try PlacedFile.put(at: path, mode: 0o644) { temporary in
                try Data(text.utf8).write(to: URL(fileURLWithPath: temporary))
            }
        } catch let error as JobError {
            throw error
        } catch {
            throw JobError.cannotWrite(path: path, text: "the copy of the template")
        }
    }
}
