import CertificateLedger
import Foundation
import Notices
import Subscriptions
import Wording

/// The values that import and command line share, each checked the same way.
///
/// Each gives the value, or says what is wrong with the text; the name is that of the column.
enum ContactFields {
    /// The customer's address.
    static func mail(_ text: String) throws(RowProblem) -> String {
        guard (try? MailAddress(text)) != nil else {
            throw RowProblem(text: "mail \(text.printable(limit: 80)) is no address")
        }
        return text
    }

    /// A language tag such as `en` or `pt-BR` (RFC 5646, language and further parts).
    static func language(_ text: String) throws(RowProblem) -> String {
        let parts = text.lowercased().split(separator: "-", omittingEmptySubsequences: false)
        let isTag =
            text.utf8.count <= 35
            && (parts.first.map { (2...3).contains($0.utf8.count) } ?? false)
            && parts[0].utf8.allSatisfy { (97...122).contains($0) }
            && parts.allSatisfy { part in
                (1...8).contains(part.utf8.count)
                    && part.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
            }
        guard isTag else {
            throw RowProblem(
                text: "language \(text.printable(limit: 80)) is no tag such as en or pt-BR")
        }
        return text.lowercased()
    }

    /// Where the customer renews: an address without a password in it.
    static func renewURL(_ text: String) throws(RowProblem) -> String {
        let isPlain = text.utf8.allSatisfy {
            (0x21...0x7e).contains($0) && $0 != 0x22 && $0 != 0x3c
        }
        guard isPlain, text.utf8.count <= 2_000, let parts = URLComponents(string: text),
            ["https", "http"].contains(parts.scheme?.lowercased()),
            let host = parts.host, !host.isEmpty, parts.user == nil, parts.password == nil
        else {
            throw RowProblem(
                text: "renew_url \(text.printable(limit: 80)) is no address such as"
                    + " https://shop.example.com/renew")
        }
        return text
    }

    /// Kinds of notices that are not sent, sorted, or `all`.
    static func silence(_ text: String) throws(RowProblem) -> String {
        let words = Set(text.split(separator: ",").map(String.init))
        let known = NoticeKind.allCases.map(\.rawValue)
        guard words != ["all"] else { return "all" }
        guard !words.isEmpty, words.isSubset(of: known) else {
            throw RowProblem(
                text: "silence \(text.printable(limit: 80)) is not all, none, or of the kinds"
                    + " \(known.joined(separator: ", "))")
        }
        return words.sorted().joined(separator: ",")
    }

    /// What the customer pays for a year.
    static func retailPrice(_ text: String) throws(RowProblem) -> RetailPrice {
        guard let price = RetailPrice(text) else {
            throw RowProblem(
                text: "retail_price \(text.printable(limit: 80)) is no price such as 49.90 EUR")
        }
        return price
    }

    /// The window in days.
    static func before(_ text: String) throws(RowProblem) -> Int {
        guard let days = WindowOption(argument: text)?.value else {
            throw RowProblem(text: "before \(text.printable(limit: 80)) is not 1 to 200 days")
        }
        return days
    }

    /// A day on which something was ordered, not after today and not before there was anything.
    static func orderDate(_ text: String, today: Day?) throws(RowProblem) -> Day {
        guard let day = Day(iso: text) else {
            throw RowProblem(
                text: "order_date \(text.printable(limit: 80)) is no date like 2026-04-02")
        }
        guard let today else { return day }
        guard day <= today else {
            throw RowProblem(text: "order_date \(day) is in the future")
        }
        guard today - day <= 5 * 366 else {
            throw RowProblem(text: "order_date \(day) is longer ago than any order lasts")
        }
        return day
    }
}
