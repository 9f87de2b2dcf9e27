import KeyStore
import Testing

@Suite struct `The folder name` {
    @Test(arguments: [
        ("www.example.com", "www.example.com"),
        ("WWW.Example.COM", "www.example.com"),
        ("*.example.com", "_wildcard.example.com"),
        ("xn--mller-kva.example", "xn--mller-kva.example"),
        ("../../etc/passwd", "-..-etc-passwd"),
        (".hidden.example", "hidden.example"),
        ("a b\u{0}c", "a-b-c"),
        ("", "unnamed"),
        ("..", "unnamed"),
        (String(repeating: "a", count: 300), String(repeating: "a", count: 240)),
    ])
    func `is lower case and made of harmless characters`(name: String, folder: String) {
        #expect(CertificateStore.folderName(for: name) == folder)
    }

    @Test func `gets the first free number when it is taken`() {
        let taken: Set = ["example.com", "example.com-2"]
        #expect(
            CertificateStore.freeFolderName(for: "Example.com", taken: taken.contains)
                == "example.com-3")
        #expect(
            CertificateStore.freeFolderName(for: "example.org", taken: taken.contains)
                == "example.org")
    }

    @Test(arguments: ["..", ".git", "a/b", "", "A", "a\u{0}b"])
    func `that could lead out of the store is refused`(name: String) throws {
        let scratch = try Scratch()
        #expect(throws: KeyStoreError.badFolderName(name)) {
            try scratch.store.probe(folder: name)
        }
        #expect(throws: KeyStoreError.badFolderName(name)) {
            try scratch.store.versions(folder: name)
        }
    }
}
