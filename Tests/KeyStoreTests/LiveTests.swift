import Foundation
import KeyStore
import Testing

@Suite struct `The live version` {
    let scratch: Scratch
    let authority: Authority
    let folder = "www.example.com"
    var store: KeyStore { scratch.store }

    init() throws {
        scratch = try Scratch()
        authority = try Authority(in: scratch)
    }

    private func deliver(_ version: Int) throws {
        let prepared = try store.prepare(
            folder: folder, version: version, algorithm: .p256, names: [folder])
        let leaf = try authority.leaf(for: prepared.csrPEM, names: [folder])
        try store.store(
            folder: folder, version: version, leafPEM: leaf, intermediates: [authority.lower])
    }

    @Test func `follows the switch and can go back`() throws {
        try deliver(1)
        try deliver(2)
        #expect(try store.liveVersion(folder: folder) == nil)
        for version in [1, 2, 1] {
            try store.makeLive(folder: folder, version: version)
            #expect(try store.liveVersion(folder: folder) == version)
            let live = try scratch.read("store/\(folder)/live/privkey.pem")
            #expect(try live == scratch.read("store/\(folder)/\(version)/privkey.pem"))
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: "\(store.root)/\(folder)")
        #expect(left.sorted() == ["1", "2", "live"])
    }

    @Test func `is whole at every moment of a switch`() async throws {
        try deliver(1)
        try deliver(2)
        try store.makeLive(folder: folder, version: 1)
        let link = "\(store.root)/\(folder)/live"
        let seen = await withTaskGroup(of: [String?].self) { group in
            group.addTask {
                (1...3000).map { _ in
                    try? FileManager.default.destinationOfSymbolicLink(atPath: link)
                }
            }
            for round in 1...60 {
                do {
                    try store.makeLive(folder: folder, version: round % 2 + 1)
                } catch {
                    Issue.record(error)
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(seen.count == 3000)
        #expect(seen.allSatisfy { $0 == "1" || $0 == "2" })
    }

    @Test func `stays when key and certificate do not match`() throws {
        try deliver(1)
        try deliver(2)
        try store.makeLive(folder: folder, version: 1)
        let foreign = try scratch.read("store/\(folder)/1/privkey.pem")
        try scratch.write(foreign, to: "store/\(folder)/2/privkey.pem")
        #expect(
            throws: KeyStoreError.keyMismatch(path: "\(store.root)/\(folder)/2/cert.pem")
        ) { try store.makeLive(folder: folder, version: 2) }
        #expect(try store.liveVersion(folder: folder) == 1)
    }

    @Test func `stays when the certificate is not there yet`() throws {
        try deliver(1)
        try store.makeLive(folder: folder, version: 1)
        _ = try store.prepare(folder: folder, version: 2, algorithm: .p256, names: [folder])
        #expect(throws: KeyStoreError.missing(path: "\(store.root)/\(folder)/2/cert.pem")) {
            try store.makeLive(folder: folder, version: 2)
        }
        #expect(try store.liveVersion(folder: folder) == 1)
    }
}
