import Foundation
import Settings
import Wording

/// Every settings file there is, each read by itself, so that one that is wrong hides no other.
struct CheckedFiles {
    /// The main file with what it includes, or nil where that cannot be read.
    private(set) var main: LedgerSettings?
    /// Its settings for a person.
    private(set) var mainSettings: [ListedSetting] = []
    /// The modules whose files can be read.
    private(set) var modules: [ConfiguredModule] = []

    /// Reads all files; what is wrong with them is noted.
    init(path: String, environment: [String: String], _ findings: inout Findings) {
        let folder = (path as NSString).deletingLastPathComponent
        readMain(path, &findings)
        let names = findings.noting {
            try SettingsFile.names(in: folder + "/modules.d", ending: ".conf")
        }
        for file in (names ?? []).sorted() {
            let module = findings.noting(about: file) {
                try ConfiguredModule(path: file, environment: environment)
            }
            if let module { modules.append(module) }
            if let text = try? SettingsFile.text(file) {
                warn(of: ModuleSettings.definitions, text, file, &findings)
            }
        }
        // It is only proven.
        _ = findings.noting { try SettingsFile.debugLevels(folder + "/debug.conf") }
        checkTogether(&findings)
    }

    private mutating func readMain(_ path: String, _ findings: inout Findings) {
        guard let text = findings.noting({ try SettingsFile.text(path) }) else { return }
        warn(of: LedgerSettings.definitions, text, path, &findings)
        guard let lines = findings.noting({ try SettingsText.parse(text, file: path) }) else {
            return
        }
        let included = LedgerSettings.includes(in: lines).flatMap { file in
            findings.noting(about: path) {
                try SettingsText.parse(SettingsFile.text(file), file: file)
            } ?? []
        }
        main = findings.noting { try LedgerSettings(lines: lines, file: path, included: included) }
        let listed = try? LedgerSettings.listed(lines: lines, file: path, included: included)
        mainSettings = listed ?? []  // What is wrong with it has just been noted.
    }

    /// A line that a later one makes void looks as if it counted.
    private func warn(
        of definitions: [SettingDefinition], _ text: String, _ file: String,
        _ findings: inout Findings
    ) {
        guard let lines = try? SettingsText.parse(text, file: file) else { return }
        let single = Set(definitions.filter { !$0.isRepeatable }.map(\.name))
        for (name, group) in Dictionary(grouping: lines, by: \.name).sorted(by: { $0.key < $1.key })
        where single.contains(name) {
            guard let last = group.last else { continue }
            for line in group.dropLast() {
                findings.warn(
                    "\(file.printable()):\(line.line): \(name) is set again in line \(last.line),"
                        + " which counts")
            }
        }
    }

    private func checkTogether(_ findings: inout Findings) {
        func twice(_ key: (ConfiguredModule) -> String) -> [[ConfiguredModule]] {
            Dictionary(grouping: modules, by: key).values.filter { $0.count > 1 }
                .sorted { $0[0].path < $1[0].path }
        }
        for group in twice(\.name) {
            let files = group.map { $0.path.printable() }.joined(separator: " and ")
            findings.add("\(files) have the same Name; give each file a Name of its own")
        }
        for group in twice({ $0.endpoint + " " + $0.settings.apiUser }) {
            let names = group.map { $0.name.printable() }.joined(separator: " and ")
            findings.warn(
                "modules \(names) call as the same user: their limits count each by itself, and"
                    + " Namecheap's count both")
        }
        if !modules.contains(where: \.settings.isEnabled) {
            findings.warn("no module is enabled: set one up with ssl-admin module add")
        }
    }
}
