import NIOCore
import NIOPosix

/// Sends one request over a connection of its own and reads until the server closes it.
enum RawClient {
    struct Failure: Error, Equatable {
        let received: String
    }

    /// The status and body; a `Failure` when there is no whole head.
    static func exchange(
        _ url: String, method: String, body: String, headers: String = "Host: localhost\r\n"
    ) async throws -> (status: Int, body: String) {
        let text = try await read(url, method: method, body: body, atMost: .max, headers: headers)
        let halves = text.split(separator: "\r\n\r\n", maxSplits: 1)
        let words = text.split(separator: " ", maxSplits: 2)
        guard halves.count >= 1, words.count == 3, let status = Int(words[1]) else {
            throw Failure(received: text)
        }
        return (status, halves.count == 2 ? String(halves[1]) : "")
    }

    /// Everything the server sends until it closes, or the first pieces only.
    static func read(
        _ url: String, method: String, body: String, atMost pieces: Int,
        headers: String = "Host: localhost\r\n"
    ) async throws -> String {
        let parts = url.split(separator: "/", maxSplits: 2)
        let address = parts[1].split(separator: ":")
        guard address.count == 2, let port = Int(address[1]) else {
            throw Failure(received: url)
        }
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: String(address[0]), port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            let head =
                "\(method) /\(parts.dropFirst(2).first ?? "") HTTP/1.1\r\n\(headers)Connection: close\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n"
            try await outbound.write(ByteBuffer(string: head + body))
            var received = ""
            var count = 0
            for try await piece in inbound {
                received += String(buffer: piece)
                count += 1
                if count >= pieces { break }
            }
            return received
        }
    }
}
