private import Processes

/// Lets a program of the operator publish and remove records, in DNS or on a web server.
///
/// Arguments: `publish|remove cname|file NAME OWNER|FILENAME TARGET|PATH`. The environment holds
/// SSL_ACTION, SSL_METHOD, SSL_DOMAIN, SSL_RECORD_NAME, SSL_RECORD_VALUE and SSL_REFERENCE; a
/// file's content is SSL_RECORD_VALUE and standard input. Status 0 means done.
package struct HookValidation: ValidationMethod {
    /// The word for it in settings: `hook`.
    package static var name: String { "hook" }
    /// A hook serves both validations.
    package static var proofs: Set<Proof> { [.cname, .file] }

    private let program: String
    private let timeLimit: Duration

    /// A hook at an absolute path, ended when it runs longer than its time limit.
    package init(program: String, timeLimit: Duration) {
        self.program = program
        self.timeLimit = timeLimit
    }

    /// Runs the hook with `publish`.
    package func publish(_ record: ValidationRecord) async throws(DomainValidationError) {
        try await run("publish", record)
    }

    /// Runs the hook with `remove`.
    package func remove(_ record: ValidationRecord) async throws(DomainValidationError) {
        try await run("remove", record)
    }

    private func run(
        _ action: String, _ record: ValidationRecord
    ) async throws(DomainValidationError) {
        try check(record)
        try await ChildProcess(
            program: program, arguments: arguments(action, record),
            environment: environment(action, record), input: input(record), timeLimit: timeLimit
        ).succeed(notRun: DomainValidationError.hookNotRun) {
            .hookFailed(program: program, exit: $0, lastWords: $1)
        }
    }

    private func arguments(_ action: String, _ record: ValidationRecord) -> [String] {
        let rest =
            switch record.kind {
            case .cname(let owner, let target): [owner, target]
            case .file(let name, _): [name, WebrootFile.path(of: name)]
            }
        return [action, record.proof.rawValue, record.name] + rest
    }

    private func environment(_ action: String, _ record: ValidationRecord) -> [String: String] {
        let (name, value) =
            switch record.kind {
            case .cname(let owner, let target): (owner, target)
            case .file(let name, let content): (name, content)
            }
        return [
            "SSL_ACTION": action, "SSL_METHOD": record.proof.rawValue, "SSL_DOMAIN": record.name,
            "SSL_RECORD_NAME": name, "SSL_RECORD_VALUE": value, "SSL_REFERENCE": record.reference,
        ]
    }

    private func input(_ record: ValidationRecord) -> [UInt8] {
        guard case .file(_, let content) = record.kind else { return [] }
        return Array(content.utf8)
    }
}
