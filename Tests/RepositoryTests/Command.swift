import Foundation
import TestSupport

/// Another program, run to its end.
struct Command {
    /// The exit status.
    let status: Int32
    /// Standard output.
    let output: String

    /// Runs a program found on the path; it gets no input.
    init(_ arguments: [String], in folder: URL = Repository.root) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try OneStart.run(process)
        let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        status = process.terminationStatus
        output = String(decoding: bytes, as: UTF8.self)
    }
}
