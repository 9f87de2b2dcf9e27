import DomainValidation
import Foundation
import Testing
import Wording

@Suite struct `A webroot` {
    private let record = ValidationRecord(
        name: "shop.example", kind: .file(name: "0A1B.txt", content: "x"), reference: "R-1")

    @Test func `serves a file that every web server may read`() async throws {
        let scratch = try Scratch()
        try await WebrootFile(webroot: scratch.path).publish(record)
        let folder = scratch.path + "/.well-known/pki-validation"
        let facts = try FileManager.default.attributesOfItem(atPath: folder + "/0A1B.txt")
        #expect(facts[.posixPermissions] as? Int == 0o644)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["0A1B.txt"])
    }

    @Test(arguments: [".well-known", ".well-known/pki-validation"])
    func `of a hostile customer leads no write elsewhere`(_ link: String) async throws {
        let scratch = try Scratch()
        let elsewhere = try Scratch()
        let parent = URL(fileURLWithPath: "\(scratch.path)/\(link)").deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: "\(scratch.path)/\(link)", withDestinationPath: elsewhere.path)
        let method = WebrootFile(webroot: scratch.path)
        let error = await #expect(throws: DomainValidationError.self) {
            try await method.publish(record)
        }
        #expect(error?.happened.contains(link) == true)
        await #expect(throws: DomainValidationError.self) { try await method.remove(record) }
        #expect(try elsewhere.names().isEmpty)
    }

    @Test func `that is missing is an error that names it`() async throws {
        let error = await #expect(throws: DomainValidationError.self) {
            try await WebrootFile(webroot: "/nowhere/web").publish(record)
        }
        #expect(error?.happened.contains("/nowhere/web") == true)
        #expect(error?.retry == .later)
    }
}
