/// Sends requests by one route, several at once where it is told how many, and keeps connections
/// between them.
///
/// Nothing is loaded or started before the first request.
package final class HTTPClient: Sendable {
    private let route: HTTPRoute
    private let line: TransferLine
    private let queue: TransferQueue?

    /// A client whose requests leave by `route`.
    ///
    /// With `atOnce`, so many are under way at the same time at most, on a thread of the client's
    /// own. Without it they go one after the other, and `send` holds its thread until the answer is
    /// there.
    package init(route: HTTPRoute = HTTPRoute(), atOnce: Int? = nil) {
        self.route = route
        line = TransferLine()
        queue = atOnce.map { TransferQueue(limit: max(1, $0)) }
    }

    deinit { queue?.close() }

    /// The complete answer to `request`, whatever its status, within the request's bounds.
    ///
    /// Cancelling the task ends a transfer that has a thread of its own.
    package func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        let target = try HTTPTarget(
            request.url, proxy: route.proxy, isSecret: request.holdsSecret)
        guard let queue else { return try await line.send(request, to: target, by: route) }
        if queue.claimPump() { TransferPump.start(queue, route: route) }
        return try await queue.send(request, to: target).get()
    }
}

/// One transfer after the other, on the thread of whoever waits.
private actor TransferLine {
    private var transfer: Transfer?

    func send(
        _ request: HTTPRequest, to target: HTTPTarget, by route: HTTPRoute
    ) throws(HTTPError) -> HTTPResponse {
        if let transfer { return try transfer.perform(request, to: target, by: route) }
        let first = try Transfer(host: target.host)
        transfer = first
        return try first.perform(request, to: target, by: route)
    }
}
