import Foundation
import Glibc
import Synchronization

/// A server on loopback that does to each connection what a test tells it, as impolite as it likes.
final class HostileServer: Sendable {
    /// The port it listens on, chosen by the kernel.
    let port: Int
    private let listener: Int32
    private let log = Mutex<[String]>([])

    /// Listens and gives every connection, with its number from 0, to `serve` on a thread.
    init(serve: @escaping @Sendable (Connection, Int) -> Void) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard listener >= 0 else { throw Failure.noSocket }
        guard let port = HostileServer.listen(listener) else {
            throw Failure.noSocket
        }
        self.listener = listener
        self.port = port
        Thread.detachNewThread { [log = Log(self)] in
            var number = 0
            while true {
                let socket = accept(listener, nil, nil)
                guard socket >= 0 else { return }
                let connection = Connection(socket: socket, log: log)
                let thisNumber = number
                Thread.detachNewThread {
                    serve(connection, thisNumber)
                    connection.close()
                }
                number += 1
            }
        }
    }

    deinit {
        _ = shutdown(listener, Int32(SHUT_RDWR))  // wakes the thread that accepts
        _ = Glibc.close(listener)  // nothing can be done about a failure
    }

    /// The address of the server for a request.
    func url(_ scheme: String = "http") -> String { "\(scheme)://127.0.0.1:\(port)/xml.response" }

    /// Every request read so far.
    var requests: [String] { log.withLock { $0 } }

    enum Failure: Error {
        case noSocket
    }

    /// The way of a connection's thread to the list of requests, which does not keep the server.
    struct Log: Sendable {
        private weak let server: HostileServer?

        init(_ server: HostileServer) {
            self.server = server
        }

        func add(_ request: String) {
            server?.log.withLock { $0.append(request) }
        }
    }

    /// Binds to a free port of 127.0.0.1; nil where that fails.
    private static func listen(_ socket: Int32) -> Int? {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe bind(socket, generic, size) == 0 && Glibc.listen(socket, 16) == 0
                    && getsockname(socket, generic, &size) == 0
            }
        }
        return isBound ? Int(UInt16(bigEndian: address.sin_port)) : nil
    }
}

/// One connection to a `HostileServer`.
struct Connection: Sendable {
    let socket: Int32
    let log: HostileServer.Log

    /// Reads one request with its body; false at the end of the connection.
    @discardableResult
    func readRequest() -> Bool { readText() != nil }

    /// Reads one request with its body and gives it; nil at the end of the connection.
    func readText() -> String? {
        var bytes: [UInt8] = []
        while bytes.count < 1_000_000 {
            var piece = [UInt8](repeating: 0, count: 4_096)
            let count = unsafe recv(socket, &piece, piece.count, 0)
            guard count > 0 else { return nil }
            bytes += piece.prefix(count)
            let text = String(decoding: bytes, as: UTF8.self)
            guard let head = text.range(of: "\r\n\r\n") else { continue }
            let length = text[..<head.lowerBound].split(separator: "\r\n")
                .first { $0.lowercased().hasPrefix("content-length:") }
                .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
            guard text[head.upperBound...].utf8.count >= length ?? 0 else { continue }
            log.add(text)
            return text
        }
        return nil
    }

    /// Sends a text; false when the other end is gone.
    @discardableResult
    func send(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let sent = unsafe rest.withUnsafeBytes { bytes in
                unsafe Glibc.send(
                    socket, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }

    /// Sends a whole answer of status 200.
    func answer(_ body: String, head: String = "HTTP/1.1 200 OK") {
        send(
            "\(head)\r\nContent-Type: text/xml\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        )
    }

    /// Sends nothing and takes nothing until the other end gives up.
    func stall() {
        var byte: UInt8 = 0
        while unsafe recv(socket, &byte, 1, 0) > 0 {}
    }

    /// Lets a tenth of a second pass.
    func pause() {
        usleep(100_000)
    }

    /// Ends the connection.
    func close() {
        _ = Glibc.close(socket)  // nothing can be done about a failure
    }
}
