import Foundation
import Testing

/// The mail parser of Python's standard library, as an opinion that is not ours.
enum Python {
    static let program = "/usr/bin/python3"
    static var isHere: Bool { FileManager.default.isExecutableFile(atPath: program) }

    private static let script = """
        import email, email.policy, json, sys
        m = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
        seen = [str(m["Subject"])]
        for part in m.iter_parts():
            seen += [part.get_content_type(), part.get_content()]
        seen.append(str(len(m.defects) + sum(len(p.defects) for p in m.iter_parts())))
        print(json.dumps(seen))
        """

    static func parse(_ path: String) throws -> [String] { try run(script, path) }

    private static func run(_ script: String, _ path: String) throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["-c", script, path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode([String].self, from: output)
    }

    /// A message in two parts as that parser reads it.
    static func mail(
        _ path: String
    ) throws -> (id: String, to: String, subject: String, text: String, html: String) {
        let script = """
            import email, email.policy, json, sys
            m = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
            assert not m.defects and m.get_content_type() == "multipart/alternative"
            parts = list(m.iter_parts())
            assert [p.get_content_type() for p in parts] == ["text/plain", "text/html"]
            print(json.dumps([m["Message-ID"], m["To"].addresses[0].addr_spec, m["Subject"]]
                             + [p.get_content() for p in parts]))
            """
        let seen = try run(script, path)
        return (seen[0], seen[1], seen[2], seen[3], seen[4])
    }
}
