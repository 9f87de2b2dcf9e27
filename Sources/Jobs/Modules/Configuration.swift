import Foundation
import HTTP
import NamecheapAPI
package import Settings
package import Wording

/// Everything the administrator set: the main file, the modules beside it, the environment.
package struct Configuration: Sendable {
    /// The main file where nobody names another.
    package static let usualPath = "/etc/ssl-ledger/ssl-ledger.conf"

    /// The main file's settings, command line and environment already on top.
    package let settings: LedgerSettings
    /// The modules in the order of their names.
    package let modules: [ConfiguredModule]
    /// The folder of the modules' files.
    let modulesFolder: String
    /// How much the exchange log says.
    package let debugLevels: DebugLevels

    /// Reads the main file, the modules in `modules.d` beside it and `debug.conf`.
    ///
    /// Everything is read before anything is done, so that a mistake in one file never leaves half
    /// a night's work.
    package init(
        path: String?, ledger: String?, environment: [String: String]
    ) throws {
        let path = path ?? environment["SSL_LEDGER_CONFIG"] ?? Configuration.usualPath
        let text = try SettingsFile.text(path)
        let lines = try SettingsText.parse(text, file: path)
        let included = try LedgerSettings.includes(in: lines).flatMap {
            try SettingsText.parse(SettingsFile.text($0), file: $0)
        }
        var settings = try LedgerSettings(lines: lines, file: path, included: included)
        if let ledger = ledger ?? environment["SSL_LEDGER_DATABASE"] { settings.ledger = ledger }
        self.settings = settings
        // Of a name alone the folder is the current one, not the root.
        let parent = (path as NSString).deletingLastPathComponent
        let folder = parent.isEmpty ? "." : parent
        modulesFolder = folder + "/modules.d"
        modules = try SettingsFile.names(in: modulesFolder, ending: ".conf").map {
            try ConfiguredModule(path: $0, environment: environment)
        }
        .sorted { $0.name < $1.name }
        debugLevels = try SettingsFile.debugLevels(folder + "/debug.conf")
        try checkTogether()
    }

    /// The modules that may be used.
    package var enabledModules: [ConfiguredModule] { modules.filter(\.settings.isEnabled) }

    /// Refuses a clock that was set while a module in use is not on this machine.
    package func check(_ clock: RunClock) throws(JobError) {
        guard clock.isOverridden else { return }
        if let far = enabledModules.first(where: { !$0.isOnThisMachine }) {
            throw .clockOverridden(module: far.name)
        }
    }

    private func checkTogether() throws(JobError) {
        for (name, group) in Dictionary(grouping: modules, by: \.name) where group.count > 1 {
            throw .configuration(
                what: "two modules are called \(name.printable())",
                remedy: "give each file in modules.d a Name of its own")
        }
    }
}

