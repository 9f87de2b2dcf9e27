import HTTP
import NamecheapAPI
import Settings
package import Wording

/// Why a module cannot be used: one of the three causes, with the CA's own words.
package struct ConnectionFailure: ExplainedError, Equatable {
    /// What is wrong, as the person who set the module up has to tell apart.
    package enum Cause: Sendable, Equatable {
        /// What was set is not what the account has.
        case wrongData
        /// Nothing usable comes back; the word says where on the way it ends.
        case unreachable(String)
        /// The CA does not answer this address, which it may have named.
        case addressRefused(String?)
    }

    /// The module.
    package let module: String
    /// What is wrong.
    package let cause: Cause
    /// What came back, in the words of the CA or of the library that found nobody.
    package let words: String
    /// What to do next.
    package let remedy: String
    /// When the same may work.
    package let retry: Retry

    /// What happened.
    package var happened: String {
        "Cannot connect to the processing module \(module.printable()): \(causeText): \(words)"
    }

    /// One word for a table of results.
    package var word: String {
        switch cause {
        case .wrongData: "wrong-data"
        case .unreachable: "unreachable"
        case .addressRefused: "address-refused"
        }
    }

    var status: ExitStatus {
        if case .unreachable = cause { return .unreachable }
        return .refused
    }

    private var causeText: String {
        switch cause {
        case .wrongData: "the data are wrong"
        case .unreachable(let place): "the CA cannot be reached from this host (\(place))"
        case .addressRefused(let address):
            "API calls are not allowed from this address"
                + (address.map { ", which Namecheap sees as \($0.printable(limit: 45))" } ?? "")
        }
    }
}

extension ConnectionFailure {
    /// Tells the causes apart.
    init(_ error: NamecheapError, of module: ConfiguredModule) {
        self.module = module.name
        retry = error.retry
        cause = Cause(error)
        words = ConnectionFailure.words(error, cause)
        remedy = ConnectionFailure.remedy(error, cause, module)
    }

    private static func words(_ error: NamecheapError, _ cause: Cause) -> String {
        switch error {
        case .refused(_, let errors):
            return errors.map { "\($0.text.printable()) (\($0.number))" }.joined(separator: "; ")
        case .transport(_, let error):
            // The place stands before it already.
            guard case .unreachable(let place) = cause else { return error.happened }
            return error.happened.replacing(" (\(place))", with: "")
        default: return error.happened
        }
    }

    private static func remedy(
        _ error: NamecheapError, _ cause: Cause, _ module: ConfiguredModule
    ) -> String {
        switch cause {
        case .wrongData:
            guard error.errorClass == .account(.credentials) else { return error.remedy }
            let (own, other) =
                module.settings.isSandbox ? ("on", "real") : ("off", "sandbox's")
            return error.remedy
                + "; Sandbox is \(own): a key of the \(other) account is refused there"
        case .addressRefused(let address):
            let isOther = address.map { $0 != module.settings.clientIP } ?? false
            return error.remedy
                + (isOther ? "; ClientIP of the module is \(module.settings.clientIP)" : "")
        case .unreachable("HTTP"):
            return "check that the address is the API's, and proxies on the way; if so, wait"
        case .unreachable:
            let ways = [
                module.settings.proxy.map { _ in "Proxy" },
                module.settings.interface.map { "Interface \($0.printable())" },
                module.settings.trustFile.map { "TrustFile \($0.printable())" },
            ].compactMap(\.self)
            return error.remedy
                + (ways.isEmpty ? "" : "; the module has \(ways.joined(separator: ", "))")
        }
    }
}

extension ConnectionFailure.Cause {
    fileprivate init(_ error: NamecheapError) {
        switch error {
        case .transport(_, let error):
            self = HTTPPlace(error).map { .unreachable($0.word) } ?? .wrongData
        case .httpStatus, .unexpected: self = .unreachable("HTTP")
        case .forbiddenCommand, .invalidArguments: self = .wrongData
        case .refused:
            switch error.errorClass {
            case .account(.address(let address)): self = .addressRefused(address)
            case .rateLimited: self = .unreachable("too many calls")
            case .transient: self = .unreachable("a failure of the CA's own")
            case .account, .rejected, .statusConflict, .gone: self = .wrongData
            }
        }
    }
}

/// Where on the way to the CA an exchange ended.
private struct HTTPPlace {
    let word: String

    /// Nil where the address itself is what is wrong.
    init?(_ error: HTTPError) {
        switch error {
        case .refusedURL: return nil
        case .unknownHost: word = "DNS"
        case .cannotConnect: word = "TCP"
        case .tls: word = "TLS"
        case .timedOut, .tooSlow: word = "time-out"
        case .tooLarge: word = "HTTP"
        case .interrupted, .cancelled: word = "interrupted"
        case .library: word = "libcurl"
        }
    }
}
