import Foundation
import KeyStore
import Notices
import Settings
import Wording

/// Whether what the settings name is there, and of use to the user who asks.
struct PlaceCheck {
    private let settings: LedgerSettings
    private let listed: [ListedSetting]

    /// A check of the main file's settings, in force and line by line.
    init(_ settings: LedgerSettings, listed: [ListedSetting]) {
        self.settings = settings
        self.listed = listed
    }

    /// Looks at every program, folder and file that is named.
    func run(_ findings: inout Findings) {
        checkFolders(&findings)
        checkPrograms(&findings)
        checkNotices(&findings)
        _ = findings.noting { try NoticeChannelSetup(checking: settings) }  // Only proven.
        let access = settings.keyAccess
        if let owner = access.owner, FileAccess.user(named: owner) == nil {
            findings.add("KeyOwner is \(owner.printable()), and this machine knows no such user")
        }
        if let group = access.group, FileAccess.group(named: group) == nil {
            findings.add("KeyGroup is \(group.printable()), and this machine knows no such group")
        }
    }

    private func checkFolders(_ findings: inout Findings) {
        for (name, file) in [("Ledger", settings.ledger), ("Log", settings.log)] {
            checkFolder(name, (file as NSString).deletingLastPathComponent, &findings)
            if FileManager.default.fileExists(atPath: file), unsafe access(file, W_OK) != 0 {
                findings.add(
                    "\(name) \(file.printable()) cannot be written by this user; give it to the"
                        + " user of the programs")
            }
        }
        checkFolder("Store", settings.store, &findings)
        if settings.noticeChannel == .outbox { checkFolder("Outbox", settings.outbox, &findings) }
        if let folder = settings.reportFolder { checkFolder("ReportFolder", folder, &findings) }
        for folder in paths(of: "Webroot") {
            guard isFolder(folder) else {
                findings.add("there is no Webroot \(folder.printable()); make it, or correct it")
                continue
            }
            checkFolder("Webroot", folder, &findings)
        }
    }

    /// A folder that is missing is made by the programs, where the one above lets them.
    private func checkFolder(_ name: String, _ path: String, _ findings: inout Findings) {
        var place = path.isEmpty ? "/" : path
        while !FileManager.default.fileExists(atPath: place), place != "/", !place.isEmpty {
            place = (place as NSString).deletingLastPathComponent
        }
        guard isFolder(place) else {
            return findings.add("\(name): \(place.printable()) is no folder; correct the path")
        }
        guard unsafe access(place, W_OK | X_OK) == 0 else {
            return findings.add(
                "\(name): the folder \(place.printable()) cannot be written by this user; give it"
                    + " to the user of the programs")
        }
    }

    private func checkPrograms(_ findings: inout Findings) {
        for name in ["ValidationHook", "DeploymentHook"] {
            for program in paths(of: name) { checkProgram(name, program, &findings) }
        }
        if listed.contains(where: { $0.name == "ReloadUnit" && $0.isSet }) {
            for program in paths(of: "Systemctl") { checkProgram("Systemctl", program, &findings) }
        }
        if settings.noticeChannel == .sendmail {
            checkProgram("Sendmail", settings.sendmail, &findings)
        }
        if settings.noticeChannel == .program, let program = settings.notices.program {
            checkProgram("NoticeProgram", program, &findings)
        }
    }

    private func checkProgram(_ name: String, _ path: String, _ findings: inout Findings) {
        guard FileManager.default.fileExists(atPath: path), !isFolder(path) else {
            return findings.add(
                "there is no \(name) \(path.printable()); put it there, or change the setting")
        }
        guard unsafe access(path, X_OK) == 0 else {
            return findings.add(
                "\(name) \(path.printable()) cannot be run by this user; run chmod a+rx"
                    + " \(path.printable())")
        }
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0
        let isLink = attributes?[.type] as? FileAttributeType == .typeSymbolicLink
        if !isLink, mode & 0o002 != 0 {
            findings.add(
                "\(name) \(path.printable()) can be changed by everybody; run chmod o-w"
                    + " \(path.printable())")
        }
    }

    private func checkNotices(_ findings: inout Findings) {
        checkTemplates(&findings)
        guard let sender = settings.noticeFrom else {
            return findings.add("NoticeFrom is not set, and a mail needs a sender; set it")
        }
        _ = findings.noting { try MailAddress(sender) }  // Only proven.
    }

    private func checkTemplates(_ findings: inout Findings) {
        guard let templates = findings.noting({ try NoticeTemplates(folder: settings.templates) })
        else { return }
        for problem in templates.problems { findings.add(problem) }
        for name in templates.strangers {
            findings.add(
                "\(settings.templates.printable())/\(name.printable()) is no template: its name is"
                    + " not <kind>[.<language>].txt.mustache; run ssl-notify template list")
        }
    }

    /// The paths that the lines of a setting name, the default included; `none` is no path.
    private func paths(of name: String) -> [String] {
        listed.filter { $0.name == name }.compactMap(\.value).compactMap { value in
            if value.hasPrefix("/") { return value }
            let path = value.drop { $0 != " " && $0 != "\t" }.drop { $0 == " " || $0 == "\t" }
            return path.hasPrefix("/") ? String(path) : nil
        }
    }

    private func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        return exists && isFolder.boolValue
    }
}
