import DomainValidation
import Foundation
import TestSupport
import Testing

@Suite struct `The back-ups of a zone` {
    private static let moment = "2026-11-20T03:17:00Z"

    @Test func `are kept for this user alone, and the newest is read`() throws {
        let place = try TemporaryFolder()
        let backups = ZoneBackups(in: place.path, owner: "module-1")
        #expect(try backups.newest(of: "example.com") == nil)
        let first = try backups.keep(Array("<a/>".utf8), of: "example.com", at: Self.moment)
        // The same moment, and another zone: nothing is overwritten.
        _ = try backups.keep(Array("<b/>".utf8), of: "example.com", at: Self.moment)
        _ = try backups.keep(Array("<c/>".utf8), of: "example.org", at: Self.moment)
        #expect(try backups.newest(of: "example.com") == Array("<b/>".utf8))
        let names = ["000001-20261120T031700Z.xml", "000002-20261120T031700Z.xml"]
        #expect(try place.names(in: "zones/module-1/example.com") == names)
        #expect(first == backups.path(of: "example.com") + "/" + names[0])
        let facts = try FileManager.default.attributesOfItem(atPath: first)
        #expect(facts[.posixPermissions] as? Int == 0o600)
        #expect(try place.read("zones/module-1/example.com/" + names[0]) == "<a/>")
    }

    @Test func `are so many at most, and the oldest go`() throws {
        let place = try TemporaryFolder()
        let backups = ZoneBackups(in: place.path, owner: "module-1")
        try place.write("mine", to: "zones/module-1/example.com/note.txt")
        for number in 1...(ZoneBackups.most + 3) {
            // A clock that goes back changes no order.
            _ = try backups.keep(
                Array("\(number)".utf8), of: "example.com", at: "20\(60 - number)-01-01T00:00:00Z")
        }
        let names = try place.names(in: "zones/module-1/example.com")
        #expect(names.count == ZoneBackups.most + 1)
        #expect(names.first?.hasPrefix("000004-") == true)
        #expect(names.last == "note.txt")
        #expect(try backups.newest(of: "example.com") == Array("\(ZoneBackups.most + 3)".utf8))
    }

    @Test(arguments: ["", "..", "a/b"])
    func `are of a zone, not of a path`(zone: String) throws {
        let backups = ZoneBackups(in: try TemporaryFolder().path, owner: "module-1")
        #expect(throws: DomainValidationError.self) {
            try backups.keep([], of: zone, at: Self.moment)
        }
    }

    @Test func `are an error where they cannot be written`() throws {
        let backups = ZoneBackups(in: "/nowhere", owner: "module-1")
        #expect(throws: DomainValidationError.self) {
            try backups.keep([], of: "example.com", at: Self.moment)
        }
        #expect(throws: DomainValidationError.self) { try backups.newest(of: "example.com") }
    }
}
