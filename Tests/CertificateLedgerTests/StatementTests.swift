import CertificateLedger
import Foundation
import GRDB
import TestSupport
import Testing

@Suite struct `Every statement` {
    static let sql = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../sql").standardizedFileURL
    static let files = ["queries", "reports"].flatMap { folder in
        let names =
            (try? FileManager.default.contentsOfDirectory(
                atPath: sql.appending(path: folder).path))
        return (names ?? []).filter { $0.hasSuffix(".sql") }.map { "\(folder)/\($0)" }.sorted()
    }

    private func text(_ file: String) throws -> String {
        try String(contentsOf: Self.sql.appending(path: file), encoding: .utf8)
    }

    @Test func `is found`() {
        #expect(Self.files.count > 50)
    }

    @Test(arguments: files)
    func `compiles, is one statement and begins with what it answers`(file: String) throws {
        let fixture = try LedgerFixture()
        let sql = try text(file)
        #expect(sql.hasPrefix("-- "))
        let queue = try DatabaseQueue(path: fixture.ledger.path)
        try queue.read { database in
            let statements = try database.allStatements(sql: sql).next()
            let only = try #require(statements)
            #expect(!only.sql.isEmpty)
            let all = try database.allStatements(sql: sql)
            var count = 0
            while try all.next() != nil { count += 1 }
            #expect(count == 1)
        }
    }

    @Test(arguments: files)
    func `reads no whole table unless its file says why`(file: String) throws {
        let fixture = try LedgerFixture()
        let sql = try text(file)
        let queue = try DatabaseQueue(path: fixture.ledger.path)
        let plan = try queue.read { database in
            let statement = try database.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
            statement.setUncheckedArguments(StatementArguments())
            return try Row.fetchAll(statement).map {
                $0["detail"] as String
            }
        }
        let scans = plan.filter { $0.hasPrefix("SCAN") && $0 != "SCAN CONSTANT ROW" }
        if sql.contains("\n-- scans: ") {
            #expect(!scans.isEmpty, "says that it scans and does not: \(plan)")
        } else {
            #expect(scans.isEmpty, "\(scans)")
        }
    }

    @Test func `of the queries is in the list by its name, and the other way round`() throws {
        let list = try String(
            contentsOf: Self.sql.appending(path: "../Sources/CertificateLedger/Query.swift"),
            encoding: .utf8)
        let listed = Set(
            list.matches(of: /PackageResources\.([a-z_]+)_sql/).map { "queries/\($0.1).sql" })
        #expect(listed == Set(Self.files.filter { $0.hasPrefix("queries/") }))
        let reports = Set(LedgerReport.allCases.map { "reports/\($0.rawValue).sql" })
        #expect(reports == Set(Self.files.filter { $0.hasPrefix("reports/") }))
    }

    @Test func `of the queries is used`() throws {
        let sources = Self.sql.appending(path: "../Sources/CertificateLedger")
        let files = try FileManager.default.contentsOfDirectory(atPath: sources.path)
            .filter { $0.hasSuffix(".swift") && $0 != "Query.swift" }
        let code = try files.map {
            try String(contentsOf: sources.appending(path: $0), encoding: .utf8)
        }.joined()
        for file in Self.files where file.hasPrefix("queries/") {
            let words = file.dropFirst("queries/".count).dropLast(".sql".count).split(
                separator: "_")
            let name = words.dropFirst().reduce(String(words[0])) { $0 + $1.capitalized }
            #expect(
                code.contains(".\(name),") || code.contains(".\(name))")
                    || code.contains(".\(name).sql"), "\(name)")
        }
    }
}
