import CertificateLedger
import NamecheapAPI
import Subscriptions

/// One question to the CA's list about everything that waits in a module.
struct PendingPoll: Sendable {
    /// Rows on a page; the API's largest (namecheap-api.md, 6.2).
    static let pageSize = 100

    let connection: ModuleConnection
    /// Rows that the account has, as far as the ledger knows.
    let known: Int
    /// Whether the list of what is in progress has been seen to leave out what is.
    var filterMisleads = false

    /// The numbers that the CA lists as still waiting.
    ///
    /// A number that is not among them has changed or is not shown: getInfo says which. What the
    /// list's filter means is uncertain (namecheap-api.md, 5.1), so nothing is concluded from a
    /// row that is missing.
    func waiting(of numbers: Set<Int>) async throws -> Set<Int> {
        var unseen = numbers
        var waiting: Set<Int> = []
        var page = 1
        let filter = filter(for: numbers.count)
        if filterMisleads, filter == .inProgress { return [] }
        // Never more pages than questions they could save.
        while page <= max(1, unseen.count), !unseen.isEmpty {
            let list: GetList.Answer
            do {
                list = try await connection.send(
                    GetList(
                        page: page, pageSize: Self.pageSize, filter: filter, sort: .newestFirst),
                    for: .followUp)
            } catch let error as NamecheapError where error.errorClass == .rejected {
                // A list type that the CA does not know any more shows nothing.
                return waiting
            }
            for row in list.rows where unseen.remove(row.certificateID) != nil {
                if row.status == .purchased { waiting.insert(row.certificateID) }
            }
            if list.rows.isEmpty || page * list.pageSize >= list.totalItems { break }
            page += 1
        }
        return waiting
    }

    /// All rows where that takes no more pages, else those in progress.
    private func filter(for count: Int) -> GetList.Filter {
        pages(known + count) <= pages(count) || (filterMisleads && pages(known + count) <= count)
            ? .all : .inProgress
    }

    private func pages(_ rows: Int) -> Int {
        max(1, (rows + Self.pageSize - 1) / Self.pageSize)
    }
}
