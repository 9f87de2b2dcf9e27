/// One HTTP request, read whole.
struct HTTPRequest: Sendable {
    let method: String
    /// The path without the query.
    let path: String
    let body: String
    /// The address the connection comes from; empty when the system does not tell.
    let peer: String
    /// The header Host; empty without one.
    let host: String
    /// The header Origin, which browsers send with a form; empty without one.
    let origin: String
    /// The fields of the query and of a form body together.
    let fields: Fields
    /// What is answered when the body is none that can be read.
    let refusal: HTTPAnswer?

    /// Reads the fields of a request by the type of its body.
    init(
        method: String, target: String, contentType: String?, body: String, peer: String,
        host: String, origin: String
    ) {
        let halves = target.split(separator: "?", maxSplits: 1)
        self.method = method
        path = halves.first.map(String.init) ?? "/"
        self.body = body
        self.peer = peer
        self.host = host
        self.origin = origin
        let query = Fields.parse(form: halves.count == 2 ? halves[1] : "")
        do {
            fields = Fields(query + (try Self.form(body, contentType)), method: method)
            refusal = nil
        } catch {
            fields = Fields(query, method: method)
            guard case .body(let status, _) = error else {
                refusal = .plain(400, error.happened)
                return
            }
            refusal = .plain(status, error.happened)
        }
    }

    /// The fields of a body; one without a type is read as a form, as browsers send it.
    private static func form(
        _ body: String, _ contentType: String?
    ) throws(SandboxError) -> [(name: String, value: String)] {
        guard !body.isEmpty else { return [] }
        let text = contentType ?? ""
        guard let type = HeaderValue(text) else {
            throw .body(status: 400, reason: "its Content-Type cannot be read")
        }
        switch type.value {
        case "", "application/x-www-form-urlencoded": return Fields.parse(form: body[...])
        case "multipart/form-data":
            return try Multipart(Array(body.utf8), boundary: type.parameters["boundary"] ?? "")
                .fields
        default:
            throw .body(
                status: 415,
                reason: "it is neither application/x-www-form-urlencoded nor multipart/form-data")
        }
    }
}

/// One HTTP answer, and how it reaches the client.
struct HTTPAnswer: Sendable {
    /// How the answer travels.
    enum Delivery: Sendable, Equatable {
        case whole
        /// The connection is closed before the first byte.
        case cut
        /// The connection is reset before the first byte.
        case reset
        /// One byte, then a pause, and so on.
        case dribble(milliseconds: Int)
        /// Content-Length promises more bytes than come before the connection is closed.
        case wrongLength
    }

    var status = 200
    var contentType = "text/xml; charset=utf-8"
    var body: String
    var delivery = Delivery.whole
    /// How many milliseconds pass before anything is delivered.
    var delay = 0
    /// Where a browser goes on; nil stays.
    var location: String?

    /// An answer in plain text that is no shape of Namecheap's.
    static func plain(_ status: Int, _ text: String) -> Self {
        Self(status: status, contentType: "text/plain; charset=utf-8", body: text + "\n")
    }

    /// A page for people where XML is expected.
    static func page(_ status: Int, _ title: String) -> Self {
        Self(
            status: status, contentType: "text/html",
            body: "<html><head><title>\(title)</title></head><body>\(title)</body></html>\n")
    }

    /// Sends a browser on, so that reloading does not repeat what it asked for (RFC 9110, 15.4.4).
    static func seeOther(_ location: String) -> Self {
        var answer = plain(303, "see \(location)")
        answer.location = location
        return answer
    }

    /// An answer in JSON.
    static func json(_ text: String) -> Self {
        Self(contentType: "application/json", body: text + "\n")
    }
}
