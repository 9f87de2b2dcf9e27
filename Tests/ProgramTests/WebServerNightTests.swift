import Foundation
import TestSupport
import Testing

@Suite(
    .serialized, .timeLimit(.minutes(2)),
    .enabled(if: BINDFolder.isInstalled, "BIND is not installed (Debian: bind9, bind9-dnsutils)"),
    .enabled(if: TLSServer.hasNginx, "nginx is not installed (Debian: nginx-light)"))
struct `A night at a real web server` {
    private static let hosts = ["api-2", "mail-11"].map { "\($0).harbour-demo.test" }

    @Test func `proves names by file, and is seen serving what its hook had reloaded`()
        async throws
    {
        let server = try await BINDServer(
            records: Self.hosts.map { "\($0). A 127.0.0.1" }.joined(separator: "\n"))
        let web = try await WebServer(hosts: Self.hosts)
        defer { web.end() }
        let sandbox = try await RunningSandbox(
            certificates: 25,
            options: [
                "--no-validation-reuse", "--resolver", server.address, "--http-port",
                "\(web.plainPort)",
            ])
        let night = try Night(
            sandbox,
            settings: """
                Webroot * /nowhere
                Webroot api-2.* \(web.webroot(of: Self.hosts[0]))
                Webroot mail-*.test \(web.webroot(of: Self.hosts[1]))
                DeploymentHook \(web.hook)
                ServedCheck on
                ServedPort \(web.port)
                ServedAddress 127.0.0.1
                """)
        try await sandbox.move(to: Night.first)
        try await night.enrol(references: ["S-00002", "S-00011"])

        let outcome = try await night.run("ssl-reissue")
        #expect(outcome.status == 0 && outcome.errors == "", "\(outcome)")
        try await expectServed(night, web, reissues: 2)

        try await sandbox.move(to: ServedNight.later)
        _ = try await night.run("ssl-scan", at: ServedNight.later)
        let later = try await night.run("ssl-reissue", at: ServedNight.later)
        #expect(later.status == 0 && later.errors == "", "\(later)")
        try await expectServed(night, web, reissues: 4)
        #expect(try web.reloads() == 4)
    }

    /// Whether all is live and served, asked for by the web server and removed again.
    private func expectServed(_ night: Night, _ web: WebServer, reissues: Int) async throws {
        let states = try await night.rows("SELECT state FROM issuance")
        #expect(states == Array(repeating: "stored", count: reissues))
        let served = try await night.rows(
            """
            SELECT v.target || ' ' || v.state FROM served AS v
            JOIN subscription AS s ON s.certificate_id = v.certificate_id ORDER BY 1
            """)
        #expect(served == Self.hosts.map { "\($0):\(web.port) served" })
        for host in Self.hosts { #expect(try web.files(of: host) == []) }
        let asked = try web.asked()
        #expect(asked.count >= reissues)
        #expect(asked.allSatisfy { $0.hasSuffix(" 200") }, "\(asked)")
        #expect(
            Set(asked.compactMap { $0.split(separator: " ").first })
                == Set(Self.hosts.map { $0[...] }))
        #expect(!FileManager.default.fileExists(atPath: night.folder.file("hook.calls")))
        #expect(try await night.sandbox.unrepeatable().count == reissues)
    }
}

/// nginx with a document root for each host, whose certificates come with a reload.
private struct WebServer {
    /// Where it serves files over HTTP.
    let plainPort: Int
    /// Where it serves certificates.
    var port: Int { server.port }
    /// The program that deploys: it copies the pair, has nginx reload, and waits for the new one.
    let hook: String
    private let server: TLSServer
    private let folder: TemporaryFolder

    init(hosts: [String]) async throws {
        folder = try TemporaryFolder()
        let root = folder.path
        plainPort = try FreePort.find()
        let port = try FreePort.find()
        for host in hosts { try folder.write(host, to: "www/\(host)/index.html", mode: 0o644) }
        for place in ["sites", "pairs"] { try folder.write("", to: "\(place)/.keep") }
        try folder.write(
            """
            daemon off; pid \(root)/pid; worker_processes 1;
            \(getuid() == 0 ? "user root;" : "")
            events { worker_connections 64; }
            http {
                log_format asked '$host $uri $status';
                client_body_temp_path \(root)/body; proxy_temp_path \(root)/proxy;
                fastcgi_temp_path \(root)/fastcgi; uwsgi_temp_path \(root)/uwsgi;
                scgi_temp_path \(root)/scgi;
                access_log off;
                server {
                    listen 127.0.0.1:\(plainPort);
                    location / { root \(root)/www/$host; access_log \(root)/asked asked; }
                }
                server {
                    listen 127.0.0.1:\(port) ssl default_server;
                    ssl_reject_handshake on;
                }
                include \(root)/sites/*.conf;
            }

            """, to: "nginx.conf")
        let words = [TLSServer.nginxProgram, "-p", root, "-e", "stderr", "-c"]
        hook = try folder.write(
            Self.hook(root: root, port: port, nginx: words + ["\(root)/nginx.conf"]), to: "deploy",
            mode: 0o700)
        server = try await TLSServer(folder, port, words + ["\(root)/nginx.conf"])
    }

    /// What an administrator's hook does: a site of its own, and `nginx -s reload`, which returns
    /// before it is done.
    private static func hook(root: String, port: Int, nginx: [String]) -> String {
        """
        #!/bin/sh
        set -e
        pair=\(root)/pairs/$SSL_HOST
        mkdir -p "$pair"
        cp "$SSL_LIVE"/fullchain.pem "$SSL_LIVE"/privkey.pem "$pair"
        cat >'\(root)/sites/'"$SSL_HOST".conf <<SITE
        server {
            listen 127.0.0.1:\(port) ssl;
            server_name $SSL_HOST;
            ssl_certificate $pair/fullchain.pem;
            ssl_certificate_key $pair/privkey.pem;
        }
        SITE
        \(nginx.joined(separator: " ")) -s reload
        echo "$SSL_HOST" >>\(root)/reloads
        wanted=$(openssl x509 -noout -fingerprint -in "$pair"/fullchain.pem)
        for turn in $(seq 200); do
            shown=$(openssl s_client -connect 127.0.0.1:\(port) -servername "$SSL_HOST" \\
                </dev/null 2>/dev/null | openssl x509 -noout -fingerprint 2>/dev/null || :)
            test "$shown" = "$wanted" && exit 0
            sleep 0.05
        done
        echo 'nginx does not show it' >&2
        exit 1

        """
    }

    func webroot(of host: String) -> String { folder.file("www/\(host)") }

    /// What is left of proofs below a document root.
    func files(of host: String) throws -> [String] {
        try folder.names(in: "www/\(host)/.well-known/pki-validation")
    }

    /// What it was asked for, as `host path status`.
    func asked() throws -> [String] {
        try folder.read("asked").split(separator: "\n").map(String.init)
    }

    /// How often the hook had it reload.
    func reloads() throws -> Int { try folder.read("reloads").split(separator: "\n").count }

    func end() { server.end() }
}
