import Foundation

/// What `Package.swift` says, as the package manager understands it.
struct Manifest: Decodable {
    /// A target with what it depends on.
    struct Target: Decodable {
        /// Its name.
        let name: String
        /// `regular`, `executable`, `test` or `system`.
        let type: String
        /// Its folder, where that is not the customary one.
        let path: String?
        private let dependencies: [[String: [Dependency?]]]

        /// The names of the targets and products it depends on.
        var needs: Set<String> {
            Set(dependencies.flatMap(\.values).compactMap { $0.first.flatMap { $0?.name } })
        }

        /// Whether it is a part of the programs, not of their tests.
        var isInSources: Bool { type != "test" && path?.hasPrefix("Tests/") != true }
    }

    /// An element of a dependency's list: a name, or a condition.
    private struct Dependency: Decodable {
        let name: String?

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            name = try? value.decode(String.self)
        }
    }

    private struct Product: Decodable {
        let name: String
    }

    /// The targets of the package.
    let targets: [Target]
    private let products: [Product]

    /// The programs that the package offers.
    var programs: Set<String> { Set(products.map(\.name)) }

    /// Asks the package manager, in a scratch folder of its own: the usual one may be in use.
    static func read() throws -> Manifest {
        let scratch = FileManager.default.temporaryDirectory
            .appending(path: "ssl-ledger-manifest-\(ProcessInfo.processInfo.processIdentifier)")
        defer { _ = try? FileManager.default.removeItem(at: scratch) }  // It is only scratch.
        let dump = try Command([
            "swift", "package", "--scratch-path", scratch.path, "dump-package",
        ])
        return try JSONDecoder().decode(Manifest.self, from: Data(dump.output.utf8))
    }
}
