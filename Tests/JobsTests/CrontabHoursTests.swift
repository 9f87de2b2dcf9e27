import Settings
import Testing

@testable import Jobs

@Suite struct `The hours of a crontab` {
    @Test(
        arguments: [
            ("5 8-20 * * * ssl-notify", Set(8...20)), ("0 9,17 * * * ssl-notify", [9, 17]),
            ("*/15 * * * * ssl-notify --quiet", Set(0...23)),
            ("0 */6 * * * ssl-notify", [0, 6, 12, 18]),
            ("0 8-20/4 * * * x; ssl-notify", [8, 12, 16, 20]), ("# 5 8-20 * * * ssl-notify", []),
            ("5 8-20 * * * ssl-scan", []), ("5 8-20 * * 1 ssl-notify", []),
            ("5 25 * * * ssl-notify", []),
            ("PATH=/usr/bin", []), ("5 20-8 * * * ssl-notify", []),
        ] as [(String, Set<Int>)])
    func `are those at which the program runs every day`(line: String, hours: Set<Int>) {
        #expect(CrontabHours.hours(in: line[...], running: "ssl-notify") == hours)
    }

    @Test(
        arguments: [
            ([], "", 0, false), ([3], "", 0, false), ([3, 9], "", 0, true),
            ([3], "17 3 * * * ssl-notify\n", 0, false),
            ([3], "17 3 * * * ssl-notify\n5 9 * * * ssl-notify\n", 0, true),
            // 7 o'clock two hours east of Greenwich is 5 o'clock UTC, and quiet.
            ([3], "5 7 * * * ssl-notify\n", 2, false), ([3], "5 9 * * * ssl-notify\n", 2, true),
        ] as [(Set<Int>, String, Int, Bool)])
    func `leave some outside the quiet ones, or that is wrong`(
        ran: Set<Int>, crontab: String, offset: Int, isFine: Bool
    ) throws {
        var findings = Findings()
        QuietHoursCheck(
            quiet: try #require(HourSpan("21-7")), ran: ran, crontab: crontab, offset: offset
        ).run(&findings)
        #expect(findings.problems.isEmpty == isFine)
    }

    @Test func `are none where there is no crontab`() {
        #expect(CrontabHours.installed(program: "/bin/false") == "")
        #expect(CrontabHours.installed(program: "/none/crontab") == "")
    }
}
