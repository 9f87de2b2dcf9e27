import Foundation
import Glibc
import Testing
import Wording

@testable import KeyStore

@Suite struct `The storage of keys` {
    @Test func `is probed without leaving anything behind`() throws {
        let scratch = try Scratch()
        for _ in 1...2 { try scratch.store.probe(folder: "a.example") }
        let left = try FileManager.default.contentsOfDirectory(
            atPath: scratch.path + "/store/a.example")
        #expect(left == [])
    }

    @Test func `says which path cannot be used when a file is in the way`() throws {
        let scratch = try Scratch()
        try scratch.write("", to: "store")
        #expect(throws: KeyStoreError.failed(path: scratch.path + "/store", code: ENOTDIR)) {
            try scratch.store.probe(folder: "a.example")
        }
    }

    @Test func `says when the place for the store does not exist`() throws {
        let scratch = try Scratch()
        let root = scratch.path + "/absent/store"
        #expect(throws: KeyStoreError.missing(path: root)) {
            try CertificateStore(root: root).probe(folder: "a.example")
        }
    }

    @Test func `says when the file system takes no files`() throws {
        let error = #expect(throws: KeyStoreError.self) {
            try DurableFiles.create("/sys/key-store-test", content: [1])
        }
        let path = "/sys/key-store-test"
        #expect(error == .permission(path: path) || error == .readOnly(path: path))
    }

    @Test func `says when the disk is full`() throws {
        let file = try #require(FileHandle(forWritingAtPath: "/dev/full"))
        #expect(throws: KeyStoreError.diskFull(path: "/dev/full")) {
            try DurableFiles.writeAll([1], to: file.fileDescriptor, path: "/dev/full")
        }
    }

    @Test func `never writes through a symbolic link or over a file`() throws {
        let scratch = try Scratch()
        let link = scratch.path + "/link"
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: scratch.path + "/target")
        #expect(throws: KeyStoreError.exists(path: link)) {
            try DurableFiles.create(link, content: [1])
        }
        #expect(throws: KeyStoreError.failed(path: link, code: ELOOP)) {
            try DurableFiles.read(link)
        }
        #expect(!FileManager.default.fileExists(atPath: scratch.path + "/target"))
        try DurableFiles.create(scratch.path + "/file", content: [1])
        #expect(throws: KeyStoreError.exists(path: scratch.path + "/file")) {
            try DurableFiles.create(scratch.path + "/file", content: [2])
        }
        #expect(try DurableFiles.read(scratch.path + "/file") == [1])
    }

    @Test func `reads large files up to its limit and no further`() throws {
        let scratch = try Scratch()
        let path = scratch.path + "/large"
        let content = [UInt8](repeating: 7, count: DurableFiles.largestFile)
        try DurableFiles.create(path, content: content)
        #expect(try DurableFiles.read(path) == content)
        try DurableFiles.create(path + "r", content: content + [7])
        #expect(throws: KeyStoreError.failed(path: path + "r", code: EFBIG)) {
            try DurableFiles.read(path + "r")
        }
    }

    @Test(arguments: [
        (ENOSPC, "no space is left for /x; free some space", Retry.later),
        (EDQUOT, "no space is left for /x; free some space", .later),
        (EROFS, "/x is on a read-only file system; mount it writable", .later),
        (EACCES, "this user may not use /x; give the folder", .later),
        (EPERM, "this user may not use /x; give the folder", .later),
        (ENOENT, "/x does not exist; restore it", .later),
        (EEXIST, "/x exists already; leave it", .never),
        (EIO, "/x cannot be used: Input/output error; look at the file system", .later),
    ])
    func `explains what the system says`(code: Int32, text: String, retry: Retry) {
        let error = KeyStoreError(code: code, path: "/x")
        #expect(error.explanation.hasPrefix(text))
        #expect(error.retry == retry)
    }

    @Test func `never shows a private key in an error or a description`() throws {
        let scratch = try Scratch()
        let store = scratch.store
        let prepared = try store.prepare(
            folder: "a.example", version: 1, algorithm: .p256, names: ["a.example"])
        let key = try scratch.read("store/a.example/1/privkey.pem")
        let secret = try #require(key.split(separator: "\n").dropFirst().first)
        try scratch.write(key + "x" + key, to: "store/a.example/1/privkey.pem")
        let error = #expect(throws: KeyStoreError.self) {
            try store.keyHash(folder: "a.example", version: 1)
        }
        let key2 = try PrivateKey(pem: key, path: "")
        for text in [
            String(describing: error), String(reflecting: error), String(reflecting: prepared),
            String(describing: key2), String(reflecting: key2),
        ] {
            #expect(!text.contains(secret))
        }
    }
}
