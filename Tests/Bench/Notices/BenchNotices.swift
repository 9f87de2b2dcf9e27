import Foundation
import Notices
import SMTP
import Subscriptions
import TestSupport

/// Hands notices over to a mail server that keeps nothing, or is that server.
///
///     bench-notices serve
///     bench-notices send PORT COUNT
@main
struct BenchNotices {
    static func main() async throws {
        let words = Array(CommandLine.arguments.dropFirst())
        switch (words.first, words.dropFirst().compactMap { Int($0) }) {
        case ("serve", []): try await serve()
        case ("send", let numbers) where numbers.count == 2:
            try await send(to: numbers[0], count: numbers[1])
        default: exit(64)
        }
    }

    /// Says its port, and at the end how many messages came on how many connections.
    private static func serve() async throws {
        var manner = MailManner()
        manner.keepsMessages = false
        try await LoopbackMailServer.run(manner) { server in
            say("\(server.port)")
            // Whoever started it wants the totals with each line, and its end with the last.
            while readLine() != nil { say("\(server.count) \(server.connections)") }
        }
    }

    /// Says by how many KiB the memory grew after the first tenth.
    private static func send(to port: Int, count: Int) async throws {
        let channel = try SMTPChannel(
            MailServer(host: "127.0.0.1", port: port, security: .none))
        var early = 0
        for number in 0..<count {
            _ = try await channel.deliver(notice(number))  // The server counts.
            if number == count / 10 { early = peak() }
        }
        say("\(peak() - early)")
    }

    /// A notice as long as the usual ones.
    private static func notice(_ number: Int) throws(NoticeError) -> Message {
        let lines = String(
            repeating: "Please install the certificate of shop.example.\n", count: 20)
        return try Message(
            id: "bench.\(number)@seller.example", from: MailAddress("staff@seller.example"),
            to: MailAddress("customer\(number)@shop.example"),
            date: Timestamp(seconds: 1_791_500_645 + Int64(number)),
            notice: Notice(
                subject: "shop.example: the certificate expires", text: lines,
                html: "<p>\(lines)</p>\n"))
    }

    /// The largest resident size so far in KiB.
    private static func peak() -> Int {
        let facts = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = facts.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }

    private static func say(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }
}
