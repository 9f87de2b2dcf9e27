import NIOCore
import NIOHTTP1

/// Sends the answer to one request the way the answer asks for.
struct AnswerDelivery: Sendable {
    let channel: any Channel
    /// The head of the request that is answered.
    let head: HTTPRequestHead

    /// Tells a client that waits for it to send its body.
    func invite() async throws {
        let head = HTTPResponseHead(version: .http1_1, status: .continue)
        try await channel.writeAndFlush(HTTPConnection.Part.head(head))
    }

    /// Sends an answer; true when the connection may be used again.
    func send(_ answer: HTTPAnswer, isLast: Bool = false) async throws -> Bool {
        try await pause(answer.delay)
        switch answer.delivery {
        case .cut: try await end(.cut)
        case .reset: try await end(.reset)
        case .whole:
            let isKept = head.isKeepAlive && !isLast
            try await write(answer, isKept: isKept)
            return isKept
        case .dribble(let milliseconds):
            let isKept = head.isKeepAlive && !isLast
            try await write(answer, isKept: isKept, pace: milliseconds)
            return isKept
        case .wrongLength:
            // The client would wait for ever on a connection that stays.
            try await write(answer, missing: 64, isKept: false)
        }
        return false
    }

    private func write(
        _ answer: HTTPAnswer, missing: Int = 0, isKept: Bool, pace: Int? = nil
    ) async throws {
        let body = ByteBuffer(string: answer.body)
        var headers: HTTPHeaders = [
            "Content-Type": answer.contentType,
            "Content-Length": String(body.readableBytes + missing),
            "Connection": isKept ? "keep-alive" : "close",
        ]
        if let location = answer.location { headers.add(name: "Location", value: location) }
        let status = HTTPResponseStatus(statusCode: answer.status)
        put(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers)))
        if let pace {
            for octet in body.readableBytesView {
                try await channel.writeAndFlush(
                    HTTPConnection.Part.body(ByteBuffer(bytes: [octet])))
                try await pause(pace)
            }
        } else if head.method != .HEAD {
            put(.body(body))
        }
        // Closing drops what is not sent, so this waits until everything is.
        try await channel.writeAndFlush(HTTPConnection.Part.end(nil))
    }

    private func put(_ part: HTTPConnection.Part) { channel.write(part, promise: nil) }

    private func end(_ event: ConnectionEnd.Event) async throws {
        try await channel.triggerUserOutboundEvent(event)
    }

    private func pause(_ milliseconds: Int) async throws {
        guard milliseconds > 0 else { return }
        let pause = channel.eventLoop.scheduleTask(in: .milliseconds(Int64(milliseconds))) {}
        try await withTaskCancellationHandler {
            try await pause.futureResult.get()
        } onCancel: {
            pause.cancel()
        }
    }
}
