import Testing
import Wording

@Suite struct `A number with what it counts` {
    @Test(arguments: [
        (0, "0 notices"), (1, "1 notice"), (2, "2 notices"), (21, "21 notices"), (-1, "-1 notices"),
    ])
    func `has the plural that belongs to it`(count: Int, words: String) {
        #expect(count.counted("notice") == words)
    }
}
