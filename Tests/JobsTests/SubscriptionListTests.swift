import Subscriptions
import TestSupport
import Testing
import Wording

@testable import Jobs

@Suite struct `A list of subscriptions` {
    private static let good: [(String, [Narrowing.Name])] = [
        (
            "# these\n\nS-1\n  www.example.com # a host\r\n9001\n",
            [
                .init(.any, "S-1", place: "list:3"),
                .init(.any, "www.example.com", place: "list:4"),
                .init(.any, "9001", place: "list:5"),
            ]
        ),
        ("host\nwww.example.com\n", [.init(.host, "www.example.com", place: "list:2")]),
        (
            "\u{feff}status,certificate_id,reference\r\nactive,9001,\r\nactive,9002,S-2\r\n",
            [.init(.number, "9001", place: "list:2"), .init(.reference, "S-2", place: "list:3")]
        ),
        (
            "reference\n'-7\n'quoted\n",
            [
                .init(.reference, "-7", place: "list:2"),
                .init(.reference, "'quoted", place: "list:3"),
            ]
        ),
    ]

    @Test(arguments: good.indices)
    func `is one name a line, or a CSV with a column that names`(index: Int) throws {
        let (text, names) = Self.good[index]
        #expect(try SubscriptionList.names(text: text, path: "list") == names)
    }

    @Test(arguments: [
        ("", "list names nobody"), ("# nothing\n", "list names nobody"),
        ("S-1\nS-2, S-3\n", "list:2: one name a line"),
        ("reference,host\nS-1,a.test\n,\n,\n", "nobody is named in list:3, list:4"),
        ("host,a\nx\n", "list:2: the row has 1 cells"),
    ])
    func `is refused with the line where it names nobody`(text: String, words: String) {
        let error = #expect(throws: (any Error).self) {
            try SubscriptionList.names(text: text, path: "list")
        }
        let explanation = (error as? any ExplainedError)?.explanation ?? ""
        #expect(explanation.contains(words), "\(explanation)")
    }
}

@Suite struct `A duration` {
    @Test(arguments: [("90s", 90), ("0s", 0), ("20m", 1_200), ("2h", 7_200), ("366d", 31_622_400)])
    func `is a number with its unit`(text: String, seconds: Int) {
        #expect(DurationOption(argument: text)?.duration == .seconds(seconds))
    }

    @Test(arguments: ["", "s", "90", "-1s", "1.5h", "1 h", "367d", "99999999999999999999s", "٣s"])
    func `is refused where it is not`(text: String) {
        #expect(DurationOption(argument: text) == nil)
    }
}
