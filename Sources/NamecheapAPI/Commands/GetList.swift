/// Reads one page of the rows of the account (namecheap-api.md, section 6.2).
package struct GetList: NamecheapCommand {
    /// The name `namecheap.ssl.getList`.
    package static let name = "namecheap.ssl.getList"
    /// It only reads.
    package static let isRepeatable = true

    /// The page, from 1.
    package var page: Int
    /// Rows a page, 10–100.
    package var pageSize: Int
    /// Only rows whose host name matches; nil for all.
    package var searchTerm: String?
    /// Which rows are asked for.
    package var filter: Filter
    /// The order of rows, always sent because the CA promises none.
    package var sort: Sort

    /// The orders of rows that are of use here.
    package enum Sort: String, Sendable, CaseIterable {
        /// Oldest purchase first: a new row comes last and moves none.
        case purchaseDate = "PURCHASEDATE"
        /// Newest purchase first: a row just made comes first.
        case newestFirst = "PURCHASEDATE_DESC"
    }

    /// The list types that are of use here.
    ///
    /// They are a vocabulary of their own, and what they mean in today's states is uncertain
    /// (namecheap-api.md, 5.1): a row that is shown says what it is, one that is missing nothing.
    package enum Filter: String, Sendable, CaseIterable {
        /// All rows.
        case all = "ALL"
        /// Presumably what waits for the CA.
        case inProgress = "InProgress"
    }

    /// A page of all rows, or of those whose host name matches.
    package init(
        page: Int = 1, pageSize: Int = 100, searchTerm: String? = nil, filter: Filter = .all,
        sort: Sort = .purchaseDate
    ) {
        self.filter = filter
        self.page = page
        self.pageSize = pageSize
        self.searchTerm = searchTerm
        self.sort = sort
    }

    /// Everything wrong with the arguments.
    package var problems: [String] {
        var check = ArgumentCheck()
        check.require(page > 0, "Page is less than 1")
        check.require((10...100).contains(pageSize), "PageSize is not 10 to 100")
        check.text("SearchTerm", searchTerm, 1...70)
        return check.problems
    }

    /// The page, with filter and order always said.
    package var parameters: [NamecheapParameter] {
        var parameters = [
            NamecheapParameter("ListType", filter.rawValue), NamecheapParameter("Page", page),
            NamecheapParameter("PageSize", pageSize), NamecheapParameter("SortBy", sort.rawValue),
        ]
        if let searchTerm { parameters.append(NamecheapParameter("SearchTerm", searchTerm)) }
        return parameters
    }

    /// One page.
    package struct Answer: Sendable, Equatable {
        /// The rows in the CA's order; one may come again on the next page.
        package let rows: [ListRow]
        /// Where in the list the page is.
        package let paging: Paging

        /// The number of rows of the whole list.
        package var totalItems: Int { paging.totalItems }
        /// The page, from 1.
        package var page: Int { paging.page }
        /// The rows a page may have.
        package var pageSize: Int { paging.pageSize }
    }

    /// Where in a list a page is.
    package struct Paging: Sendable, Equatable {
        /// The number of rows of the whole list.
        package let totalItems: Int
        /// The page, from 1.
        package let page: Int
        /// The rows a page may have.
        package let pageSize: Int
    }

    /// Reads a page as a whole.
    package func read(_ body: [UInt8]) throws(NamecheapError) -> Answer {
        var rows: [ListRow] = []
        rows.reserveCapacity(pageSize)
        var reading = ListReading()
        let paging = try reading.read(body) { rows.append($0) }
        return Answer(rows: rows, paging: paging)
    }

    /// Shows the rows of a stored page one by one, without a list of them.
    ///
    /// Whether the page is whole shows at its end: rows count only when this returns.
    /// - Throws: `NamecheapError`, or whatever `row` throws.
    package static func read(
        _ body: [UInt8], row: (ListRow) throws -> Void
    ) throws -> Paging {
        var failure: (any Error)?
        var reading = ListReading()
        let paging = try reading.read(body) {
            guard failure == nil else { return }
            do { try row($0) } catch { failure = error }
        }
        if let failure { throw failure }
        return paging
    }
}
