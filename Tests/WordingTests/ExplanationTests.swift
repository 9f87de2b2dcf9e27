import Testing
import Wording

@Suite struct `An explanation` {
    private struct Example: ExplainedError {
        let happened = "the disk is full"
        let remedy = "make room"
        let retry: Retry
    }

    @Test(arguments: [
        (Retry.now, "now"), (Retry.later, "later"), (Retry.never, "once that is done"),
    ])
    func `is one line of what happened, what to do and when to try again`(
        retry: Retry, word: String
    ) {
        let line = "the disk is full; make room (try again: \(word))"
        #expect(Example(retry: retry).explanation == line)
        #expect("\(Example(retry: retry))" == line)
    }
}
