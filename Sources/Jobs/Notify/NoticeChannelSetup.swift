import Notices
import Settings

extension RunContext {
    /// The channel that the settings name, ready to deliver; a folder that it fills is made unless
    /// the run is a dry one.
    func noticeChannel() throws -> any NoticeChannel {
        let settings = configuration.settings
        switch settings.noticeChannel {
        case .outbox:
            if !isDryRun { try makeFolder(settings.outbox) }
            return Outbox(folder: settings.outbox)
        case .sendmail: return Sendmail(program: settings.sendmail, timeLimit: .seconds(60))
        case .smtp, .webhook, .program:
            throw JobError.configuration(
                what: "NoticeChannel \(settings.noticeChannel.rawValue) is not set up",
                remedy: "set NoticeChannel to outbox or sendmail")
        }
    }
}
