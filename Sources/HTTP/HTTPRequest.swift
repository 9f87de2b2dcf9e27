/// One request: a GET, or with a form or a content a POST, with everything that bounds it.
package struct HTTPRequest: Sendable {
    /// Where to; https, or http to a loopback address, or elsewhere where nothing is secret.
    package var url: String
    /// Fields of a POST in their order, not yet escaped; nil makes a GET.
    package var form: [(name: String, value: String)]?
    /// What a POST carries in place of a form; nil for none.
    package var content: HTTPContent?
    /// Whether the server may get this request twice without harm.
    ///
    /// Only then a kept connection is used: when such a connection closes before the first byte
    /// of the answer, libcurl sends the request again on its own, a POST too.
    package var isRepeatable = false
    /// Whether it holds what nobody on the way may read; then http goes to loopback only.
    package var holdsSecret = true
    /// Where to connect instead of where DNS leads, only where nothing is secret.
    package var address: String?
    /// How long the whole exchange may take.
    package var timeLimit: Duration = .seconds(120)
    /// How long name look-up, TCP and TLS may take together.
    package var connectLimit: Duration = .seconds(15)
    /// How long an answer that has begun may trickle at less than `HTTPRequest.slowestRate`.
    ///
    /// A server that is silent because it works counts as slow only from its first line on.
    package var slowLimit: Duration = .seconds(20)
    /// Bytes of body accepted, 8 MiB unless set: the largest answer of the API is near 30 KiB.
    package var bodyLimit = 8_388_608

    /// Bytes a second below which an answer is a trickle: a modem does thirty times more.
    package static let slowestRate = 100

    /// A request with the usual bounds.
    package init(
        url: String, form: [(name: String, value: String)]? = nil, isRepeatable: Bool = false
    ) {
        self.url = url
        self.form = form
        self.isRepeatable = isRepeatable
    }
}

/// A complete answer, whatever its status.
package struct HTTPResponse: Sendable {
    /// The status code; redirects are not followed and arrive here as 3xx.
    package let status: Int
    /// The whole body.
    package let body: [UInt8]
    /// The `Content-Type` header as sent, hostile text.
    package let contentType: String?
    /// Time from the start to the last byte.
    package let elapsed: Duration

    /// Puts an answer together.
    package init(
        status: Int, body: [UInt8], contentType: String? = nil, elapsed: Duration = .zero
    ) {
        self.status = status
        self.body = body
        self.contentType = contentType
        self.elapsed = elapsed
    }
}

/// The way requests leave this machine.
package struct HTTPRoute: Sendable {
    /// Proxy URL; nil for none, the environment is never asked.
    package let proxy: String?
    /// Outgoing address or interface name, for a CA that allows only some addresses.
    package let interface: String?
    /// PEM file of authorities trusted beside the system's folder of authorities.
    package let trustFile: String?

    /// The direct way, unless told otherwise.
    package init(proxy: String? = nil, interface: String? = nil, trustFile: String? = nil) {
        self.proxy = proxy
        self.interface = interface
        self.trustFile = trustFile
    }
}
