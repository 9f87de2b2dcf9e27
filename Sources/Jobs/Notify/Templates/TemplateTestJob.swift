import Foundation
import Notices
import Subscriptions
import Wording

/// `ssl-notify template test`: a template filled with data, to be looked at or sent to oneself.
package struct TemplateTestJob {
    /// What becomes of it.
    package struct Request: Sendable {
        /// Which template.
        let choice: TemplateChoice
        /// The subscription whose data fill it; made-up ones without.
        let reference: String?
        /// Where the HTML is written.
        let htmlFile: String?
        /// Who gets it as a mail.
        let sendTo: String?

        /// What the options say.
        package init(
            _ choice: TemplateChoice, reference: String?, htmlFile: String?, sendTo: String?
        ) {
            self.choice = choice
            self.reference = reference
            self.htmlFile = htmlFile
            self.sendTo = sendTo
        }
    }

    /// Fills the template, shows the text, and does with it what is asked for; fails where the
    /// operator's file cannot be used.
    package static func run(
        _ context: RunContext, _ request: Request
    ) async throws -> ExitStatus {
        let (notice, problem) = try render(context, request)
        var status = ExitStatus.success
        if let problem { status = context.complain(problem) }
        if let path = request.htmlFile {
            do {
                try Data(notice.html.utf8).write(to: URL(fileURLWithPath: path))
            } catch {
                throw JobError.cannotWrite(path: path, text: "the HTML")
            }
        }
        if let address = request.sendTo {
            let receipt = try await send(notice, to: address, as: request, context)
            context.console.inform("sent to \(address): \(receipt)")
        } else {
            try TemplateShowJob.write(
                ["Subject: \(notice.subject)", ""]
                    + notice.text.split(separator: "\n", omittingEmptySubsequences: false)
                    .map(String.init))
        }
        return status
    }

    private static func render(
        _ context: RunContext, _ request: Request
    ) throws -> (notice: Notice, problem: NoticeError?) {
        let templates = try context.templates()
        let chosen = request.choice.language
        let language =
            chosen.isEmpty
            ? try NoticeFacts.language(reference: request.reference, context) : chosen
        switch request.choice.name {
        case .kind(let kind):
            return try templates.render(
                NoticeFacts.data(kind, reference: request.reference, context), language: language)
        case .frame:
            return try templates.render(
                NoticeFacts.data(.certificateExpires, reference: request.reference, context),
                language: language)
        case .digest:
            return try templates.digest(
                [NoticeKind.certificateExpires, .validationNeeded, .paidPeriodEnds].map {
                    try NoticeFacts.data($0, reference: request.reference, context)
                }, language: language)
        }
    }

    /// Sends it, marked as a test, through the channel that real notices take.
    private static func send(
        _ notice: Notice, to address: String, as request: Request, _ context: RunContext
    ) async throws -> String {
        let recipient: MailAddress
        do throws(NoticeError) { recipient = try MailAddress(address) } catch {
            throw JobError.usage(text: "\(address.printable(limit: 100)) is no mail address")
        }
        let sender = try NoticeSender(context)
        let domain = sender.from.address.split(separator: "@").last ?? "localhost"
        // Random: each test is a mail of its own.
        let number = String(UInt64.random(in: 0...(.max)), radix: 36)
        let marked = try Notice(
            subject: "[test] " + notice.subject,
            text: "This is a test of a template. Nobody has to do anything.\n\n" + notice.text,
            html: notice.html)
        return try await sender.channel.deliver(
            Message(
                id: "test.\(request.choice.name.word).\(number)@\(domain)", from: sender.from,
                to: recipient, replyTo: sender.replyTo, date: context.clock.now,
                notice: marked))
    }
}
