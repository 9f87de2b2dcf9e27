import Foundation
import TestSupport

/// How a program ended, and what it said.
struct Outcome: Sendable, CustomStringConvertible {
    let status: Int32
    let output: String
    let errors: String

    var description: String { "status \(status)\nstdout: \(output)\nstderr: \(errors)" }
}

/// A program that a test started, ended by its id at the latest when the test lets go of it.
final class RunningProgram: Sendable {
    /// What the harness itself can fail with.
    enum Problem: Error {
        case notBuilt(String)
        case tooSlow(String)
        case noAnswer(String)
    }

    private let process: Process
    private let input = Pipe()
    private let folder: TemporaryFolder

    var id: Int32 { process.processIdentifier }
    var isRunning: Bool { process.isRunning }

    /// Starts a program with nothing but the environment given.
    init(_ path: String, _ arguments: [String], environment: [String: String]) throws {
        folder = try TemporaryFolder()
        try folder.write("", to: "output")
        try folder.write("", to: "errors")
        process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = environment
        process.standardInput = input
        process.standardOutput = try FileHandle(
            forWritingTo: .init(filePath: folder.file("output")))
        process.standardError = try FileHandle(forWritingTo: .init(filePath: folder.file("errors")))
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGTERM) }
    }

    /// Ends what it reads from standard input.
    func closeInput() throws { try input.fileHandleForWriting.close() }

    /// Gives it something to read.
    func say(_ text: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    }

    /// What it has said so far on standard output.
    func outputSoFar() throws -> String { try folder.read("output") }

    /// What it has said so far on standard error.
    func errorsSoFar() throws -> String { try folder.read("errors") }

    /// Kills it as a power failure would.
    func kill9() { kill(process.processIdentifier, SIGKILL) }

    /// Waits for its end and gives all it said; a minute and a half is far beyond any sane run.
    func end() async throws -> Outcome {
        for _ in 0..<9_000 where process.isRunning { try await Task.sleep(for: .milliseconds(10)) }
        guard !process.isRunning else {
            kill9()
            throw Problem.tooSlow("\(process.executableURL?.path ?? "?") \(try errorsSoFar())")
        }
        let status =
            process.terminationReason == .exit
            ? process.terminationStatus : 128 + process.terminationStatus
        return Outcome(
            status: status, output: try folder.read("output"), errors: try folder.read("errors"))
    }

    /// Runs a program to its end.
    static func run(
        _ path: String, _ arguments: [String], environment: [String: String] = Built.environment
    ) async throws -> Outcome {
        try await RunningProgram(path, arguments, environment: environment).end()
    }
}

/// The programs under test, as the package's build left them beside the test bundle.
enum Built {
    /// All that a program gets of the environment unless a test says more.
    static let environment = ["PATH": "/usr/bin:/bin"]

    /// The folder of the built programs.
    static func folder() throws -> String {
        let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let places = ([bundle] + CommandLine.arguments.filter { $0.contains(".xctest") })
            .map { ($0 as NSString).deletingLastPathComponent }
        guard
            let place = places.first(where: {
                FileManager.default.isExecutableFile(atPath: $0 + "/ssl-scan")
            })
        else { throw RunningProgram.Problem.notBuilt(bundle) }
        return place
    }

    /// The path of one program.
    static func path(of program: String) throws -> String { try folder() + "/" + program }
}
