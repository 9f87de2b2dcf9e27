import Foundation
import TestSupport

/// A sandbox's API with another text in what getHosts answers about one zone.
final class TamperingProxy: Sendable {
    private static let script = """
        import http.server, os, sys, urllib.request
        target, old, new, zone, place = sys.argv[1:6]
        looks = int(sys.argv[6])
        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *words): pass
            def do_POST(self):
                global looks
                body = self.rfile.read(int(self.headers['Content-Length']))
                request = urllib.request.Request(target, body)
                answer = urllib.request.urlopen(request).read()
                if b'getHosts' in body and zone.encode() in body:
                    looks -= 1
                    if looks < 0: answer = answer.replace(old.encode(), new.encode())
                self.send_response(200)
                self.send_header('Content-Length', str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)
        server = http.server.HTTPServer(('127.0.0.1', 0), Handler)
        open(place + '.new', 'w').write(str(server.server_port))
        os.rename(place + '.new', place)
        server.serve_forever()

        """

    private let program: RunningProgram
    private let folder: TemporaryFolder

    /// Stands between a night's programs and their sandbox; the first `looks` are let through.
    init(_ night: Night, replacing text: String, with other: String, after looks: Int) async throws
    {
        folder = try TemporaryFolder()
        let zone = "SLD=" + Night.zone.prefix { $0 != "." }
        program = try RunningProgram(
            "/usr/bin/python3",
            [
                "-c", Self.script, night.sandbox.api(), text, other, zone, folder.file("port"),
                "\(looks)",
            ], environment: Built.environment)
        try await night.wait { [folder] in
            FileManager.default.fileExists(atPath: folder.file("port"))
        }
        let module = try night.folder.read("modules.d/demo.conf").replacingOccurrences(
            of: try night.sandbox.api(),
            with: "http://127.0.0.1:\(folder.read("port"))/xml.response")
        try night.folder.write(module, to: "modules.d/demo.conf")
    }
}
