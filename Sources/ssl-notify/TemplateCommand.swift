import ArgumentParser
import Jobs

/// What can be done with the words of notices.
struct TemplateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ssl-notify template", abstract: "Work with the words of notices.",
        discussion: """
            A file in the folder of the setting Templates replaces the shipped template: \
            KIND.txt.mustache (a line "Subject: ...", a blank line, the text) and \
            KIND.html.mustache; KIND.de.txt.mustache is for subscriptions of that language only. \
            pt-br falls back to pt, then to the file without a language, then to the shipped one. \
            A text without an HTML file of its own is shown in HTML as it is. A file that cannot be \
            used is reported, and the shipped template is taken. digest is what several notices to \
            one customer become, frame what stands around every mail: the page, the greeting and the \
            signature. The shipped frame says its English words only around English ones.
            """,
        subcommands: [
            TemplateListCommand.self, TemplateShowCommand.self, TemplateEditCommand.self,
            TemplateTestCommand.self,
        ])
}

/// Lists the templates.
struct TemplateListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the templates, and whether each can be used.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-notify", options: common) {
            try TemplateListJob.run($0)
        }
        try status.end()
    }
}

/// The template that a command is about.
struct TemplateOptions: ParsableArguments {
    @Argument(help: "The kind of notice, digest or frame: see template list.")
    var template: String

    @Option(help: ArgumentHelp("The language, such as de or pt-BR.", valueName: "tag"))
    var language: String?
}

/// Shows a template.
struct TemplateShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a template and what it may name.",
        discussion: """
            With --data it shows what the template would be filled with instead: the data of a \
            subscription, or made-up ones without a reference.
            """)

    @OptionGroup var template: TemplateOptions

    @Flag(help: "The HTML instead of the text.")
    var html = false

    @Option(
        defaultAsFlag: "",
        help: ArgumentHelp("The data, of that subscription.", valueName: "reference"))
    var data: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-notify", options: common) {
            [template, html, data] in
            let choice = try TemplateChoice(template.template, language: template.language)
            guard let data else { return try TemplateShowJob.run($0, choice, html: html) }
            return try TemplateShowJob.data($0, choice, reference: data)
        }
        try status.end()
    }
}

/// Edits a template.
struct TemplateEditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Replace a template by a file, and edit it.",
        discussion: """
            Copies the template to the folder of the setting Templates, opens it with $VISUAL, \
            $EDITOR or vi, and checks it afterwards.
            """)

    @OptionGroup var template: TemplateOptions

    @Flag(help: "The HTML instead of the text.")
    var html = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-notify", options: common) { [template, html] in
            try TemplateEditJob.run(
                $0, TemplateChoice(template.template, language: template.language), html: html)
        }
        try status.end()
    }
}

/// Tries a template.
struct TemplateTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Fill a template and show it, or send it to yourself.",
        discussion: "The data are made up, or with --reference those of a subscription.")

    @OptionGroup var template: TemplateOptions

    @Option(help: ArgumentHelp("Fill it with this subscription's data.", valueName: "reference"))
    var reference: String?

    @Option(help: ArgumentHelp("Write the HTML into a file.", valueName: "file"))
    var html: String?

    @Option(help: ArgumentHelp("Send it there, marked as a test.", valueName: "address"))
    var sendTo: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let status = await RunContext.run("ssl-notify", options: common) {
            [template, reference, html, sendTo] in
            let choice = try TemplateChoice(template.template, language: template.language)
            return try await TemplateTestJob.run(
                $0,
                TemplateTestJob.Request(
                    choice, reference: reference, htmlFile: html, sendTo: sendTo))
        }
        try status.end()
    }
}
