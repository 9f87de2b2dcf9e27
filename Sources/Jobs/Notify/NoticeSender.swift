import Notices
import Settings

/// How notices leave, as the settings have it.
struct NoticeSender {
    /// The way out.
    let channel: any NoticeChannel
    /// Who sends.
    let from: MailAddress
    /// Where answers go; nil for the sender.
    let replyTo: MailAddress?

    /// The domain of the sender, which the names of its messages end with.
    var domain: String { from.address.split(separator: "@").last.map(String.init) ?? "localhost" }

    /// The channel of the settings; the folder of an outbox is made where it is missing.
    init(_ context: RunContext) throws {
        guard let from = context.configuration.settings.noticeFrom else {
            throw JobError.configuration(
                what: "NoticeFrom is not set, and a mail needs a sender",
                remedy: "set NoticeFrom in ssl-ledger.conf to an address")
        }
        self.from = try MailAddress(from)
        replyTo = try context.configuration.settings.notices.replyTo.map {
            try MailAddress($0)
        }
        channel = try context.noticeChannel()
    }

    /// Another way out, for tests.
    init(channel: any NoticeChannel, from: MailAddress) {
        self.channel = channel
        self.from = from
        replyTo = nil
    }
}