/// A module with all that is needed to call it.
package struct ConfiguredModule: Sendable {
    /// The CA's own addresses (namecheap-api.md, section 1.1).
    private static let production = "https://api.namecheap.com/xml.response"
    private static let sandbox = "https://api.sandbox.namecheap.com/xml.response"

    /// Its file.
    let path: String
    /// The settings of its file.
    package let settings: ModuleSettings
    /// The key, wherever it came from.
    package let apiKey: Secret
    /// The address of the API.
    package let endpoint: String

    /// The name that the ledger knows it by.
    package var name: String { settings.name }

    /// Reads a module's file, which nobody else may read, and finds its key.
    package init(path: String, environment: [String: String]) throws {
        try self.init(
            text: SettingsFile.secretText(path), path: path, environment: environment)
    }

    /// Reads what a module's file says, or is about to say, and finds its key.
    init(text: String, path: String, environment: [String: String]) throws {
        settings = try ModuleSettings(text: text, file: path)
        self.path = path
        endpoint =
            settings.endpoint
            ?? (settings.isSandbox ? ConfiguredModule.sandbox : ConfiguredModule.production)
        apiKey = try ConfiguredModule.key(of: settings, path: path, environment: environment)
        try checkEnvironment()
        let limits = [settings.callsPerMinute, settings.callsPerHour, settings.callsPerDay]
        guard isOnThisMachine || !limits.contains(0) else {
            throw JobError.configuration(
                what: "\(path.printable()): a call limit of 0 (none) is set for a CA's address",
                remedy: "set CallsPerMinute, CallsPerHour and CallsPerDay to 1 or more")
        }
    }

    /// Refuses an account that would be taken for one of the CA's other world.
    private func checkEnvironment() throws(JobError) {
        let host = URLComponents(string: endpoint)?.host?.lowercased()
        for (address, isSandbox) in [(Self.production, false), (Self.sandbox, true)]
        where host == URLComponents(string: address)?.host && isSandbox != settings.isSandbox {
            throw .configuration(
                what: "\(path.printable()): Endpoint is that of Namecheap's"
                    + " \(isSandbox ? "sandbox" : "real API") and Sandbox is"
                    + " \(isSandbox ? "off" : "on")",
                remedy: "take the line Endpoint out, or set Sandbox \(isSandbox ? "on" : "off")")
        }
    }

    /// Whether its certificates are for tests only: the CA's sandbox, or one on this machine.
    package var isForTests: Bool { settings.isSandbox || isOnThisMachine }

    /// Whether the address is a loopback address of this machine.
    package var isOnThisMachine: Bool {
        guard let host = URLComponents(string: endpoint)?.host else { return false }
        return host == "localhost" || host == "::1" || host == "[::1]"
            || (host.hasPrefix("127.") && host.allSatisfy { $0 == "." || $0.isNumber })
    }

    /// The variable of the environment that may hold the key of a module.
    static func keyVariable(ofModule name: String) -> String {
        let letters = name.uppercased().map {
            $0.isASCII && $0.isLetter || $0.isNumber ? $0 : "_"
        }
        return "SSL_LEDGER_API_KEY_" + String(letters)
    }

    private static func key(
        of settings: ModuleSettings, path: String, environment: [String: String]
    ) throws -> Secret {
        let variable = keyVariable(ofModule: settings.name)
        if let key = environment[variable], !key.isEmpty { return Secret(key) }
        if let key = settings.apiKey { return key }
        guard let file = settings.apiKeyFile else {
            throw JobError.configuration(
                what: "\(path.printable()): module \(settings.name.printable()) has no API key",
                remedy: "set APIKey or APIKeyFile, or \(variable) in the environment")
        }
        let text = try SettingsFile.secretText(file)
        return Secret(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}

extension ConfiguredModule {
    /// What every request to the account carries.
    var account: NamecheapAccount {
        NamecheapAccount(
            endpoint: endpoint, apiUser: settings.apiUser, userName: settings.username,
            apiKey: apiKey, clientIP: settings.clientIP)
    }

    /// The way its requests leave this machine.
    var route: HTTPRoute {
        HTTPRoute(
            proxy: settings.proxy?.exposed, interface: settings.interface,
            trustFile: settings.trustFile)
    }
}

/// Reads files that hold settings.
enum SettingsFile {
    static func text(_ path: String) throws(JobError) -> String {
        guard FileManager.default.fileExists(atPath: path) else { throw .fileMissing(path: path) }
        do { return try String(contentsOfFile: path, encoding: .utf8) } catch {
            throw .fileUnreadable(path: path, text: "no permission, or not UTF-8 text")
        }
    }

    /// What a file holds that nobody else may read; what comes through a pipe, such as
    /// `/dev/stdin`, is nobody's file.
    static func secretText(_ path: String) throws(JobError) -> String {
        guard FileManager.default.fileExists(atPath: path) else { throw .fileMissing(path: path) }
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw .fileUnreadable(path: path, text: "no permission")
        }
        var about = stat()
        guard unsafe fstat(file.fileDescriptor, &about) == 0 else {
            throw .fileUnreadable(path: path, text: "its mode is unknown")
        }
        guard about.st_mode & S_IFMT != S_IFREG || about.st_mode & 0o077 == 0 else {
            throw .secretExposed(path: path, mode: String(about.st_mode & 0o7777, radix: 8))
        }
        guard let bytes = try? file.read(upToCount: secretLimit) ?? Data(),
            bytes.count < secretLimit, let text = String(bytes: bytes, encoding: .utf8)
        else {
            throw .fileUnreadable(path: path, text: "it is not UTF-8 text, or too large")
        }
        return text
    }

    /// More than any settings or password take.
    private static let secretLimit = 1_048_576

    static func names(in folder: String, ending: String) throws(JobError) -> [String] {
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder)
                .filter { $0.hasSuffix(ending) && !$0.hasPrefix(".") }
                .map { folder + "/" + $0 }
        } catch { throw .fileUnreadable(path: folder, text: "no permission") }
    }

    static func debugLevels(_ path: String) throws -> DebugLevels {
        guard FileManager.default.fileExists(atPath: path) else {
            return try DebugLevels.parse("", file: path)
        }
        return try DebugLevels.parse(text(path), file: path)
    }
}
