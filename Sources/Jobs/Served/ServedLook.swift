import CertificateLedger
import HTTP
import KeyStore
import Settings
import Subscriptions
import Wording

/// Asks hosts which certificate they serve, several at once and each within its time.
struct ServedLook {
    /// Enough that a few silent hosts hold nobody up, few enough for any machine.
    private static let atOnce = 16

    let settings: ServedSettings

    /// Whom to ask about a subscription.
    func targets(of watch: ServedWatch) -> [ServedTarget] {
        watch.targets.targets(names: watch.names, port: settings.port)
    }

    /// What the targets of each subscription show, in the order given.
    func observe(_ watches: [ServedWatch]) async -> [[ServedObservation]] {
        let questions = watches.enumerated().flatMap { place, watch in
            targets(of: watch).map { (place: place, target: $0) }
        }
        var answers = watches.map { _ in [ServedObservation]() }
        await withTaskGroup(of: (Int, ServedObservation).self) { group in
            var waiting = questions[...]
            for question in waiting.prefix(Self.atOnce) {
                group.addTask {
                    await ask(question.target, watches[question.place], question.place)
                }
            }
            waiting = waiting.dropFirst(Self.atOnce)
            for await (place, observation) in group {
                answers[place].append(observation)
                guard let question = waiting.popFirst() else { continue }
                group.addTask {
                    await ask(question.target, watches[question.place], question.place)
                }
            }
        }
        return answers.map { $0.sorted { $0.target.description < $1.target.description } }
    }

    private func ask(
        _ target: ServedTarget, _ watch: ServedWatch, _ place: Int
    ) async -> (Int, ServedObservation) {
        let certificate = ServedCertificate(
            name: target.isAddress ? watch.askedName : target.host, port: target.port,
            greeting: target.startTLS.map(ServedCertificate.Greeting.init) ?? .none,
            address: target.isAddress ? target.host : settings.address)
        let fingerprint: String?
        do throws(HTTPError) {
            fingerprint = CertificateFacts.fingerprint(ofPEM: try await certificate.leafPEM())
        } catch {
            return (
                place,
                ServedObservation(
                    target: target, state: .unreachable,
                    detail: error.reasonAlone.printable(limit: 200))
            )
        }
        guard let fingerprint else {
            return (
                place,
                ServedObservation(
                    target: target, state: .unreachable, detail: "it showed no certificate")
            )
        }
        let state: ServedState =
            fingerprint == watch.fingerprint
            ? .served : watch.earlier.contains(fingerprint) ? .old : .other
        return (place, ServedObservation(target: target, state: state, detail: fingerprint))
    }
}

extension ServedWatch {
    /// The name that an address is asked for: the first that is a host's, else one that the
    /// wildcard stands for.
    fileprivate var askedName: String {
        names.first { !$0.hasPrefix("*.") } ?? "www.\(host.dropFirst(2))"
    }
}

extension HTTPError {
    /// Why a host could not be asked, without its name.
    fileprivate var reasonAlone: String {
        switch self {
        case .unknownHost: "the name is not found"
        case .cannotConnect(_, let reason): reason
        case .tls(_, let reason): "TLS: \(reason)"
        case .timedOut: "no answer in time"
        default: happened
        }
    }
}

extension ServedCertificate.Greeting {
    /// How a connection begins.
    fileprivate init(_ way: ServedTarget.StartTLS) {
        self =
            switch way {
            case .smtp: .smtp
            case .imap: .imap
            }
    }
}
