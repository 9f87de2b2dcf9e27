import Foundation
import Testing

@Suite struct `The words that spend money` {
    private static let words = ["ssl.create", "ssl.renew", "purchasemoresans"]
    /// Who may hold them.
    private static let targets: Set = ["Sandbox", "NamecheapOrders", "ssl-order"]
    private static let payingPrograms: Set = ["ssl-sandbox", "ssl-order"]

    @Test func `are in no source but those that sell and pay`() throws {
        for file in try Repository.swiftFiles(below: "Sources")
        where !Self.targets.contains(file.target) {
            let text = file.lines.joined(separator: "\n").lowercased()
            for word in Self.words where text.contains(word) {
                Issue.record("\(word) in \(file.path)")
            }
        }
    }

    @Test func `are in no built program but those that sell and pay`() throws {
        let built = try programs().filter { !Self.payingPrograms.contains($0) }
        for program in built {
            #expect(try !isFound(Self.words, in: program), "\(program)")
        }
    }

    @Test(arguments: payingPrograms)
    func `are in those that sell and pay, so that they would be found`(program: String) throws {
        for word in Self.words { #expect(try isFound([word], in: program), "\(word)") }
    }

    @Test func `are those of every command that costs money, which one target declares`() throws {
        let declared = try Repository.swiftFiles(below: "Sources").filter { file in
            file.code.contains { $0.contains(": PayingCommand {") }
        }
        #expect(declared.count == Self.words.count)
        #expect(Set(declared.map(\.target)) == ["NamecheapOrders"])
        for file in declared {
            let text = file.lines.joined(separator: "\n").lowercased()
            #expect(
                Self.words.contains {
                    text.contains("= \"namecheap.\($0)") || text.contains("= \"namecheap.ssl.\($0)")
                }, "\(file.path)")
        }
    }

    @Test func `can be sent by nothing but the paying program and its job`() throws {
        for ring in Rings.all
        where !ring.ours.isDisjoint(with: ["NamecheapOrders", "Orders"]) {
            #expect(["Orders", "ssl-order"].contains(ring.target), "\(ring.target)")
        }
    }

    @Test func `would be found, as the word of a free command is`() throws {
        for program in try programs() where program == "ssl-reissue" {
            #expect(try isFound(["ssl.reissue"], in: program))
        }
    }

    /// The programs that are built beside these tests.
    private func programs() throws -> [String] {
        try Manifest.read().programs.sorted().filter {
            FileManager.default.fileExists(atPath: Repository.built.appending(path: $0).path)
        }
    }

    private func isFound(_ words: [String], in program: String) throws -> Bool {
        let path = Repository.built.appending(path: program).path
        let patterns = words.flatMap { ["-e", $0] }
        let status = try Command(["grep", "--quiet", "-aiF"] + patterns + ["--", path]).status
        try #require(status < 2, "grep could not read \(path)")
        return status == 0
    }
}
