import Crypto
import Foundation
import TestSupport
import Testing

@testable import Sandbox

@Suite struct `A real web server` {
    private static let nginx = "/usr/sbin/nginx"

    @Test(
        .enabled(if: FileManager.default.isExecutableFile(atPath: nginx), "nginx is not installed"))
    func `serves issued chains that openssl accepts`() async throws {
        let realTime: (inout SandboxSettings) -> Void = { $0.realTime = Moment.realTime }
        try await OfflineNamecheap.run(certificates: 25, clock: "", realTime) {
            namecheap async throws in
            for reference in ["S-00002", "S-00003", "S-00005", "S-00006"] {
                let host = try await namecheap.equip(reference)
                let server = try WebServer(Self.nginx, folder: namecheap.folder)
                defer { server.stop() }
                try await server.wait()
                let accepted = try server.connect(host)
                #expect(accepted.status == 0, "\(accepted.text)")
                #expect(accepted.text.contains("Verify return code: 0 (ok)"))
                #expect(accepted.text.contains("CN = ssl-sandbox intermediate"))
                #expect(try server.connect("other.elsewhere-demo.test").status != 0)
            }
        }
    }
}

extension OfflineNamecheap {
    /// Reissues for a key of the test's own, leaves the pair in the folder and gives its host.
    fileprivate func equip(_ reference: String) async throws -> String {
        let customer = CustomerKey()
        let cells = try #require(try subscriptions().first { $0[0] == reference })
        let names = cells[2].split(separator: " ").map(String.init)
        let request = try customer.request(names, organisation: "Harbour Demo GmbH")
        let submitted = try await submit(
            "namecheap.ssl.reissue", cells[3], request,
            names.count > 1
                ? [("DNSNames", names.dropFirst().joined(separator: ","))] : [])
        try await publishAliases(of: submitted)
        let id = try #require(submitted.attribute("ID"), "\(submitted.text)")
        let (_, pem, chain) = try await certificate(id)
        for (name, text) in [
            ("fullchain.pem", pem + chain), ("key.pem", customer.key.pemRepresentation),
        ] {
            try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
        }
        return cells[1].replacingOccurrences(of: "*", with: "any")
    }
}

extension Moment {
    /// The time of this machine, which openssl verifies at.
    fileprivate static let realTime: @Sendable () -> Moment = {
        Moment(seconds: Int(Date().timeIntervalSince1970))
    }
}

/// nginx with the pair of a folder, on a socket in it, for the length of one test.
private struct WebServer {
    private let process = Process()
    private let folder: String
    private var socket: String { folder + "/https.sock" }

    init(_ program: String, folder: String) throws {
        self.folder = folder
        let settings = """
            daemon off; pid \(folder)/nginx.pid; error_log \(folder)/nginx.log; events {}
            http {
                access_log off; client_body_temp_path \(folder)/t; proxy_temp_path \(folder)/t;
                fastcgi_temp_path \(folder)/t; uwsgi_temp_path \(folder)/t;
                scgi_temp_path \(folder)/t;
                server {
                    listen unix:\(folder)/https.sock ssl;
                    ssl_certificate \(folder)/fullchain.pem;
                    ssl_certificate_key \(folder)/key.pem;
                }
            }
            """
        try settings.write(toFile: folder + "/nginx.conf", atomically: true, encoding: .utf8)
        process.executableURL = URL(filePath: program)
        process.arguments = ["-p", folder, "-c", folder + "/nginx.conf"]
        process.standardError = FileHandle.nullDevice
        try OneStart.run(process)
    }

    /// Waits until it listens, for ten seconds at most.
    func wait() async throws {
        for _ in 0..<500 where !FileManager.default.fileExists(atPath: socket) {
            try await Task.sleep(for: .milliseconds(20))
        }
        try #require(FileManager.default.fileExists(atPath: socket), "nginx does not start")
    }

    /// What openssl s_client says of the handshake for a host.
    func connect(_ host: String) throws -> (status: Int32, text: String) {
        try OpenSSL.run([
            "s_client", "-unix", socket, "-servername", host, "-verify_hostname", host,
            "-verify_return_error", "-CAfile", folder + "/ca.pem", "-no-CApath", "-no-CAstore",
            "-showcerts",
        ])
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
        // The next one listens at the same place.
        try? FileManager.default.removeItem(atPath: socket)
    }
}
