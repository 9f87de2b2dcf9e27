import Foundation
import Glibc
import Testing
import Wording

@testable import Reports

@Suite struct `The report's destination` {
    let folder = NSTemporaryDirectory() + "report-" + UUID().uuidString

    private struct Stop: Error {}

    private func inFolder(_ work: (String) throws -> Void) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try work(folder + "/report.csv")
    }

    @Test func `is standard output for a dash`() {
        #expect(ReportDestination("-") == .standardOutput)
        #expect(ReportDestination("./-") == .file(path: "./-"))
    }

    @Test func `is a file that appears whole, readable by all`() throws {
        try inFolder { path in
            try Data("old".utf8).write(to: URL(fileURLWithPath: path))
            let before = umask(0o077)
            defer { _ = umask(before) }  // the value is the one set above
            try ReportDestination(path).write { sink in
                try sink(Array("new ".utf8))
                #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
                try sink(Array("report".utf8))
            }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "new report")
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o644)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["report.csv"])
        }
    }

    @Test func `keeps the old file when the report fails`() throws {
        try inFolder { path in
            try Data("old".utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: Stop.self) {
                try ReportDestination(path).write { sink in
                    try sink(Array("half".utf8))
                    throw Stop()
                }
            }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["report.csv"])
        }
    }

    @Test func `says when the folder is missing`() {
        let path = folder + "/absent/report.csv"
        #expect(throws: ReportError.missing(path: path + ".new")) {
            try ReportDestination(path).write { _ in }
        }
    }

    @Test func `never replaces what is no regular file`() throws {
        try ReportDestination("/dev/null").write { try $0([1]) }
        var status = stat()
        #expect(unsafe stat("/dev/null", &status) == 0)
        #expect(status.st_mode & S_IFMT == S_IFCHR)
        #expect(throws: ReportError.diskFull(path: "/dev/full")) {
            try ReportDestination("/dev/full").write { try $0([1]) }
        }
    }

    @Test func `says when its reader has gone, and the program lives`() throws {
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        let file = pipe.fileHandleForWriting.fileDescriptor
        for _ in 1...2 {
            #expect(throws: ReportError.brokenPipe(path: "standard output")) {
                try writeAll([1], to: file, path: "standard output")
            }
        }
    }

    @Test(arguments: [
        (EPIPE, "the reader of /x has gone; start again"), (ENOSPC, "no space is left for /x"),
        (EROFS, "/x is on a read-only file system"), (EACCES, "this user may not use /x"),
        (ENOENT, "/x does not exist"), (EIO, "/x cannot be used: Input/output error"),
    ])
    func `explains what the system says`(code: Int32, text: String) {
        #expect(ReportError(code: code, path: "/x").explanation.hasPrefix(text))
    }
}
