import DomainValidation
import Processes
import Testing
import Wording

@Suite struct `A validation hook` {
    private let dump = """
        printf '%s\\n' "$@" "$SSL_ACTION" "$SSL_METHOD" "$SSL_DOMAIN" "$SSL_RECORD_NAME" \
        "$SSL_RECORD_VALUE" "$SSL_REFERENCE" "$(cat)" > "${0%/*}/seen"
        """

    @Test func `gets a CNAME record in arguments and environment`() async throws {
        let scratch = try Scratch()
        let hook = HookValidation(
            program: try scratch.script("hook", dump), timeLimit: .seconds(20))
        try await hook.remove(cname)
        let expected = [
            "remove", "cname", "*.shop.example", "_0a1b.shop.example", "c.d.dcv.example", "remove",
            "cname", "*.shop.example", "_0a1b.shop.example", "c.d.dcv.example", "R-1", "", "",
        ]
        #expect(try scratch.text(of: "seen") == expected.joined(separator: "\n"))
    }

    @Test func `gets a file with its content in the environment and on standard input`()
        async throws
    {
        let scratch = try Scratch()
        let hook = HookValidation(
            program: try scratch.script("hook", dump), timeLimit: .seconds(20))
        let record = ValidationRecord(
            name: "shop.example", kind: .file(name: "0A1B.txt", content: "content"),
            reference: "R-1")
        try await hook.publish(record)
        let path = "/.well-known/pki-validation/0A1B.txt"
        let expected = [
            "publish", "file", "shop.example", "0A1B.txt", path, "publish", "file", "shop.example",
            "0A1B.txt", "content", "R-1", "content", "",
        ]
        #expect(try scratch.text(of: "seen") == expected.joined(separator: "\n"))
    }

    @Test func `that fails is quoted with its exit status and last words`() async throws {
        let scratch = try Scratch()
        let program = try scratch.script("failing", "echo 'no such zone' >&2; exit 4")
        let hook = HookValidation(program: program, timeLimit: .seconds(20))
        let error = await #expect(throws: DomainValidationError.self) {
            try await hook.publish(cname)
        }
        #expect(
            error
                == .hookFailed(program: program, exit: .code(4), lastWords: "no such zone"))
        #expect(error?.explanation.contains("exit status 4: no such zone") == true)
        #expect(error?.retry == .later)
    }

    @Test func `that is missing is named`() async throws {
        let hook = HookValidation(program: "/nowhere/hook", timeLimit: .seconds(20))
        await #expect(throws: DomainValidationError.hookNotRun(.missing("/nowhere/hook"))) {
            try await hook.publish(cname)
        }
    }

    private var cname: ValidationRecord {
        ValidationRecord(
            name: "*.shop.example",
            kind: .cname(owner: "_0a1b.shop.example", target: "c.d.dcv.example"), reference: "R-1")
    }
}
