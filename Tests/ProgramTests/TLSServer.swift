import Foundation
import TestSupport

/// Real servers that show certificates on loopback, each ended with its test.
struct TLSServer {
    /// The folder of keys and certificates that the servers show.
    let folder: TemporaryFolder
    /// Where it listens.
    let port: Int
    private let program: RunningProgram

    /// OpenSSL's test server: `one.test`, and `two.test` for whoever asks for that name.
    static func openssl(isIPv6: Bool = false) async throws -> TLSServer {
        let (folder, port) = (try await pairs(), try FreePort.find())
        let address = isIPv6 ? "[::1]:\(port)" : "127.0.0.1:\(port)"
        let words =
            ["s_server", isIPv6 ? "-6" : "-4", "-accept", address, "-quiet", "-naccept", "200"]
            + ["-cert", folder.file("one.pem"), "-key", folder.file("one.key")]
            + ["-servername", "two.test"]
            + ["-cert2", folder.file("two.pem"), "-key2", folder.file("two.key")]
        return try await TLSServer(folder, port, ["/usr/bin/openssl"] + words)
    }

    /// A mail server that knows STARTTLS, or says no to it; it shows `one.test`.
    static func mail(_ mode: String) async throws -> TLSServer {
        let (folder, port) = (try await pairs(), try FreePort.find())
        try folder.write(mailScript, to: "mail.py")
        return try await TLSServer(
            folder, port,
            ["/usr/bin/python3", folder.file("mail.py"), mode, "\(port)"]
                + [folder.file("one.pem"), folder.file("one.key")])
    }

    /// nginx, which shows the files in `current` of a folder for the name it is asked for, newly
    /// read at each handshake.
    static func nginx(serving current: String, in folder: TemporaryFolder) async throws -> TLSServer
    {
        let port = try FreePort.find()
        let root = try FileManager.default.createFolder(folder.file("nginx"))
        try folder.write(
            """
            daemon off; pid \(root)/pid; error_log stderr; worker_processes 1;
            \(getuid() == 0 ? "user root;" : "")
            events { worker_connections 64; }
            http {
                access_log off;
                client_body_temp_path \(root)/body; proxy_temp_path \(root)/proxy;
                fastcgi_temp_path \(root)/fastcgi; uwsgi_temp_path \(root)/uwsgi;
                scgi_temp_path \(root)/scgi;
                server {
                    listen 127.0.0.1:\(port) ssl;
                    ssl_certificate \(current)/$ssl_server_name/fullchain.pem;
                    ssl_certificate_key \(current)/$ssl_server_name/privkey.pem;
                }
            }

            """, to: "nginx/nginx.conf")
        return try await TLSServer(
            folder, port, [nginxProgram, "-p", root, "-e", "stderr", "-c", root + "/nginx.conf"])
    }

    /// Starts a server and waits until somebody listens.
    ///
    /// A shell holds it: when the tests crash, the pipe to its standard input closes and ends it.
    init(_ folder: TemporaryFolder, _ port: Int, _ words: [String]) async throws {
        let script = """
            "$@" </dev/null & id=$!
            trap 'kill $id; wait $id; exit' TERM
            read -r line
            kill $id
            wait $id
            """
        self.folder = folder
        self.port = port
        program = try RunningProgram(
            "/bin/sh", ["-c", script, "sh"] + words, environment: Built.environment)
        for _ in 0..<500 where program.isRunning {
            if try await answers() { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw RunningProgram.Problem.noAnswer(try program.errorsSoFar())
    }

    /// Whether somebody listens on the port, on either loopback address.
    private func answers() async throws -> Bool {
        let script = "for to in 127.0.0.1 ::1; do : <>/dev/tcp/$to/\(port) && exit; done; exit 1"
        return try await RunningProgram.run("/bin/bash", ["-c", script]).status == 0
    }

    /// Ends the server.
    func end() { program.closeInput() }

    static let nginxProgram = "/usr/sbin/nginx"
    static var hasNginx: Bool { FileManager.default.isExecutableFile(atPath: nginxProgram) }
    static var hasPython: Bool { FileManager.default.isExecutableFile(atPath: "/usr/bin/python3") }

    /// SHA-256 of a certificate in the folder, as OpenSSL says it.
    func fingerprint(_ name: String) async throws -> String {
        let outcome = try await RunningProgram.run(
            "/usr/bin/openssl",
            ["x509", "-in", folder.file("\(name).pem"), "-noout", "-fingerprint", "-sha256"])
        return outcome.output.split(separator: "=").last.map(String.init)?
            .filter(\.isHexDigit).lowercased() ?? ""
    }

    private static func pairs() async throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for name in ["one", "two"] {
            let outcome = try await RunningProgram.run(
                "/usr/bin/openssl",
                ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
                    + ["-nodes", "-keyout", folder.file("\(name).key"), "-days", "3"]
                    + ["-out", folder.file("\(name).pem"), "-subj", "/CN=\(name).test"])
            guard outcome.status == 0 else { throw RunningProgram.Problem.noAnswer("\(outcome)") }
        }
        return folder
    }

    private static let mailScript = """
        import socket, ssl, sys, threading
        mode, port = sys.argv[1], int(sys.argv[2])
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[3], sys.argv[4])
        def serve(plain):
            lines = plain.makefile("rb")
            def say(text): plain.sendall(text.encode() + b"\\r\\n")
            say("* OK ready" if mode == "imap" else "220 mail ESMTP")
            while True:
                words = lines.readline().decode().split()
                if not words: return
                if mode == "imap":
                    if words[1].upper() == "STARTTLS": say(words[0] + " OK go"); break
                    say("* CAPABILITY IMAP4rev1 STARTTLS\\r\\n" + words[0] + " OK done")
                elif mode == "smtp":
                    if words[0].upper() == "STARTTLS": say("220 go"); break
                    say("250-mail\\r\\n250 STARTTLS")
                else: say("250 mail")
            secret = context.wrap_socket(plain, server_side=True)
            while True:
                words = secret.recv(1000).decode().split()
                if not words: return
                if mode == "imap": secret.sendall((words[0] + " OK done\\r\\n").encode())
                else: secret.sendall(b"250 mail\\r\\n")
        listener = socket.create_server(("127.0.0.1", port))
        while True:
            threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
        """
}

/// A socket that listens on loopback and lets every client wait.
final class Listener: Sendable {
    let port: Int
    private let socket: Int32

    init() throws {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Listener.loopback(0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                guard unsafe bind(socket, pointer, size) == 0, listen(socket, 16) == 0 else {
                    return Int32(-1)
                }
                return unsafe getsockname(socket, pointer, &size)
            }
        }
        guard status == 0 else { throw RunningProgram.Problem.noAnswer("a socket") }
        self.socket = socket
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { close(socket) }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }
}

extension FileManager {
    fileprivate func createFolder(_ path: String) throws -> String {
        try createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }
}
