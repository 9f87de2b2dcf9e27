import CertificateLedger
import Notices
import Settings
import Subscriptions
import Wording

/// All that could be told in a run for some subscriptions and kinds, whatever was told before.
struct NoticeCollection {
    /// The candidates, by source.
    private(set) var candidates: [NoticeCandidate] = []
    /// Whether everything was looked at: what is not among the candidates has no cause any more.
    private(set) var isComplete: Bool
    /// What kept a source from being looked at.
    private(set) var errors: [(kinds: [NoticeKind], error: any Error)] = []

    /// Collects what a run is about; the trouble of one source keeps no other back.
    init(_ basis: NoticeBasis, kinds: Set<NoticeKind>, narrowing: Narrowing) {
        isComplete = kinds.isEmpty && narrowing.isEverything
        var tally = NarrowingTally(narrowing)
        for source in NoticeSources.all {
            let isMeant = kinds.isEmpty || !kinds.isDisjoint(with: source.kinds)
            guard isMeant, source.isOfSubscriptions || narrowing.isEverything else { continue }
            do {
                candidates += try source.candidates(basis).filter { candidate in
                    (kinds.isEmpty || kinds.contains(candidate.kind))
                        && (narrowing.isEverything || candidate.isMeant(&tally))
                }
            } catch {
                isComplete = false
                errors.append((source.kinds, error))
            }
        }
    }
}

extension NoticeCandidate {
    fileprivate func isMeant(_ tally: inout NarrowingTally) -> Bool {
        guard let subject else { return false }
        return tally.admits(
            Narrowing.Candidate(
                reference: subject.reference, numbers: [subject.number].compactMap(\.self),
                names: subject.names, module: subject.moduleName, product: subject.product))
    }
}
