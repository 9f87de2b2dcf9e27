import Foundation
import TestSupport
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

    private static let tagScript = """
        import email, email.policy, html.parser, json, sys
        class Tags(html.parser.HTMLParser):
            def __init__(self):
                super().__init__()
                self.seen = []
            def handle_starttag(self, tag, attributes):
                self.seen.append(tag + " " + " ".join(name for name, _ in attributes))
            def handle_endtag(self, tag):
                self.seen.append("/" + tag)
        pages = []
        for index in range(int(sys.argv[2])):
            path = "%s/%d.eml" % (sys.argv[1], index)
            m = email.message_from_binary_file(open(path, "rb"), policy=email.policy.default)
            assert not m.defects and [p.get_content_type() for p in m.iter_parts()] == [
                "text/plain", "text/html"]
            tags = Tags()
            tags.feed(m.get_body(("html",)).get_content())
            pages.append(" ".join(tags.seen))
        print(json.dumps(pages))
        """

    /// The tags and names of attributes in the HTML of the messages `0.eml` and on in a folder.
    static func tags(_ folder: String, count: Int) throws -> [String] {
        try run([tagScript, folder, "\(count)"])
    }

    static func parse(_ path: String) throws -> [String] { try run([script, path]) }

    private static func run(_ arguments: [String]) throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["-c"] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try OneStart.run(process)
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
            assert m.keys() == ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted",
                                "MIME-Version", "Content-Type"]
            assert all(p.keys() == ["Content-Type", "Content-Transfer-Encoding"]
                       and not p.defects for p in m.iter_parts())
            parts = list(m.iter_parts())
            assert [p.get_content_type() for p in parts] == ["text/plain", "text/html"]
            print(json.dumps([m["Message-ID"], m["To"].addresses[0].addr_spec, m["Subject"]]
                             + [p.get_content() for p in parts]))
            """
        let seen = try run([script, path])
        return (seen[0], seen[1], seen[2], seen[3], seen[4])
    }
}
