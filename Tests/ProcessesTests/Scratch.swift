import Foundation
import Testing

/// A folder of its own for one test, removed with the last reference.
final class Scratch {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "/processes-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func script(
        _ name: String, _ body: String, interpreter: String = "/bin/sh"
    ) throws -> String {
        let file = "\(path)/\(name)"
        try Data("#!\(interpreter)\n\(body)\n".utf8).write(to: URL(fileURLWithPath: file))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
        return file
    }

    func text(of name: String) throws -> String {
        try String(contentsOf: URL(fileURLWithPath: "\(path)/\(name)"), encoding: .utf8)
    }

    func number(in name: String) throws -> Int32 {
        try #require(Int32(try text(of: name).split(separator: "\n").joined()))
    }
}
