import Notices
import SMTP
import Testing

@testable import Jobs

@Suite struct `A channel that is of no use now` {
    @Test(arguments: [
        (
            NoticeError.notAccepted(host: "a.test", status: 503, words: ""),
            Jobs.ExitStatus.unreachable
        ),
        (.notAccepted(host: "a.test", status: 403, words: ""), .configuration),
        (.notSubmitted(.noConnection(server: "a.test", reason: "")), .unreachable),
        (.notSubmitted(.notLoggedIn(server: "a.test", words: "535")), .configuration),
        (
            .notSubmitted(
                .refused(server: "a.test", step: .login, code: 454, words: "454 4.7.0 later")),
            .failed
        ),
    ])
    func `ends the run with what there is to do`(error: NoticeError, status: Jobs.ExitStatus) {
        #expect(error.reach == .channel)
        #expect(Jobs.ExitStatus(blocked: error) == status)
        #expect(error.remedy.contains("correct") == (status == .configuration))
    }
}
