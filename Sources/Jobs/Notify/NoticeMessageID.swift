import CertificateLedger
import Subscriptions

/// The name of a message: the same however often it is tried, and another one for any other.
struct NoticeMessageID: CustomStringConvertible {
    /// `KIND.TOPIC.THRESHOLD.HASH@DOMAIN`.
    let description: String

    /// The name of a message with these notices that is claimed at a moment.
    ///
    /// Topics hold numbers of rows, which another ledger, or the one that was restored, gives to
    /// something else; the moment tells them apart, and is kept with the claim.
    init(_ items: [NoticeItem], claimedAt: Timestamp, domain: String) {
        let words = items.flatMap { item in
            [item.key.kind, item.key.topic, "\(item.key.threshold)", item.key.recipient]
        }
        let name =
            items.first.map { first in
                items.count == 1
                    ? "\(first.key.kind).\(first.key.topic).\(first.key.threshold)"
                    : "digest.\(items.count)"
            } ?? "none"
        let plain = name.prefix(120).map { character in
            character.isASCII && (character.isLetter || character.isNumber || character == ".")
                ? character : "-"
        }
        let hash = ShortHash(of: words + ["\(claimedAt.seconds)"])
        description = "\(String(plain)).\(hash)@\(domain)"
    }
}
