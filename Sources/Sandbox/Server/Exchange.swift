/// One HTTP request, read whole.
struct HTTPRequest: Sendable {
    var method: String
    /// The path without the query.
    var path: String
    var query: String
    var body: String

    /// The fields of the query and of a form body together.
    var fields: Fields {
        Fields(Fields.parse(form: query[...]) + Fields.parse(form: body[...]))
    }
}

/// One HTTP answer, and how it reaches the client.
struct HTTPAnswer: Sendable {
    /// How the answer travels.
    enum Delivery: Sendable {
        case whole
        /// The connection is closed before the first byte.
        case cut
        /// One byte a second.
        case dribble
    }

    var status = 200
    var contentType = "text/xml; charset=utf-8"
    var body: String
    var delivery = Delivery.whole

    /// An answer in plain text that is no shape of Namecheap's.
    static func plain(_ status: Int, _ text: String) -> Self {
        Self(status: status, contentType: "text/plain; charset=utf-8", body: text + "\n")
    }

    /// An answer in JSON.
    static func json(_ text: String) -> Self {
        Self(contentType: "application/json", body: text + "\n")
    }
}
