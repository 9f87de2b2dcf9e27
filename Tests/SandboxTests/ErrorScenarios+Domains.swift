@testable import Sandbox

extension ErrorScenarios {
    /// The commands of domains.
    static let domains = [
        Self(
            command: "namecheap.domains.dns.getHosts", usual: harbour,
            scenarios: [.init(2_019_166, [("SLD", "other")]), foreign(2_030_288)]),
        Self(
            command: "namecheap.domains.dns.setHosts", usual: harbour + records(1),
            scenarios: [
                .init(2_019_166, [("SLD", "other")]), foreign(2_030_166),
                .init(2_050_900, [("HostName1", "WWW")]), .init(3_013_288, records(151)),
                ErrorScenario(4_013_288, records(11)).asQuery(),
            ]),
    ]

    private static let harbour = [("SLD", "harbour-demo"), ("TLD", "test")]

    /// The domain whose DNS is elsewhere.
    private static func foreign(_ number: Int) -> ErrorScenario {
        .init(number, [("SLD", "elsewhere-demo")])
    }

    private static func records(_ count: Int) -> [(String, String)] {
        (1...count).flatMap { number in
            [
                ("HostName\(number)", "h\(number)"), ("RecordType\(number)", "A"),
                ("Address\(number)", "192.0.2.1"),
            ]
        }
    }
}
