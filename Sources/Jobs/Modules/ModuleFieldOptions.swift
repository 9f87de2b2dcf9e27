package import ArgumentParser
import Settings
import Wording

/// What a person may say about a module on the command line.
package struct ModuleFieldOptions: ParsableArguments, Sendable {
    /// The account.
    @Option(help: ArgumentHelp("The user name of the account.", valueName: "name"))
    package var username: String?
    /// Who calls.
    @Option(
        help: ArgumentHelp("Who calls the API, where that is another user.", valueName: "name"))
    package var apiUser: String?
    /// Where the key is.
    @Option(
        help: ArgumentHelp(
            "The file whose first line is the API key, mode 0600; it is copied into the module's"
                + " file. /dev/stdin takes it from a pipe.", valueName: "file"))
    package var keyFile: String?
    /// Where requests come from.
    @Option(
        name: .customLong("client-ip"),
        help: ArgumentHelp("The IPv4 address that requests are sent from.", valueName: "address"))
    package var clientIP: String?
    /// Which of the CA's two worlds it is.
    @Option(help: ArgumentHelp("on for an account of the CA's sandbox.", valueName: "on|off"))
    package var sandbox: String?
    /// Who gets its tasks.
    @Option(
        help: ArgumentHelp(
            "The mail address of the staff that gets its tasks.", valueName: "address"))
    package var department: String?
    /// Its place among others.
    @Option(
        help: ArgumentHelp(
            "The module with the lowest number serves a new order first.", valueName: "number"))
    package var sort: String?
    /// The least that should be in the account.
    @Option(
        help: ArgumentHelp(
            "Below this balance there is a task; empty for no check.", valueName: "amount"))
    package var minimalBalance: String?
    /// Anything else that a module's file may say.
    @Option(
        help: ArgumentHelp(
            "A further setting as a line of the file, such as \"Interface 192.0.2.7\"; may be"
                + " repeated.", valueName: "line"))
    package var set: [String] = []

    /// Options as nobody gave any.
    package init() {}

    /// Whether anything is said at all.
    var areGiven: Bool { !named.isEmpty || keyFile != nil || !set.isEmpty }

    private var named: [(name: String, option: String, value: String)] {
        let all = [
            ("Username", "--username", username), ("APIUser", "--api-user", apiUser),
            ("ClientIP", "--client-ip", clientIP), ("Sandbox", "--sandbox", sandbox),
            ("Department", "--department", department), ("Sort", "--sort", sort),
            ("MinimalBalance", "--minimal-balance", minimalBalance),
        ]
        return all.compactMap { name, option, value in value.map { (name, option, $0) } }
    }

    /// Gives all of it to a draft; says everything that is wrong with it.
    func apply(to draft: inout ModuleDraft) throws -> [String] {
        var problems: [String] = []
        for field in named {
            if let problem = draft.give(field.name, field.value) {
                problems.append("\(problem.text) (\(field.option))")
            }
        }
        if let keyFile, let problem = try draft.giveKey(from: keyFile) {
            problems.append("\(problem.text) (--key-file)")
        }
        for line in set { problems += try give(line, to: &draft).map { ["\($0) (--set)"] } ?? [] }
        return problems
    }

    private func give(_ text: String, to draft: inout ModuleDraft) throws -> String? {
        // `Name=value` is what people write, too.
        let text = text.replacing(/^([A-Za-z]+)=/) { "\($0.1) " }
        guard let line = try? SettingsText.parse(text, file: "--set").first, !text.contains("\n")
        else { return "\(text.printable(limit: 60)) is no line of a module's file" }
        // Everybody on this machine sees what a command line says.
        guard line.name != "APIKey" else {
            return "a key on a command line is seen by everybody on this machine, use --key-file"
        }
        guard line.name != "Proxy" || !line.value.contains("@") else {
            return "a password on a command line is seen by everybody on this machine, write Proxy"
                + " into the module's file"
        }
        let value = line.isOption && line.value.isEmpty ? "on" : line.value
        return draft.give(line.name, value)?.text
    }
}
