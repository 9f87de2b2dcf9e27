import Foundation
import KeyStore
import Testing

@Suite struct `The live version` {
    let scratch: Scratch
    let authority: Authority
    let folder = "www.example.com"
    var store: CertificateStore { scratch.store }

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

    @Test func `is whole at every moment of a switch`() throws {
        for version in 1...2 { try deliver(version) }
        try store.makeLive(folder: folder, version: 1)
        let watcher = LinkWatcher("\(store.root)/\(folder)/live")
        let switches = Result {
            for round in 1...100 {
                try store.makeLive(folder: folder, version: round % 2 + 1)
            }
        }
        #expect(watcher.stop() == ["1", "2"])
        try switches.get()
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
