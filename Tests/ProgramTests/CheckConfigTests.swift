import Foundation
import TestSupport
import Testing

/// `ssl-admin check-config`.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct `A configuration` {
    private static let plain = Task { try await RunningSandbox(certificates: 1) }

    private func night(settings: String = "", module: String = "") async throws -> Night {
        try await Night(Self.plain.value, settings: settings, module: module)
    }

    private func check(
        _ night: Night, _ words: String..., at moment: String = Night.first
    ) async throws -> Outcome {
        try await night.start("ssl-admin", ["check-config"] + words, at: moment).end()
    }

    @Test func `that is right is shown with who says what, without secrets`() async throws {
        let night = try await night(
            module: "Proxy http://u:p4ss@127.0.0.1:1\nSSLSubscriptionBefore 20")
        let outcome = try await check(night, "--csv", "-")
        #expect(outcome.status == 0 && outcome.errors == "", "\(outcome)")
        let main = night.folder.file("ssl-ledger.conf")
        let module = night.folder.file("modules.d/demo.conf")
        for row in [
            "of,setting,value,source", "main,Store,\(night.folder.path)/store,\(main):2",
            "main,SSLSubscriptionBefore,10,default", "main,Resolver,,default",
            "module demo,APIKey,•••,\(module):5", "module demo,Proxy,•••,\(module):11",
            "module demo,SSLSubscriptionBefore,20,\(module):12",
        ] { #expect(outcome.output.contains(row + "\r\n"), "\(row) in \(outcome)") }
        #expect(!outcome.output.contains(Night.key) && !outcome.output.contains("p4ss"))
        let table = try await check(night)
        #expect(table.output.contains("SSLSubscriptionPolicy") && table.output.contains("auto"))
        #expect(try await check(night, "--quiet").output == "")
        let moved = try await check(night, "--csv", "-", "--ledger", night.folder.file("l.sqlite"))
        #expect(moved.output.contains("/l.sqlite,command line\r\n"), "\(moved)")
        #expect(try night.folder.names() == ["debug.conf", "hook", "modules.d", "ssl-ledger.conf"])
    }

    @Test func `that is wrong is told with all that is wrong in all its files`() async throws {
        let night = try await night(settings: "SSLSubscriptionBefore 201\nStoer /x")
        let module = try night.folder.read("modules.d/demo.conf")
        try night.folder.write(module, to: "modules.d/open.conf", mode: 0o644)
        try night.folder.write(module + "Sort x\nClientIP ::1\n", to: "modules.d/wrong.conf")
        try night.folder.write(
            module.replacing("APIKey \(Night.key)\n", with: "APIKeyFile /none\n"),
            to: "modules.d/without.conf")
        try night.folder.write("pmnamecheap.* 10\n", to: "debug.conf")
        let outcome = try await check(night)
        let lines = outcome.errors.split(separator: "\n")
        #expect(outcome.status == 78, "\(outcome)")
        let main = night.folder.file("ssl-ledger.conf")
        for text in [
            "\(main):10: SSLSubscriptionBefore is \"201\"",
            "\(main):11: there is no setting Stoer, did you mean Store",
            "open.conf holds a secret and has mode 644; run chmod 600 ",
            "wrong.conf:12: Sort is \"x\"", "wrong.conf:13: ClientIP is \"::1\"",
            "without.conf: there is no file /none; check the path",
            "debug.conf:1: pmnamecheap.* is \"10\"",
        ] {
            #expect(
                lines.filter { $0.hasPrefix("ssl-admin: ") && $0.contains(text) }.count == 1,
                "\(text) in \(outcome)")
        }
    }

    @Test func `names what is not there or of no use`() async throws {
        let night = try await night(
            settings: """
                ValidationHook *.example.com /none/validate
                Webroot * /none/webroot
                KeyOwner nobody-of-that-name
                KeyGroup nobody-of-that-name
                NoticeChannel sendmail
                Sendmail /none/sendmail
                ReportFolder /dev/null/reports
                ReloadUnit * nginx.service
                Systemctl /none/systemctl
                """)
        try night.folder.write("no subject", to: "templates/certificate-expires.txt.mustache")
        let outcome = try await check(night)
        #expect(outcome.status == 78, "\(outcome)")
        for text in [
            "there is no ValidationHook /none/validate", "there is no Webroot /none/webroot",
            "KeyOwner is nobody-of-that-name, and this machine knows no such user",
            "KeyGroup is nobody-of-that-name, and this machine knows no such group",
            "there is no Sendmail /none/sendmail", "ReportFolder: /dev/null is no folder",
            "there is no Systemctl /none/systemctl",
            "\(night.folder.file("templates/certificate-expires.txt.mustache")):1: it does not start",
        ] { #expect(outcome.errors.contains("ssl-admin: \(text)"), "\(text): \(outcome)") }
    }

    @Test func `names hooks that others can change, and keys that are none`() async throws {
        let night = try await night(module: "TrustFile /none/roots.pem")
        let root = night.folder.path
        try night.folder.write(
            night.folder.read("modules.d/demo.conf")
                .replacing("APIKey \(Night.key)", with: "APIKeyFile \(root)/key"),
            to: "modules.d/demo.conf")
        try night.folder.write("two words", to: "key")
        try night.folder.write("", to: "deploy")
        try night.folder.write("", to: "open", mode: 0o777)
        try night.folder.write(
            night.folder.read("ssl-ledger.conf") + "DeploymentHook \(root)/deploy\n"
                + "DeploymentHook a.* \(root)/open\nDeploymentHook b.* none\n",
            to: "ssl-ledger.conf")
        let outcome = try await check(night)
        #expect(outcome.status == 78, "\(outcome)")
        for text in [
            "demo.conf: APIKey is •••, allowed is", "TrustFile /none/roots.pem is not there",
            "DeploymentHook \(root)/deploy cannot be run by this user; run chmod a+rx \(root)",
            "DeploymentHook \(root)/open can be changed by everybody",
        ] { #expect(outcome.errors.contains(text), "\(text): \(outcome)") }
        #expect(!outcome.errors.contains("two words") && !outcome.output.contains("two words"))
    }

    @Test func `says which folder cannot be written`() async throws {
        guard try await Obstacle.modesHold.value else { return }
        let night = try await night()
        try FileManager.default.createDirectory(
            atPath: night.folder.file("store"), withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o500])
        let outcome = try await night.run(
            "ssl-admin", "check-config", under: Obstacle.obeyingModes)
        #expect(outcome.status == 78, "\(outcome)")
        #expect(
            outcome.errors.contains("Store: the folder \(night.folder.file("store")) cannot be"))
    }

    @Test func `is held against the time between two runs`() async throws {
        let narrow = try await night(settings: "SSLSubscriptionBefore 1")
        let warned = try await check(narrow)
        #expect(warned.status == 0, "\(warned)")
        #expect(warned.errors.contains("warning: \(narrow.folder.file("ssl-ledger.conf")):10: "))
        #expect(warned.errors.contains("runs are up to 1 day apart: where one is missed, a cert"))
        let rare = try await night()
        try await rare.run("ssl-scan", at: "2026-11-20T03:17:00Z")
        try await rare.run("ssl-scan", at: "2026-12-02T03:17:00Z")
        let refused = try await check(rare, at: "2026-12-02T04:00:00Z")
        #expect(refused.status == 78, "\(refused)")
        #expect(refused.errors.contains("10 days, and ssl-scan ran up to 12 days apart"))
        try rare.folder.write(
            rare.folder.read("ssl-ledger.conf") + "SSLSubscriptionBefore 30\n",
            to: "ssl-ledger.conf")
        #expect(try await check(rare, at: "2026-12-02T04:00:00Z").status == 0)
    }

    @Test func `is warned of where lines or modules undo each other`() async throws {
        let night = try await night(settings: "LogDates iso\nLogDates billmanager")
        let module = try night.folder.read("modules.d/demo.conf")
        try night.folder.write(
            module.replacing("Name demo", with: "Name other"), to: "modules.d/other.conf")
        let outcome = try await check(night)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.errors.contains("conf:10: LogDates is set again in line 11, which counts"))
        #expect(outcome.errors.contains("modules demo and other call as the same user"))
        try night.folder.write(module, to: "modules.d/other.conf")
        let twice = try await check(night)
        #expect(twice.status == 78 && twice.errors.contains("have the same Name"), "\(twice)")
    }

    @Test func `has to be there`() async throws {
        let night = try await night()
        try FileManager.default.removeItem(atPath: night.folder.file("ssl-ledger.conf"))
        let outcome = try await check(night)
        #expect(outcome.status == 66 && outcome.output == "", "\(outcome)")
        #expect(outcome.errors.contains("there is no file "))
    }
}
