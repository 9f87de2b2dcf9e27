import Foundation
import Testing
import X509

@testable import Sandbox

@Suite struct `The sandbox's CA` {
    @Test func `signs what openssl verifies at its time`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            for reference in ["S-00001", "S-00004", "S-00005", "S-00006", "S-00013"] {
                let cells = try #require(try namecheap.subscriptions().first { $0[0] == reference })
                let (_, pem, chain) = try await namecheap.certificate(cells[3])
                let host = cells[1].replacingOccurrences(of: "*", with: "any")
                let verified = try namecheap.verify(pem, chain, host: host, at: 1_795_424_400)
                #expect(verified.status == 0, "\(verified.text)")
                let late = try namecheap.verify(pem, chain, host: host, at: 1_900_000_000)
                #expect(late.status != 0)
            }
        }
    }

    @Test func `says what was validated`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            for (reference, policy, organisation) in [
                ("S-00001", "2.23.140.1.2.1", false), ("S-00003", "2.23.140.1.2.2", true),
                ("S-00004", "2.23.140.1.1", true),
            ] {
                let id = try namecheap.id { $0[0] == reference }
                let (_, pem, _) = try await namecheap.certificate(id)
                let file = namecheap.folder + "/leaf.pem"
                try pem.write(toFile: file, atomically: true, encoding: .utf8)
                let text = try OpenSSL.run(["x509", "-in", file, "-noout", "-text"]).text
                #expect(text.contains("Policy: \(policy)\n"))
                #expect(text.contains("TLS Web Server Authentication"))
                #expect(text.contains("O = Harbour Demo GmbH") == organisation)
            }
        }
    }

    @Test func `gives the same certificate for the same row every time`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let first = try await namecheap.certificate("2244002")
            let second = try await namecheap.certificate("2244002")
            #expect(first.pem == second.pem)
            let other = try await namecheap.certificate("2244003")
            #expect(first.leaf.serialNumber != other.leaf.serialNumber)
        }
    }

    @Test(arguments: [
        ["-newkey", "rsa:2048"], ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"],
        ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
    ])
    func `certifies keys that openssl made`(arguments: [String]) async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let cells = try #require(try namecheap.subscriptions().first { $0[0] == "S-00002" })
            let (key, request) = (namecheap.folder + "/k.pem", namecheap.folder + "/r.pem")
            let made = try OpenSSL.run(
                ["req", "-new", "-nodes", "-keyout", key, "-out", request, "-subj"]
                    + ["/CN=\(cells[1])"] + arguments)
            #expect(made.status == 0, "\(made.text)")
            let submitted = try await namecheap.submit(
                "namecheap.ssl.reissue", cells[3],
                String(contentsOfFile: request, encoding: .utf8))
            try await namecheap.publishAliases(of: submitted)
            let id = try #require(submitted.attribute("ID"))
            let (_, pem, chain) = try await namecheap.certificate(id)
            let verified = try namecheap.verify(pem, chain, host: cells[1], at: 1_795_424_400)
            #expect(verified.status == 0, "\(verified.text)")
            let ours = try OpenSSL.run(["pkey", "-in", key, "-pubout"]).text
            let leaf = namecheap.folder + "/leaf.pem"
            #expect(try OpenSSL.run(["x509", "-in", leaf, "-noout", "-pubkey"]).text == ours)
        }
    }

    @Test func `refuses a request whose signature is wrong`() throws {
        let pem = try CustomerKey().request(["shop.harbour-demo.test"])
        var lines = pem.split(separator: "\n").map(String.init)
        let first = lines[2].first == "A" ? "B" : "A"
        lines[2] = first + lines[2].dropFirst()
        #expect(throws: SandboxError.self) {
            try SigningRequest(pem: lines.joined(separator: "\n"))
        }
        #expect(try SigningRequest(pem: pem).commonName == "shop.harbour-demo.test")
    }

    @Test func `makes the tokens of the published rule`() throws {
        // The request and its hashes stand in the rule's worked example.
        let request = try SigningRequest(
            pem: """
                -----BEGIN CERTIFICATE REQUEST-----
                MIHdMIGDAgEAMCExHzAdBgNVBAMMFnNob3AuaGFyYm91ci1kZW1vLnRlc3QwWTAT
                BgcqhkjOPQIBBggqhkjOPQMBBwNCAARUTOC7L5Gi0hkbdI1uQkRLlnk8drMeeAv4
                8wj7s0TI1EzVkGeD9QkSw5b/wbcWcpNrBOUMm11XWq8zw+SUDxIRoAAwCgYIKoZI
                zj0EAwIDSQAwRgIhAOr/cdX5rmWn/2i9MJmnwM4xs2ajXURYKerH52dsT1myAiEA
                9chwMcpDaArS4+kg+2jvba/UxGtKKR61w2l2SR5mbXQ=
                -----END CERTIFICATE REQUEST-----
                """)
        let token = Token(
            md5: request.md5, sha256: request.sha256, unique: "6a1f3c0b4d2e9",
            suffix: "comodoca.com")
        #expect(
            token.owner(for: "shop.harbour-demo.test")
                == "_AAE7A05700DBC75DDB293D87D37C1243.shop.harbour-demo.test")
        #expect(
            token.target
                == "1CF8128CF6A8825FEF50BB50F9998570.5EEA6A38CF0AA7D0273E61F910FE0078"
                + ".6a1f3c0b4d2e9.comodoca.com")
    }

    @Test func `is kept in its folder, its keys for the owner alone`() async throws {
        let folder = NSTemporaryDirectory() + "/sandbox-\(UUID().uuidString)"
        defer { _ = try? FileManager.default.removeItem(atPath: folder) }  // May never exist.
        var chains: [String] = []
        for _ in 1...2 {
            try await OfflineNamecheap.run(
                in: folder, certificates: 2, clock: "2026-11-23T09:00:00Z"
            ) { namecheap async throws in
                chains.append(try await namecheap.certificate("2244002").chain)
            }
        }
        #expect(chains.count == 2 && chains[0] == chains[1])
        for name in ["ca-key.pem", "intermediate-key.pem"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }
}

extension OfflineNamecheap {
    /// What openssl says of a leaf and its chain at an instant.
    func verify(
        _ pem: String, _ chain: String, host: String, at moment: Int
    ) throws -> (status: Int32, text: String) {
        for (name, text) in [("leaf.pem", pem), ("chain.pem", chain)] {
            try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
        }
        return try OpenSSL.run([
            "verify", "-x509_strict", "-attime", "\(moment)", "-verify_hostname", host, "-purpose",
            "sslserver", "-CAfile", folder + "/ca.pem", "-untrusted", folder + "/chain.pem",
            folder + "/leaf.pem",
        ])
    }
}
