/// Sends requests one after the other over one libcurl handle and keeps connections between them.
///
/// `send` holds its thread until the answer is there; programs do one thing at a time.
package actor HTTPClient {
    private let route: HTTPRoute
    private let transfer = Transfer()

    /// A client whose requests leave by `route`.
    package init(route: HTTPRoute = HTTPRoute()) {
        self.route = route
    }

    /// The complete answer to `request`, whatever its status, within the request's bounds.
    package func send(_ request: HTTPRequest) throws(HTTPError) -> HTTPResponse {
        let target = try HTTPTarget(
            request.url, proxy: route.proxy, isSecret: request.holdsSecret)
        return try transfer.perform(request, to: target, by: route)
    }
}
