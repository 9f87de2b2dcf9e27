import Foundation
import TestSupport
import Testing

/// `ssl-notify template`, run as a program.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct `The template command` {
    private static let kinds = [
        "certificate-expires", "certificate-reissued", "validation-needed", "reissue-failed",
        "not-served", "paid-period-ends", "balance-low", "account-unusable", "task-opened",
        "email-validation-ends", "night",
    ]

    private func night() async throws -> Night {
        let night = try await Night(RunningSandbox(certificates: 3))
        try await night.sandbox.move(to: Night.first)
        try await night.enrol()
        return night
    }

    private func template(_ night: Night, _ words: String...) async throws -> Outcome {
        let program = try night.start("ssl-notify", ["template"] + words)
        return try await program.end()
    }

    @Test func `lists what is shipped and what replaces it, and fails where that is wrong`()
        async throws
    {
        let night = try await night()
        let shipped = try await template(night, "list")
        #expect(shipped.status == 0 && shipped.errors == "", "\(shipped)")
        for word in Self.kinds + ["digest", "frame"] {
            #expect(shipped.output.contains("\n\(word) "), "\(word)")
        }
        try night.folder.write(
            "Subject: {{machine}}\n\n{{hots}}\n", to: "templates/night.de.txt.mustache")
        try night.folder.write("<p>", to: "templates/certificate-expires.html.mustache")
        try night.folder.write("x", to: "templates/nihgt.txt.mustache")
        let list = try await template(night, "list", "--csv", "-")
        #expect(list.status == 1)
        let lines = list.output.split(separator: "\r\n").map(String.init)
        #expect(lines.first == "template,part,language,from,state,about")
        let own = lines.filter { $0.contains("/templates/") }
        #expect(own.count == 3, "\(own)")
        #expect(
            own.contains { $0.hasPrefix("certificate-expires,html,all,") && $0.contains(",ok,") })
        #expect(
            own.contains { $0.hasPrefix("night,txt,de,") && $0.contains(":3: the notice data") })
        #expect(own.contains { $0.contains("nihgt.txt.mustache,not used: its name is not") })
        let config = try await night.run("ssl-admin", "check-config")
        #expect(config.errors.contains("night.de.txt.mustache:3:"), "\(config)")
        #expect(config.errors.contains("nihgt.txt.mustache is no template"), "\(config)")
    }

    @Test func `shows a template, what it may name, and what it would be filled with`()
        async throws
    {
        let night = try await night()
        let shown = try await template(night, "show", "validation-needed")
        #expect(shown.status == 0 && shown.errors == "", "\(shown)")
        for word in [
            "shipped with ssl-ledger", "Subject: {{host}}: please", "{{#records}}", "It may name:",
            "  timeLeft ", "    value ", "the owner name of the record",
        ] {
            #expect(shown.output.contains(word), "\(word)")
        }
        try night.folder.write("<p>{{host}}", to: "templates/validation-needed.pt.html.mustache")
        let own = try await template(
            night, "show", "validation-needed", "--html", "--language", "pt-BR")
        #expect(own.output.contains("/validation-needed.pt.html.mustache\n"), "\(own)")
        #expect(own.output.contains("\n<p>{{host}}\n"))
        let made = try await template(night, "show", "validation-needed", "--data")
        #expect(made.status == 0 && made.output.contains("shop.example.com"), "\(made)")
        let real = try await template(
            night, "show", "certificate-expires", "--data", "S-00001", "--json")
        #expect(real.status == 0 && real.output.contains("\"value\":\"S-00001\""), "\(real)")
        #expect(!real.output.contains("shop.example.com"))
        #expect(try await template(night, "show", "frame", "--data").status == 64)
        #expect(
            try await template(night, "show", "certificate-expires", "--data", "S-9").status != 0)
    }

    @Test func `fills a template, writes its HTML, and sends it as a test`() async throws {
        let night = try await night()
        for kind in Self.kinds + ["digest", "frame"] {
            let page = night.folder.file("page.html")
            let outcome = try await template(night, "test", kind, "--html", page)
            #expect(outcome.status == 0 && outcome.errors == "", "\(outcome)")
            #expect(outcome.output.hasPrefix("Subject: ") && !outcome.output.contains("{{"))
            #expect(try night.folder.read("page.html").hasPrefix("<!DOCTYPE html>"))
            try FileManager.default.removeItem(atPath: page)
        }
        let sent = try await template(
            night, "test", "paid-period-ends", "--reference", "S-00001", "--send-to",
            "me@reseller.test")
        #expect(sent.status == 0 && sent.output == "" && sent.errors == "", "\(sent)")
        let mails = try FileManager.default.contentsOfDirectory(atPath: night.folder.file("outbox"))
        #expect(mails.count == 1 && mails[0].hasPrefix("test.paid-period-ends."))
        let mail = try night.folder.read("outbox/\(mails[0])")
        #expect(mail.contains("\r\nTo: me@reseller.test\r\n"))
        #expect(mail.contains("Subject: [test] "), "\(mail)")
        #expect(mail.contains("This is a test of a template."))
        #expect(mail.contains("S-00001"))
        try night.folder.write("Subject: x\n\n{{hots}}", to: "templates/night.txt.mustache")
        let broken = try await template(night, "test", "night")
        #expect(broken.status == 1 && broken.errors.contains("night.txt.mustache:3:"), "\(broken)")
        #expect(broken.output.contains("Open tasks: 1"))
    }

    @Test func `fills it with what ssl-notify then sends, in the subscription's language`()
        async throws
    {
        let night = try await night()
        for words in [
            ["policy", "set", "manual", "--subscription", "S-00001"],
            ["subscription", "set", "S-00001", "--language", "pt-BR", "--mail", "a@shop.example"],
        ] {
            let outcome = try await night.start("ssl-admin", words).end()
            #expect(outcome.status == 0, "\(outcome)")
        }
        try night.folder.write(
            "Subject: {{host}}\n\nFaltam {{daysLeft}} dias: {{reference}}{{#toStaff}}!{{/toStaff}}\n",
            to: "templates/certificate-expires.pt.txt.mustache")
        let test = try await template(
            night, "test", "certificate-expires", "--reference", "S-00001")
        #expect(test.status == 0 && test.output.contains("\nFaltam 3 dias: S-00001\n"), "\(test)")
        let run = try await night.run("ssl-notify", "S-00001", "--kind", "certificate-expires")
        #expect(run.status == 0, "\(run)")
        let mails = try FileManager.default.contentsOfDirectory(atPath: night.folder.file("outbox"))
        let mail = try night.folder.read("outbox/\(try #require(mails.first))")
        #expect(mails.count == 1 && mail.contains("\r\nFaltam 3 dias: S-00001\r\n"), "\(mail)")
    }

    @Test func `copies a template and says where, without a terminal`() async throws {
        let night = try await night()
        let outcome = try await template(night, "edit", "night", "--language", "de-AT")
        #expect(outcome.status == 0 && outcome.errors == "", "\(outcome)")
        #expect(outcome.output.contains("/templates/night.de-at.txt.mustache is a copy now"))
        #expect(outcome.output.contains("run ssl-notify template test night --language de-at\n"))
        let copy = try night.folder.read("templates/night.de-at.txt.mustache")
        #expect(copy.hasPrefix("Subject: ssl-ledger {{machine}}"))
        #expect(try await template(night, "list").status == 0)
        try night.folder.write("Subject: mine\n\nx", to: "templates/night.de-at.txt.mustache")
        let again = try await template(night, "edit", "night", "--language", "de-at")
        #expect(again.output.contains("night.de-at.txt.mustache is there"))
        #expect(
            try night.folder.read("templates/night.de-at.txt.mustache").hasPrefix("Subject: mine"))
    }

    /// Edits on a terminal, with a program of two words that gets the file as its last one.
    private func edit(_ night: Night, _ body: String, _ words: String) async throws -> Outcome {
        try night.folder.write(
            "#!/bin/sh\n[ -t 0 ] && [ -t 1 ] && [ \"$1\" = --wait ] || exit 9\n\(body)\n",
            to: "editor", mode: 0o700)
        let program = try RunningProgram(
            "/usr/bin/script",
            ["-qec", "\(Built.path(of: "ssl-notify")) template edit \(words)", "/dev/null"],
            environment: night.environment().merging(
                ["VISUAL": "\(night.folder.file("editor")) --wait", "EDITOR": "/nowhere"]) { $1 })
        return try await program.end()
    }

    @Test func `edits on a terminal and checks what was made of it`() async throws {
        let night = try await night()
        let file = "templates/night.txt.mustache"
        let same = try await edit(night, ":", "night")
        #expect(same.status == 0 && same.output.contains("nothing was changed"), "\(same)")
        #expect(!FileManager.default.fileExists(atPath: night.folder.file(file)))
        let changed = try await edit(night, "sed -i 's/night of/nuit du/' \"$2\"", "night")
        #expect(changed.status == 0 && changed.output.contains("is in force"), "\(changed)")
        #expect(changed.output.contains("in HTML the same text is shown"))
        #expect(try night.folder.read(file).contains("nuit du {{date}}"))
        let broken = try await edit(night, "echo '{{hots}}' >> \"$2\"", "night")
        #expect(broken.status == 1, "\(broken)")
        #expect(broken.output.contains("the notice data have no \"hots\""))
        let failed = try await edit(night, "exit 3", "night --html")
        #expect(failed.status == 1 && failed.output.contains("ended with an error"), "\(failed)")
    }
}
