import Foundation
import Settings

/// The hours at which lines of a crontab run a program.
enum CrontabHours {
    /// The hours of the day, in the zone of the machine, at which a line runs the program; empty
    /// where it does not, or runs it on some days only (crontab(5)).
    static func hours(in line: Substring, running program: String) -> Set<Int> {
        let words = line.split(maxSplits: 5) { $0 == " " || $0 == "\t" }
        guard words.count == 6, words[0].first != "#", words[5].contains(program),
            words[2...4].allSatisfy({ $0 == "*" })
        else { return [] }
        return Set(String(words[1]).split(separator: ",").flatMap { range(of: String($0)) })
    }

    /// `*`, `8`, `8-20`, each with `/STEP` or without.
    private static func range(of part: String) -> [Int] {
        let halves = part.split(separator: "/", omittingEmptySubsequences: false)
            .map(String.init)
        guard let first = halves.first, halves.count <= 2,
            let step = halves.count == 2 ? Int(halves[1]) : 1, step > 0
        else { return [] }
        let ends = first == "*" ? [0, 23] : first.split(separator: "-").compactMap { Int($0) }
        guard let low = ends.first, let high = ends.count == 2 ? ends[1] : ends.first,
            ends.count <= 2, (0...23).contains(low), (low...23).contains(high)
        else { return [] }
        return Array(stride(from: low, through: high, by: step))
    }

    /// The crontab of this user; empty where there is none.
    static func installed(program: String = "/usr/bin/crontab") -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["-l"]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return "" }
        let text = try? output.fileHandleForReading.readToEnd()
        process.waitUntilExit()
        return String(decoding: text ?? Data(), as: UTF8.self)
    }
}

/// Whether what quiet hours postpone is ever sent: some run of ssl-notify must lie outside them.
struct QuietHoursCheck {
    /// The hours that are quiet, in UTC.
    let quiet: HourSpan
    /// The hours, in UTC, at which ssl-notify ran in the last days.
    let ran: Set<Int>
    /// Lines of the crontab.
    let crontab: String
    /// Hours that the machine's clock is ahead of UTC.
    let offset: Int

    /// Says so where there is none.
    func run(_ findings: inout Findings) {
        let local = crontab.split(whereSeparator: \.isNewline)
            .flatMap { CrontabHours.hours(in: $0, running: "ssl-notify") }
        let planned = local.map { (($0 - offset) % 24 + 24) % 24 }
        guard ran.union(planned).allSatisfy({ quiet.contains(hour: $0) }) else { return }
        findings.add(
            "NoticeQuietHours \(quiet.from)-\(quiet.until) postpones notices, and no run of ssl-notify"
                + " lies outside these hours (UTC): put the daytime line of cron/ssl-ledger.cron"
                + " into the crontab")
    }
}
