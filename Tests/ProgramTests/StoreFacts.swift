import Foundation
import TestSupport

/// What OpenSSL and the file system say about the live pairs of a store.
struct StoreFacts: Sendable {
    /// One folder of the store.
    struct Pair: Sendable {
        let folder: String
        let keyMatches: Bool
        let isVerified: Bool
        let notAfter: String
    }

    let pairs: [Pair]
    /// Mode and path of every folder and file, as `700 store/...`.
    let modes: [String]

    /// Looks at every `live` of a night's store, as of a moment in seconds.
    init(_ night: Night, at moment: Int) async throws {
        let script = """
            cd "$1" || exit 1
            for folder in */; do
                cd "$folder/live" || exit 1
                openssl pkey -in privkey.pem -pubout >"$4/key" || exit 1
                openssl x509 -in cert.pem -noout -pubkey >"$4/certified" || exit 1
                cmp -s "$4/key" "$4/certified" && match=yes || match=no
                cat cert.pem chain.pem | cmp -s - fullchain.pem || match=no
                openssl verify -CAfile "$2" -untrusted chain.pem -attime "$3" cert.pem \\
                    >/dev/null 2>&1 && good=yes || good=no
                end=$(openssl x509 -in cert.pem -noout -enddate -dateopt iso_8601)
                echo "${folder%/} $match $good ${end#notAfter=}"
                cd "$1"
            done
            """
        let scratch = night.folder.file("scratch")
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        let outcome = try await RunningProgram.run(
            "/bin/sh",
            [
                "-c", script, "sh", night.folder.file("store"), night.sandbox.ca, "\(moment)",
                scratch,
            ])
        guard outcome.status == 0 else { throw RunningProgram.Problem.noAnswer("\(outcome)") }
        pairs = outcome.output.split(separator: "\n").map { line in
            let cells = line.split(separator: " ").map(String.init)
            return Pair(
                folder: cells.first ?? "", keyMatches: cells.dropFirst().first == "yes",
                isVerified: cells.dropFirst(2).first == "yes",
                notAfter: cells.dropFirst(3).first ?? "")
        }
        let modes = try await RunningProgram.run(
            "/usr/bin/find",
            [night.folder.file("store"), "-type", "l", "-o", "-printf", "%m %y %P\n"])
        self.modes = modes.output.split(separator: "\n").map(String.init)
    }
}

/// Every file of a folder, to see whether anything at all was changed.
struct Snapshot: Equatable, Sendable {
    let files: [String: Data]

    /// Reads a folder whole, the shared memory and empty logs of SQLite's readers aside.
    init(of folder: String) throws {
        var files: [String: Data] = [:]
        let manager = FileManager.default
        for name in try manager.subpathsOfDirectory(atPath: folder)
        where !name.hasSuffix("-shm") && !name.hasSuffix("-wal") {
            let path = folder + "/" + name
            let attributes = try manager.attributesOfItem(atPath: path)
            let head = "\(attributes[.posixPermissions] ?? 0) \(attributes[.modificationDate] ?? 0)"
            let isFile = attributes[.type] as? FileAttributeType == .typeRegular
            let content = isFile ? try Data(contentsOf: URL(fileURLWithPath: path)) : Data()
            files[name] = Data((isFile ? head : "").utf8) + content
        }
        self.files = files
    }

    /// The names that are in one and not the same in the other.
    func changes(to later: Snapshot) -> [String] {
        Set(files.keys).union(later.files.keys).filter { files[$0] != later.files[$0] }.sorted()
    }
}
