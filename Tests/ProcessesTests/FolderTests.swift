import Foundation
import Processes
import TestSupport
import Testing

@Suite struct `A folder for other programs` {
    @Test func `shows a new file whole, with the mode asked for`() throws {
        let scratch = try TemporaryFolder()
        let folder = try Folder.open(scratch.path)
        try folder.put(Array("first".utf8), as: "note", mode: 0o644)
        try folder.put(Array("second".utf8), as: "note", mode: 0o600)
        #expect(try scratch.read("note") == "second")
        let facts = try FileManager.default.attributesOfItem(atPath: scratch.path + "/note")
        #expect(facts[.posixPermissions] as? Int == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["note"])
    }

    @Test func `replaces a link and never writes through it`() throws {
        let scratch = try TemporaryFolder()
        try Data("kept".utf8).write(to: URL(fileURLWithPath: scratch.path + "/target"))
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path + "/note", withDestinationPath: scratch.path + "/target")
        let folder = try Folder.open(scratch.path)
        let isThere = folder.contains("note")
        #expect(isThere)
        try folder.put(Array("new".utf8), as: "note", mode: 0o600)
        #expect(try scratch.read("target") == "kept")
        #expect(try scratch.read("note") == "new")
    }

    @Test func `makes a missing subfolder and refuses one that is a link`() throws {
        let scratch = try TemporaryFolder()
        let folder = try Folder.open(scratch.path)
        let made = try folder.subfolder("made")
        #expect(made.path == scratch.path + "/made")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path + "/link", withDestinationPath: "/tmp")
        #expect(throws: FileFailure.self) { try folder.subfolder("link").path }
    }

    @Test(arguments: ["", ".", "..", "a/b", "/etc/passwd", "a\0b"])
    func `refuses a name that is not a plain one`(_ name: String) throws {
        let scratch = try TemporaryFolder()
        let folder = try Folder.open(scratch.path)
        #expect(throws: FileFailure.self) { try folder.put([], as: name, mode: 0o600) }
        #expect(throws: FileFailure.self) { try folder.remove(name) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).isEmpty)
    }

    @Test func `removes a file, and an absent one as well`() throws {
        let scratch = try TemporaryFolder()
        let folder = try Folder.open(scratch.path)
        try folder.put([1], as: "note", mode: 0o600)
        try folder.remove("note")
        try folder.remove("note")
        let isThere = folder.contains("note")
        #expect(!isThere)
    }

    @Test func `says which path the system refused and why`() throws {
        let error = #expect(throws: FileFailure.self) { try Folder.open("/nowhere/at/all").path }
        #expect(error?.path == "/nowhere/at/all")
        #expect(error?.reason == "No such file or directory")
    }
}
