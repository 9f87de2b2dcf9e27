import Deployment
import Foundation
import Processes
import TestSupport
import Testing
import Wording

@Suite struct `A deployment hook` {
    @Test func `gets the host in its arguments and the rest in its environment`() async throws {
        let scratch = try TemporaryFolder()
        let delivery = delivery(in: scratch)
        let output = try await hook(in: scratch, "echo \"$@\"; env | sort").deploy(delivery)
        let lines = output.split(separator: "\n").map(String.init)
        #expect(lines.first == "deploy shop.example")
        let expected = [
            "RENEWED_DOMAINS=shop.example www.shop.example",
            "RENEWED_LINEAGE=\(delivery.lineage)", "SSL_CERTIFICATE_ID=4711",
            "SSL_HOST=shop.example", "SSL_LIVE=\(delivery.lineage)",
            "SSL_MANIFEST=\(delivery.manifest)", "SSL_REFERENCE=R-1",
        ]
        #expect(lines.filter { $0.hasPrefix("SSL_") || $0.hasPrefix("RENEWED_") } == expected)
    }

    @Test func `finds a manifest for its user alone that holds the whole delivery`() async throws {
        let scratch = try TemporaryFolder()
        let delivery = delivery(in: scratch)
        let mode = try await hook(in: scratch, "stat -c %a \"$SSL_MANIFEST\"").deploy(delivery)
        #expect(mode == "600")
        let text = try scratch.read("manifest.json")
        #expect(try JSONDecoder().decode(Delivery.self, from: Data(text.utf8)) == delivery)
        #expect(text.contains("\"expirationDate\" : \"2027-03-01\""))
        #expect(text.contains("\"lineage\" : \"\(delivery.lineage)\""))
    }

    @Test func `gets names that do not fit into the environment from the manifest`() async throws {
        let scratch = try TemporaryFolder()
        let names = (1...4_000).map { "name-number-\($0).shop.example" }
        let delivery = delivery(in: scratch, names: names)
        let script = "echo \"${RENEWED_DOMAINS-none}\"; grep -c number \"$SSL_MANIFEST\""
        #expect(try await hook(in: scratch, script).deploy(delivery) == "none\n4000")
    }

    @Test func `that fails is quoted with the last lines it said`() async throws {
        let scratch = try TemporaryFolder()
        let script =
            "for i in 1 2 3 4; do echo \"line $i\" >&2; done; printf '\\033[2J' >&2; exit 7"
        let error = await #expect(throws: DeploymentError.self) {
            try await hook(in: scratch, script).deploy(delivery(in: scratch))
        }
        #expect(
            error
                == .hookFailed(
                    program: scratch.path + "/hook", exit: .code(7),
                    lastWords: "line 3 | line 4 | \\u{1b}[2J"))
        #expect(error?.retry == .later)
        #expect(error?.explanation.contains("exit status 7") == true)
    }

    @Test func `has its output made printable and cut`() async throws {
        let scratch = try TemporaryFolder()
        let script = "printf 'a\\033b\\n'; head -c 9000 /dev/zero | tr '\\0' x"
        let output = try await hook(in: scratch, script).deploy(delivery(in: scratch))
        #expect(output.hasPrefix("a\\u{1b}b\nxxx"))
        #expect(output.count == 2_000)
    }

    @Test func `does not start when the manifest cannot be written`() async throws {
        let scratch = try TemporaryFolder()
        let hook = try hook(in: scratch, "touch \(scratch.path)/started")
        let error = await #expect(throws: DeploymentError.self) {
            try await hook.deploy(delivery(in: scratch, manifest: "/nowhere/manifest.json"))
        }
        #expect(error?.happened.contains("/nowhere") == true)
        await #expect(throws: DeploymentError.manifestNotAbsolute("manifest.json")) {
            try await hook.deploy(delivery(in: scratch, manifest: "manifest.json"))
        }
        #expect(!scratch.contains("started"))
    }

    @Test func `that is missing is named`() async throws {
        let scratch = try TemporaryFolder()
        let hook = DeploymentHook(program: "/nowhere/hook", timeLimit: .seconds(20))
        await #expect(throws: DeploymentError.hookNotRun(.missing("/nowhere/hook"))) {
            try await hook.deploy(delivery(in: scratch))
        }
    }

    private func hook(in scratch: TemporaryFolder, _ body: String) throws -> DeploymentHook {
        DeploymentHook(program: try scratch.script("hook", body), timeLimit: .seconds(20))
    }

    private func delivery(
        in scratch: TemporaryFolder, names: [String] = ["shop.example", "www.shop.example"],
        manifest: String? = nil
    ) -> Delivery {
        Delivery(
            reference: "R-1", host: "shop.example", names: names,
            lineage: "/var/lib/ssl-ledger/store/shop.example/live", certificateID: 4_711,
            version: 3,
            expirationDate: "2027-03-01", manifest: manifest ?? scratch.path + "/manifest.json")
    }
}
