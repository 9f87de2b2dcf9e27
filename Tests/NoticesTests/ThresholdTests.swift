import Notices
import Testing

@Suite struct `Thresholds` {
    @Test(arguments: [
        (10, []), (8, []), (7, [7]), (4, [7]), (3, [7, 3]), (1, [7, 3, 1]), (0, [7, 3, 1, 0]),
        (-40, [7, 3, 1, 0]),
    ])
    func `are reached at or below their day, and the last one always is`(
        daysLeft: Int, reached: [Int]
    ) {
        #expect(NoticeThresholds([3, 1, 7, 7]).reached(daysLeft: daysLeft) == reached)
    }

    @Test(arguments: [
        ([], [], ThresholdChoice.nothing),
        ([200], [], .tell(200, overtaking: [])),
        ([200], [200], .told(200)),
        ([200, 7, 3], [], .tell(3, overtaking: [200, 7])),
        ([200, 7, 3], [200], .tell(3, overtaking: [7])),
        ([200, 7], [3], .told(3)),
        ([200, 7], [0], .told(0)),
        ([200, 7, 3, 1, 0], [200, 7], .tell(0, overtaking: [3, 1])),
    ] as [([Int], Set<Int>, ThresholdChoice)])
    func `are told most urgent first, and never after a more urgent one`(
        reached: [Int], told: Set<Int>, choice: ThresholdChoice
    ) {
        #expect(ThresholdChoice(reached: reached, told: told) == choice)
    }
}
