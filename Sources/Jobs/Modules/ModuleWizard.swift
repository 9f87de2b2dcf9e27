import Foundation
import Settings
import Wording

/// Asks for a module step by step on a terminal, in the order of the source document: product type,
/// module, integration settings, module parameters.
struct ModuleWizard {
    /// Somebody does not want to go on.
    static var givenUp: JobError {
        .refused(what: "given up; nothing was saved", remedy: "start again when all is at hand")
    }

    /// What a setting is, in the words of the question.
    private static let questions: [String: String] = [
        "Module": "Module", "Username": "Username of the account",
        "APIUser": "APIUser, who calls the API", "APIKey": "APIKey, which is not shown",
        "ClientIP": "ClientIP, the address that requests are sent from",
        "Sandbox": "Sandbox, on or off, or the address of another API",
        "Name": "Name of this module",
        "Department": "Department, the mail address that gets its tasks",
        "Sort": "Sort, the lowest serves a new order first",
        "MinimalBalance": "MinimalBalance, below it there is a task",
    ]
    private static let productType = "SSL certificates"

    private let context: RunContext
    private let isNew: Bool
    private var console: Console { context.console }

    init(_ context: RunContext, isNew: Bool) {
        self.context = context
        self.isNew = isNew
    }

    /// Asks for everything; what is in the draft already is what an empty answer means.
    func ask(_ draft: inout ModuleDraft) throws(JobError) {
        console.show([
            "An empty answer takes what stands in brackets, - takes nothing; ^D gives up."
        ])
        if isNew {
            console.show(["", "Product type and module"])
            try askProductType()
            try ask("Module", default: "Namecheap", &draft)
        }
        console.show(["", "Integration settings"])
        try ask("Username", default: draft["Username"], &draft)
        let caller = draft["APIUser"].isEmpty ? draft["Username"] : draft["APIUser"]
        try ask("APIUser", default: caller, &draft)
        try askKey(&draft)
        let address = draft["ClientIP"].isEmpty ? OutgoingAddress.usual ?? "" : draft["ClientIP"]
        try ask("ClientIP", default: address, &draft)
        try askSandbox(&draft)
        console.show(["", "Module parameters"])
        if isNew { try askName(&draft) }
        for name in ["Department", "Sort", "MinimalBalance"] {
            try ask(name, default: draft[name], &draft)
        }
        try askFurther(&draft)
        console.show([""])
    }

    /// Asks for one setting once more.
    func correct(_ name: String, _ draft: inout ModuleDraft) throws(JobError) {
        switch name {
        case "APIKey", "APIKeyFile": try askKey(&draft)
        case "Sandbox": try askSandbox(&draft)
        case "Name" where isNew: try askName(&draft)
        default: try ask(name, default: draft[name], &draft)
        }
    }

    /// Which of the CA's two worlds it is; whoever rehearses names the API's address instead.
    private func askSandbox(_ draft: inout ModuleDraft) throws(JobError) {
        let endpoint = draft["Endpoint"]
        let usual = endpoint.isEmpty ? draft["Sandbox"] : endpoint
        let question = "\(Self.questions["Sandbox"] ?? "") [\(usual.printable())]: "
        while true {
            let answer = try line(question)
            guard !answer.isEmpty, answer != endpoint else { return }
            let isAddress = answer.lowercased().hasPrefix("http")
            if let problem = draft.give(isAddress ? "Endpoint" : "Sandbox", answer) {
                console.show([problem.text])
                continue
            }
            if !isAddress { _ = draft.give("Endpoint", "") }  // Nothing is always taken.
            return
        }
    }

    /// After a test that failed: the settings to correct, none to save all the same.
    func settingsToCorrect() throws(JobError) -> [String] {
        let known = ModuleSettings.definitions.map(\.name).filter {
            $0 != "Module" && (isNew || $0 != "Name")
        }
        while true {
            let words = try line(
                "Correct a setting (its name, such as APIKey), save it all the same (save),"
                    + " or give up (stop)? "
            ).split(separator: " ").map { $0.lowercased() }
            switch words {
            case ["save"]: return []
            case ["stop"]: throw Self.givenUp
            default: break
            }
            let names = words.map { word in known.first { $0.lowercased() == word } }
            let found = names.compactMap(\.self)
            if !found.isEmpty, found.count == words.count { return found }
            console.show(["the settings are \(known.joined(separator: ", "))"])
        }
    }

