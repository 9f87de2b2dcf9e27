private import Glibc
private import Processes

/// Adds and removes CNAME records at a zone's primary server: RFC 2136 updates with a TSIG key.
///
/// `nsupdate` of BIND speaks the protocol, without a shell. It learns the key from its file alone,
/// and finds the zone by asking the server.
package struct DNSUpdate: ValidationMethod {
    /// The word for it in settings: `update`.
    package static var name: String { "update" }
    /// Only a record can be put into a zone.
    package static var proofs: Set<Proof> { [.cname] }

    /// Where Debian's package bind9-dnsutils has the program.
    package static let nsupdate = "/usr/bin/nsupdate"

    // A record is in use for minutes, and a wrong one that a resolver keeps is gone in one.
    private static let timeToLive = 60

    private let address: String
    private let port: UInt16
    private let key: UpdateKey
    private let program: String
    private let timeLimit: Duration

    private var server: String {
        address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)"
    }

    /// Updates at a numeric address, signed with the key of a file, ended after a time limit.
    package init(
        address: String, port: UInt16, keyFile: String, program: String = DNSUpdate.nsupdate,
        timeLimit: Duration
    ) {
        self.address = address
        self.port = port
        key = UpdateKey(path: keyFile)
        self.program = program
        self.timeLimit = timeLimit
    }

    /// Puts the record in the place of other CNAME records of the same owner, in one step.
    package func publish(_ record: ValidationRecord) async throws(DomainValidationError) {
        try await send(record) { owner, target in
            [
                "update delete \(owner). CNAME",
                "update add \(owner). \(Self.timeToLive) CNAME \(target).",
            ]
        }
    }

    /// Deletes this record and nothing else.
    package func remove(_ record: ValidationRecord) async throws(DomainValidationError) {
        try await send(record) { owner, target in ["update delete \(owner). CNAME \(target)."] }
    }

    /// Throws unless the program and the key file are there and may be used by this user.
    package func checkFiles() throws(DomainValidationError) {
        do throws(DNSUpdateFailure) {
            guard unsafe access(program, X_OK) == 0 else { throw .noProgram(program) }
            try key.check()
        } catch {
            throw .notUpdated(error)
        }
    }

    private func send(
        _ record: ValidationRecord, _ changes: (String, String) -> [String]
    ) async throws(DomainValidationError) {
        // Hostnames only: no character of a name ends a line or begins a word of the script.
        try check(record)
        guard case .cname(let owner, let target) = record.kind else { return }
        guard address.utf8.allSatisfy({ "0123456789abcdefABCDEF.:".utf8.contains($0) }) else {
            throw .malformed("name server", address)
        }
        try checkFiles()
        let lines = ["server \(address) \(port)"] + changes(owner, target) + ["send"]
        do throws(DNSUpdateFailure) {
            // With a key that it cannot read nsupdate goes on, and sends what is not signed.
            guard key.isRead(try await run(lines: [])) else { throw .noKey(key.path) }
            let finished = try await run(lines: lines)
            if let failure = DNSUpdateFailure(finished, server: server) { throw failure }
        } catch {
            throw .notUpdated(error)
        }
    }

    private func run(lines: [String]) async throws(DNSUpdateFailure) -> Finished {
        let process = ChildProcess(
            program: program, arguments: ["-k", key.path],
            input: Array(lines.map { $0 + "\n" }.joined().utf8), timeLimit: timeLimit)
        do throws(ChildProcessError) {
            return try await process.run()
        } catch {
            throw .notRun(error)
        }
    }
}

/// The file of a TSIG key, which nobody but its owner and group may read.
private struct UpdateKey: Sendable {
    let path: String

    /// Throws unless it is a regular file that this user may read and others may not.
    func check() throws(DNSUpdateFailure) {
        var facts = stat()
        guard unsafe stat(path, &facts) == 0 else { throw .noKeyFile(path) }
        guard facts.st_mode & S_IFMT == S_IFREG else { throw .noKeyFile(path) }
        guard facts.st_mode & 0o027 == 0 else {
            throw .exposedKey(path, mode: "0" + String(facts.st_mode & 0o7777, radix: 8))
        }
        guard unsafe access(path, R_OK) == 0 else { throw .noKeyFile(path) }
    }

    /// Whether nsupdate, with nothing to do, found a key in it; it complains with status 0.
    func isRead(_ finished: Finished) -> Bool {
        finished.succeeded && !finished.error.lowercased().contains(" key ")
    }
}
