import Foundation

/// The files of this repository as git would commit them.
enum Repository {
    /// The top folder.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The folder of the built programs: the one the running tests were built into.
    static var built: URL {
        URL(filePath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
    }

    /// Every file that is committed or would be, as a path below the root.
    static func files() throws -> [String] {
        let listing = try Command([
            "git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others",
            "--exclude-standard",
        ])
        guard listing.status == 0 else { throw NotListed(status: listing.status) }
        let paths = listing.output.split(separator: "\0").map(String.init)
        return Set(paths).filter { isPresent($0) }.sorted()
    }

    /// The Swift files below one of the folders.
    static func swiftFiles(below folders: String...) throws -> [SwiftFile] {
        try swiftFiles.get().filter { file in folders.contains { file.path.hasPrefix($0 + "/") } }
    }

    /// Read once: blanking all of them takes a second or two in a debug build.
    private static let swiftFiles = Result {
        try files().filter { $0.hasSuffix(".swift") }
            .map { SwiftFile(path: $0, text: try text(of: $0)) }
    }

    /// A file's text.
    static func text(of path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Whether the path leads to something.
    static func isPresent(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    /// git could not list the files.
    struct NotListed: Error {
        /// What git ended with.
        let status: Int32
    }
}