    private func askProductType() throws(JobError) {
        while true {
            let answer = try line("Product type [\(Self.productType)]: ")
            if answer.isEmpty || answer.lowercased() == Self.productType.lowercased() { return }
            console.show(["the product type is \(Self.productType)"])
        }
    }

    private func ask(
        _ name: String, default usual: String, _ draft: inout ModuleDraft
    ) throws(JobError) {
        let definition = ModuleSettings.definition(name)
        let isOptional = definition?.isRequired != true && definition?.fallback == nil
        let shown = usual.isEmpty ? isOptional ? " [none]" : "" : " [\(usual.printable())]"
        while true {
            var answer = try line("\(Self.questions[name] ?? name)\(shown): ")
            if answer.isEmpty {
                answer = usual
            } else if answer == "-" {
                answer = definition?.fallback ?? ""
            }
            guard let problem = problem(name, answer, &draft) else { return }
            console.show([problem])
        }
    }

    private func problem(_ name: String, _ value: String, _ draft: inout ModuleDraft) -> String? {
        if let problem = draft.give(name, value) { return problem.text }
        guard name == "Name", let other = context.configuration.taken(draft["Name"]) else {
            return nil
        }
        return "there is a module \(other.name.printable()) already"
    }

    private func askName(_ draft: inout ModuleDraft) throws(JobError) {
        let name = draft["Sandbox"] == "on" ? "namecheap-sandbox" : "namecheap"
        let names = [draft["Name"], name] + (2...99).map { "\(name)-\($0)" }
        let free = names.first { !$0.isEmpty && context.configuration.taken($0) == nil }
        try ask("Name", default: free ?? "", &draft)
    }

    private func askKey(_ draft: inout ModuleDraft) throws(JobError) {
        let isKept = draft.isSaid("APIKey") || draft.isSaid("APIKeyFile")
        let question = (Self.questions["APIKey"] ?? "") + (isKept ? " [as it is]: " : ": ")
        while true {
            guard let answer = HiddenLine.read(question) else {
                throw .usage(text: "the terminal cannot hide a key; use --key-file FILE")
            }
            guard case .line(let typed) = answer else { throw Self.givenUp }
            let key = typed.trimmingCharacters(in: .whitespaces)
            if key.isEmpty, isKept { return }
            guard !key.isEmpty else {
                console.show(["APIKey is missing, it is what Namecheap shows as API key"])
                continue
            }
            guard let problem = draft.give("APIKey", key) else { return }
            console.show([problem.text])
        }
    }

    private func askFurther(_ draft: inout ModuleDraft) throws(JobError) {
        while true {
            let answer = try line("A further setting, such as Interface 192.0.2.7 [no]: ")
            if answer.isEmpty || answer == "no" || answer == "-" { return }
            let parsed = try? SettingsText.parse(answer, file: "").first
            guard let setting = parsed, setting.name != "Name", setting.name != "APIKey" else {
                let isKey = parsed?.name == "APIKey"
                console.show([
                    isKey ? "a key is not typed where it shows" : "that is no further setting"
                ])
                continue
            }
            let value = setting.isOption && setting.value.isEmpty ? "on" : setting.value
            if let problem = draft.give(setting.name, value) { console.show([problem.text]) }
        }
    }

    private func line(_ question: String) throws(JobError) -> String {
        console.ask(question)
        guard let line = readLine() else {
            console.show([""])
            throw Self.givenUp
        }
        return String(SettingsText.trimmed(line[...]))
    }
}

/// The address that this machine would send from.
enum OutgoingAddress {
    /// The IPv4 address of the usual way out, or nil where there is none; nothing is sent.
    static var usual: String? {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        guard socket >= 0 else { return nil }
        defer { close(socket) }
        // 192.0.2.1 is in no network (RFC 5737); connecting a datagram socket only picks a way.
        var far = sockaddr_in()
        far.sin_family = sa_family_t(AF_INET)
        far.sin_port = UInt16(9).bigEndian
        far.sin_addr.s_addr = UInt32(0xc000_0201).bigEndian
        var own = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isKnown = unsafe withUnsafeMutablePointer(to: &far) { far in
            unsafe far.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(socket, $0, size) == 0
            }
        }
        guard isKnown else { return nil }
        let isRead = unsafe withUnsafeMutablePointer(to: &own) { own in
            unsafe own.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(socket, $0, &size) == 0
            }
        }
        let number = UInt32(bigEndian: own.sin_addr.s_addr)
        guard isRead, number != 0 else { return nil }
        return [24, 16, 8, 0].map { String(number >> $0 & 255) }.joined(separator: ".")
    }
}
