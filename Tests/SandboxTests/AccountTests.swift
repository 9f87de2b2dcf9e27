import Foundation
import Testing

@testable import Sandbox

@Suite struct `The start-up account` {
    @Test func `covers every product, length, policy and state`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let rows = try namecheap.subscriptions()
            #expect(
                rows[0].joined(separator: ",")
                    == "reference,host,names,certificate_id,order_date,years,policy,mail,"
                    + "renewal_certificate_id,dcv")
            #expect(rows.count == 26)
            #expect(rows[1][0] == "S-00001")
            let cells = rows.dropFirst()
            #expect(Set(cells.map { $0[5] }) == ["1", "2", "3", "4", "5"])
            #expect(Set(cells.map { $0[6] }) == ["auto", "manual", "none", ""])
            #expect(Set(cells.map { $0[9] }) == ["cname", "file", "email"])
            #expect(cells.allSatisfy { $0[1].hasPrefix("*.") ? $0[9] != "file" : true })
            #expect(cells.filter { !$0[8].isEmpty }.count == 1)
            let world = try await namecheap.control("GET", "world").text
            for status in Row.Status.allCases {
                #expect(world.contains("\"\(status.rawValue)\":"))
            }
            for product in Product.all where product.isCurrent {
                #expect(world.contains("\"\(product.name)\""), "\(product.name)")
            }
            for older in ["PositiveSSL", "PositiveSSL Multi Domain", "InstantSSL"] {
                #expect(world.contains("\"\(older)\""), "\(older)")
            }
        }
    }

    @Test func `has a dozen subscriptions due for reissue that can gain`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let now = try #require(Moment(iso: "2026-11-23T09:00:00Z"))
            var due = 0
            for cells in try namecheap.subscriptions().dropFirst() where cells[6] == "auto" {
                let row = try await namecheap.row(cells[3])
                guard row["status"] as? String == "active",
                    let end = (row["notAfter"] as? String).flatMap({ Moment(iso: $0) }),
                    let term = (row["termEnd"] as? String).flatMap({ Moment(iso: $0) })
                else { continue }
                if end > now, end <= now.adding(days: 11), term > end.adding(days: 1) { due += 1 }
            }
            #expect(due >= 12)
        }
    }

    @Test func `keeps every date inside its order and its maximum`() throws {
        for clock in ["2026-02-01T00:00:00Z", "2026-11-23T09:00:00Z", "2028-06-01T12:00:00Z"] {
            let now = try #require(Moment(iso: clock))
            let holdings = try Self.account(subscriptions: 600, now: now).holdings
            for row in holdings.rows {
                guard let issued = row.issued, let end = row.notAfter else { continue }
                let order = holdings.orders[row.order]
                let start = try #require(order.start)
                let termEnd = try #require(order.end)
                #expect(start <= issued && issued <= now && issued < end && end <= termEnd)
                #expect(termEnd == start.adding(years: order.years))
                let most = ValiditySchedule().step(at: issued).maximum * 86_400
                #expect(end.seconds - issued.seconds < most)
            }
        }
    }

    @Test func `lets few of many certificates expire soon, and leaves some rows out`() throws {
        let now = try #require(Moment(iso: "2026-11-23T09:00:00Z"))
        let account = try Self.account(subscriptions: 5000, now: now)
        let active = account.holdings.rows.filter { $0.status == .active }
        let soon = active.filter { row in
            row.notAfter.map { $0 > now && $0 < now.adding(days: 11) } ?? false
        }
        #expect((5...50).contains(soon.count))
        #expect(account.table.split(separator: "\r\n").count == 5001)
        #expect(account.holdings.rows.count > 5500)
    }

    @Test func `lists one page at a time in the order asked for`() async throws {
        try await OfflineNamecheap.run(certificates: 60) { namecheap async throws in
            var seen: [String] = []
            for page in 1...10 {
                let answer = try await namecheap.call(
                    "namecheap.ssl.getList",
                    [("Page", "\(page)"), ("PageSize", "15"), ("SortBy", "Host_Name")])
                let hosts = answer.text.components(separatedBy: "HostName=\"").dropFirst()
                    .compactMap { $0.components(separatedBy: "\"").first }
                #expect(hosts.count <= 15)
                seen += hosts
                if hosts.isEmpty { break }
            }
            #expect(seen == seen.sorted())
            #expect(seen.count > 66)
        }
    }

    @Test func `is found by a part of the host and by state`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let found = try await namecheap.call(
                "namecheap.ssl.getList", [("SearchTerm", "API-2.harbour")])
            #expect(found.elements("TotalItems") == ["1"])
            #expect(found.attribute("HostName") == "api-2.harbour-demo.test")
            let purchases = try await namecheap.call(
                "namecheap.ssl.getList", [("ListType", "newPurchase")])
            #expect(purchases.elements("TotalItems") == ["1"])
            #expect(purchases.attribute("Status", after: "<SSL ") == "newpurchase")
            #expect(
                try await namecheap.call("namecheap.ssl.getList", [("ListType", "x")]).error
                    == "2011272")
        }
    }

    /// An account without a server around it.
    private static func account(subscriptions: Int, now: Moment) throws -> StartUpAccount {
        let folder = NSTemporaryDirectory() + "/sandbox-\(UUID().uuidString)"
        defer { _ = try? FileManager.default.removeItem(atPath: folder) }  // May never exist.
        var dice = Dice(seed: 1)
        let authority = try Authority.open(folder: StateFolder(path: folder), dice: &dice)
        return try StartUpAccount.make(
            subscriptions: subscriptions, now: now, margin: 0, authority: authority)
    }
}

extension APIAnswer {
    /// The value of the first attribute of that name after a mark.
    func attribute(_ name: String, after mark: String) -> String? {
        let rest = text.components(separatedBy: mark).dropFirst().joined(separator: mark)
        return APIAnswer(status: status, text: rest).attribute(name)
    }
}
