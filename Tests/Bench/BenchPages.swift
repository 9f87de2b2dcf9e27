import CertificateLedger
import Foundation
import NamecheapAPI
import Subscriptions

/// Reads pages of the CA's list from a folder and stores them in a ledger, as ssl-scan does.
///
///     bench-pages LEDGER FOLDER MODULE
///
/// Prints the rows it read and how many of them changed the ledger.
@main
enum BenchPages {
    /// Pages that are stored in one transaction, as many as ssl-scan's.
    private static let pagesAtOnce = 50
    /// When the list is read: 2026-11-23 12:00 UTC.
    private static let now = Timestamp(seconds: 20_780 * 86_400 + 43_200)

    static func main() throws {
        let arguments = Array(CommandLine.arguments[1...])
        guard arguments.count == 3 else {
            throw Misuse(usage: "usage: bench-pages LEDGER FOLDER MODULE")
        }
        let ledger = try Ledger(path: arguments[0], access: .readWrite)
        let module = try ledger.module(named: arguments[2]).id
        let pages = try FileManager.default.contentsOfDirectory(atPath: arguments[1]).sorted()
        try ledger.beginList(module: module, at: now)
        var rows = 0
        for first in stride(from: 0, to: pages.count, by: pagesAtOnce) {
            let last = min(first + pagesAtOnce, pages.count)
            rows += try keep(
                pages[first..<last].map { "\(arguments[1])/\($0)" }, before: last + 1,
                in: ledger, module: module)
        }
        let summary = try ledger.finishList(module: module, at: now)
        print("\(rows) rows, \(summary.changed) changed")
    }

    /// Reads some pages and keeps their rows in one transaction; returns how many there are.
    private static func keep(
        _ pages: [String], before next: Int, in ledger: Ledger, module: Int64
    ) throws -> Int {
        var kept: [ListedCertificate] = []
        var total = 0
        for page in pages {
            let body = [UInt8](try Data(contentsOf: URL(filePath: page)))
            let answer = try GetList().read(body)
            kept += answer.rows.map(listed)
            total = answer.totalItems
        }
        try ledger.keep(kept, module: module, nextPage: next, total: total)
        return kept.count
    }

    private static func listed(_ row: ListRow) -> ListedCertificate {
        ListedCertificate(
            number: row.certificateID, status: row.status.word, host: row.hostName.lowercased(),
            product: row.type.lowercased(), years: row.years, purchasedOn: row.purchaseDate,
            expiresOn: row.expireDate, providerOrder: row.providerOrderID)
    }

    /// The command line is not the one of the comment above.
    private struct Misuse: Error {
        let usage: String
    }
}
