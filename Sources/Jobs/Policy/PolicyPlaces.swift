import Foundation
import Settings
import Wording

/// The files that policies stand in, and the lines.
struct PolicyPlaces {
    /// The main settings file.
    let main: String

    init(_ context: RunContext) {
        main =
            context.options.config
            ?? ProcessInfo.processInfo.environment["SSL_LEDGER_CONFIG"] ?? Configuration.usualPath
    }

    /// The file of the module of that name.
    func file(ofModule name: String) throws -> String {
        let folder = (main as NSString).deletingLastPathComponent + "/modules.d"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for file in names.sorted() where file.hasSuffix(".conf") && !file.hasPrefix(".") {
            let path = "\(folder)/\(file)"
            if try line("Name", in: path)?.value == name { return path }
        }
        throw JobError.usage(text: "there is no module \(name.printable())")
    }

    /// The line in force of a setting in a file.
    func line(_ setting: String, in path: String) throws -> SettingLine? {
        try SettingsText.parse(text(of: path), file: path).last { $0.name == setting }
    }

    /// The text of a file of settings.
    func text(of path: String) throws(JobError) -> String {
        do { return try String(contentsOfFile: path, encoding: .utf8) } catch {
            throw .fileUnreadable(path: path, text: "no permission, or not UTF-8 text")
        }
    }

    /// Writes a changed text in one step; mode, owner and group stay, and a link stays a link.
    func replace(_ path: String, with text: String) throws {
        let target = URL(filePath: path).resolvingSymlinksInPath().path
        var status = stat()
        guard unsafe stat(target, &status) == 0 else { throw JobError.fileMissing(path: target) }
        let mode = status.st_mode & 0o7777
        try PlacedFile.put(at: target, mode: mode) { temporary in
            guard
                FileManager.default.createFile(
                    atPath: temporary, contents: Data(text.utf8),
                    attributes: [.posixPermissions: 0o600])
            else { throw JobError.cannotWrite(path: temporary, text: "it cannot be made") }
            guard unsafe chown(temporary, status.st_uid, status.st_gid) == 0 else {
                throw JobError.cannotWrite(path: temporary, text: systemText(errno))
            }
        }
    }
}
