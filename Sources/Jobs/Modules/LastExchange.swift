import NamecheapAPI
import Synchronization

/// The exchange that ended last, handed from the observer to the caller.
final class LastExchange: Sendable {
    private let kept = Mutex<Exchange?>(nil)

    /// Keeps an exchange until it is taken.
    func keep(_ exchange: Exchange) {
        kept.withLock { $0 = exchange }
    }

    /// Takes the exchange that ended last, once.
    func take() -> Exchange? {
        kept.withLock { exchange in
            defer { exchange = nil }
            return exchange
        }
    }
}
