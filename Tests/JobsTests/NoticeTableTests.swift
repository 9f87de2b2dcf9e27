import Foundation
import Notices
import Settings
import Testing

@testable import Jobs

@Suite struct `The table of notices in the documentation` {
    private func rows() throws -> [String: String] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../cron/README.md")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let rows = lines.compactMap { line -> (String, String)? in
            let words = line.split(separator: "`")
            guard line.hasPrefix("| `"), words.count > 1 else { return nil }
            return (String(words[1]), String(line))
        }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    @Test func `has a line for every kind, with its audience`() throws {
        let rows = try rows()
        for kind in NoticeKind.allCases {
            let row = try #require(rows[kind.rawValue], "\(kind)")
            let audience =
                kind.audience == .administrator ? "NoticeAdministrator" : kind.audience.rawValue
            #expect(row.contains(audience))
        }
    }

    @Test func `has the days that the programs go by`() throws {
        let rows = try rows()
        let settings = try LedgerSettings(lines: [], file: "test.conf").notices
        func days(_ list: [Int]) -> String { list.map(String.init).joined(separator: ", ") }
        #expect(rows["certificate-expires"]?.contains("\(days(settings.reminders)) (") == true)
        #expect(rows["paid-period-ends"]?.contains("\(days(settings.paidUntil)) (") == true)
        #expect(
            rows["paid-period-ends"]?.contains("within \(NoticeThresholds.afterEnd) days") == true)
        #expect(
            rows["email-validation-ends"]?.contains(
                "\(days(NoticeThresholds.mailValidation)) days before \(MailApproval.end)") == true)
        #expect(
            rows["not-served"]?.contains("\(NoticeThresholds.installation) days") == true)
    }
}
