import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(2)))
struct `An export` {
    private static let played = Task {
        let night = try await Night(RunningSandbox(certificates: 1))
        try await night.sandbox.move(to: Night.first)
        try await night.enrol()
        _ = try await night.run("ssl-reissue")  // Seen by the files in the store.
        return night
    }

    private func export(
        _ night: Night, _ format: String, _ name: String, _ more: String...
    ) async throws -> Outcome {
        try await night.start(
            "ssl-admin",
            [
                "certificate", "export", "S-00001", "--format", format, "--output",
                night.folder.file(name),
            ] + more
        ).end()
    }

    private func mode(_ night: Night, _ name: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(
            atPath: night.folder.file(name))
        return (attributes[.posixPermissions] as? NSNumber)?.intValue
    }

    @Test func `as pem is the key and the chain, for its owner alone, and overwrites nothing`()
        async throws
    {
        let night = try await Self.played.value
        let outcome = try await export(night, "pem", "out.pem")
        #expect(outcome.status == 0 && outcome.output == "" && outcome.errors == "", "\(outcome)")
        let live = try await night.lineage() + "/live/"
        #expect(
            try night.folder.read("out.pem")
                == night.folder.read(live + "privkey.pem")
                + night.folder.read(live + "fullchain.pem"))
        #expect(try mode(night, "out.pem") == 0o600)
        Explained(73, "out.pem cannot be written (it exists", "check that", again: "later").expect(
            try await export(night, "zip", "out.pem"), of: "ssl-admin")
        #expect(try night.folder.read("out.pem").hasPrefix("-----BEGIN"))
    }

    @Test func `as zip is the four files`() async throws {
        let night = try await Self.played.value
        #expect(try await export(night, "zip", "out.zip").status == 0)
        #expect(try mode(night, "out.zip") == 0o600)
        let live = night.folder.file(try await night.lineage() + "/live")
        let script = """
            import sys, zipfile
            archive = zipfile.ZipFile(sys.argv[1])
            assert archive.testzip() is None
            for name in archive.namelist():
                assert archive.read(name) == open(sys.argv[2] + "/" + name, "rb").read(), name
            print(*archive.namelist())
            """
        let read = try await RunningProgram.run(
            "/usr/bin/python3", ["-c", script, night.folder.file("out.zip"), live])
        #expect(
            read.output == "privkey.pem cert.pem chain.pem fullchain.pem\n" && read.status == 0,
            "\(read)")
    }

    @Test func `as pfx opens with the password of a file, and shows it nowhere`() async throws {
        let night = try await Self.played.value
        let word = "correct horse"
        let file = try night.folder.write(word + "\n", to: "word", mode: 0o644)
        let open = try await export(night, "pfx", "out.pfx", "--password-file", file)
        #expect(open.status == 78 && open.errors.contains("holds a secret and has mode 644"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        let outcome = try await export(night, "pfx", "out.pfx", "--password-file", file)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try mode(night, "out.pfx") == 0o600)
        #expect(try night.folder.names().filter { $0.hasPrefix(".export") } == [])
        let lineage = try await night.lineage()
        let key = try await night.openssl(
            "pkcs12", "-in", "out.pfx", "-nocerts", "-nodes", "-passin", "pass:" + word)
        let inside = try night.folder.write(key, to: "inside.key")
        #expect(
            try await night.openssl("pkey", "-in", inside, "-pubout")
                == night.openssl("pkey", "-in", lineage + "/live/privkey.pem", "-pubout"))
        let certificates = try await night.openssl(
            "pkcs12", "-in", "out.pfx", "-nokeys", "-passin", "pass:" + word)
        let count = certificates.split(separator: "\n").count { $0.hasPrefix("-----BEGIN") }
        #expect(count == 2, "the certificate and its issuer")
        await #expect(throws: RunningProgram.Problem.self) {
            try await night.openssl("pkcs12", "-in", "out.pfx", "-nodes", "-passin", "pass:wrong")
        }
    }

    @Test func `as pfx asks for the password at a terminal, and nowhere else`() async throws {
        let night = try await Self.played.value
        let alone = try await export(night, "pfx", "none.pfx")
        #expect(alone.status == 64 && alone.errors.contains("needs --password-file"), "\(alone)")
        let command = [
            try Built.path(of: "ssl-admin"), "certificate", "export", "S-00001", "--format", "pfx",
            "--output", night.folder.file("typed.pfx"),
        ].map { "'\($0)'" }.joined(separator: " ")
        let terminal = try RunningProgram(
            "/usr/bin/script", ["-qec", command, "/dev/null"], environment: night.environment())
        for prompt in ["Password: ", "Once more: "] {
            try await night.wait { try terminal.outputSoFar().contains(prompt) }
            try terminal.say("typed word\n")
        }
        let outcome = try await terminal.end()
        #expect(outcome.status == 0, "\(outcome)")
        #expect(!outcome.output.contains("typed word"), "\(outcome)")
        _ = try await night.openssl(  // It fails with another password.
            "pkcs12", "-in", "typed.pfx", "-nodes", "-passin", "pass:typed word")
    }

    @Test func `of what is not there is refused`() async throws {
        let night = try await Self.played.value
        let old = try await night.value("SELECT old_number FROM issuance")
        let output = night.folder.file("no.pem")
        let words = ["certificate", "export", old, "--format", "pem", "--output", output]
        Explained(1, "certificate \(old) is not in the store", "certificate list", again: "never")
            .expect(try await night.start("ssl-admin", words).end(), of: "ssl-admin")
        let unknown = try await night.run(
            "ssl-admin", "certificate", "export", "nobody", "--format", "pem", "--output", output)
        #expect(unknown.status == 64 && unknown.errors.contains("no subscription"), "\(unknown)")
        #expect(!FileManager.default.fileExists(atPath: output))
    }

    @Test func `and the list show the same version`() async throws {
        let night = try await Self.played.value
        let list = try await night.run("ssl-admin", "certificate", "list", "--csv", "-")
        let lines = list.output.split(whereSeparator: \.isNewline)
        let header =
            "reference,host,folder,version,certificate_id,status,expiration_date,key,live,content"
        #expect(lines.first.map(String.init) == header)
        #expect(lines.count == 2 && lines.last?.hasPrefix("S-00001,") == true, "\(list)")
        #expect(lines.last?.hasSuffix(",here,yes,pair") == true, "\(list)")
    }
}
