import DomainValidation
import TestSupport
import Testing

/// One method set up in a place of its own, with a way to see what is in public.
struct MethodUnderTest: Sendable, CustomTestStringConvertible {
    /// What a test works with.
    struct Place {
        /// A method that works.
        let method: any ValidationMethod
        /// The same method, set up so that it cannot do its work.
        let broken: any ValidationMethod
        /// The value that is shown for a record, or nil for none.
        let shown: (ValidationRecord) async throws -> String?
        /// All that is there, whatever it is.
        let everything: () async throws -> [String]
    }

    let type: any ValidationMethod.Type
    /// Whether the programs that it needs are here.
    var isInstalled = true
    let run: @Sendable (_ body: (Place) async throws -> Void) async throws -> Void

    var testDescription: String { type.name }

    static let all = [
        MethodUnderTest(type: HookValidation.self, run: hook),
        MethodUnderTest(type: WebrootFile.self, run: webroot),
        MethodUnderTest(
            type: DNSUpdate.self, isInstalled: BINDFolder.isInstalled, run: update),
    ]

    /// Those that can be tried here; what needs a server says elsewhere that it is skipped.
    static var installed: [MethodUnderTest] { all.filter(\.isInstalled) }

    private static func hook(_ body: (Place) async throws -> Void) async throws {
        let scratch = try Scratch()
        let text = """
            if [ "$1" = publish ]; then printf %s "$SSL_RECORD_VALUE" > \(scratch.path)/$4
            else rm -f "\(scratch.path)/$4"; fi
            """
        let program = try scratch.script("hook", text)
        let broken = try scratch.script("broken", "exit 3")
        try await body(
            Place(
                method: HookValidation(program: program, timeLimit: .seconds(20)),
                broken: HookValidation(program: broken, timeLimit: .seconds(20)),
                shown: { record in
                    switch record.kind {
                    case .cname(let owner, _): scratch.shown(owner)
                    case .file(let name, _): scratch.shown(name)
                    }
                }, everything: { try scratch.names() }))
    }

    /// The broken one finds a folder where its file belongs.
    private static func webroot(_ body: (Place) async throws -> Void) async throws {
        let (scratch, blocked) = (try Scratch(), try Scratch())
        try blocked.folder(".well-known/pki-validation/0A1B.txt/in-the-way")
        try await body(
            Place(
                method: WebrootFile(webroot: scratch.path),
                broken: WebrootFile(webroot: blocked.path),
                shown: { record in
                    guard case .file(let name, _) = record.kind else { return nil }
                    return scratch.shown(WebrootFile.path(of: name))
                }, everything: { try scratch.names() + blocked.names() }))
    }

    /// The broken one has a key that may change nothing.
    private static func update(_ body: (Place) async throws -> Void) async throws {
        try await BINDServer.run { bind in
            let methods = [BINDFolder.Key.good, .weak].map {
                DNSUpdate(
                    address: "127.0.0.1", port: UInt16(bind.port), keyFile: bind.keyFile($0),
                    timeLimit: .seconds(20))
            }
            let aliases = { try #require(try await BINDServer.aliases(bind)) }
            try await body(
                Place(
                    method: methods[0], broken: methods[1],
                    shown: { record in
                        guard case .cname(let owner, _) = record.kind else { return nil }
                        return try await aliases().first { $0.hasPrefix("\(owner) ") }?
                            .split(separator: " ").last.map(String.init)
                    }, everything: aliases))
        }
    }
}

extension Scratch {
    fileprivate func shown(_ file: String) -> String? {
        contains(file) ? try? text(of: file) : nil
    }
}
