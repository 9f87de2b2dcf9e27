import HTTP

/// The two manners in which a client sends: both keep the same promises.
enum Manner: String, CaseIterable, Sendable {
    case oneAfterTheOther
    case severalAtOnce

    /// A client that sends in this manner.
    func client(_ route: HTTPRoute = HTTPRoute()) -> HTTPClient {
        HTTPClient(route: route, atOnce: self == .severalAtOnce ? 4 : nil)
    }
}
