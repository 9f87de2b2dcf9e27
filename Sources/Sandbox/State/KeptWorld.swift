import Foundation
import GRDB

/// The world as the state file has it.
struct KeptWorld: Sendable {
    let clock: Clock.Mode
    let dice: Dice
    let unrepeatableCalls: Int
    let holdings: Holdings
    let submissions: [Int: Submission]
    let certificates: [Int: String]
    let validations: [String: Moment]
    /// The small parts of the world by name, as JSON.
    let documents: [String: Data]
}

extension StateFile {
    /// Reads the world; nil when none was ever kept.
    func load() throws(SandboxError) -> KeptWorld? {
        try read { database in
            guard
                let world = try GRDB.Row.fetchOne(
                    database.cachedStatement(sql: StateQuery.worldFind.sql))
            else { return nil }
            return KeptWorld(
                clock: Self.mode(world["clock_mode"], at: world["clock_at"]),
                dice: Dice(state: world["dice"]), unrepeatableCalls: world["unrepeatable_calls"],
                holdings: try Self.holdings(database),
                submissions: try Self.submissions(database),
                certificates: try Self.certificates(database),
                validations: try Self.validations(database),
                documents: try Self.documents(database))
        }
    }

    private static func mode(_ word: String, at number: Int) -> Clock.Mode {
        switch word {
        case "frozen": .frozen(Moment(seconds: number))
        case "moved": .moved(seconds: number)
        default: .real
        }
    }

    private static func holdings(_ database: Database) throws -> Holdings {
        var orders: [Order] = []
        let products = Dictionary(uniqueKeysWithValues: Product.all.map { ($0.name, $0) })
        try database.each(.orderList) {
            orders.append(try Order(row: $0, position: orders.count, products))
        }
        var rows: [Row] = []
        try database.each(.certificateList) { rows.append(try Row(row: $0, position: rows.count)) }
        return Holdings(kept: orders, rows)
    }

    private static func submissions(_ database: Database) throws -> [Int: Submission] {
        var submissions: [Int: Submission] = [:]
        let decoder = JSONDecoder()
        try database.each(.submissionList) { row in
            let request = try SigningRequest(pem: row["csr"])
            let details: String = row["details"]
            submissions[row["certificate_id"]] = try decoder.decode(
                SubmissionDetails.self, from: Data(details.utf8)
            ).submission(of: request)
        }
        return submissions
    }

    private static func certificates(_ database: Database) throws -> [Int: String] {
        var certificates: [Int: String] = [:]
        try database.each(.signedCertificateList) { certificates[$0[0]] = $0[1] }
        return certificates
    }

    private static func validations(_ database: Database) throws -> [String: Moment] {
        var validations: [String: Moment] = [:]
        try database.each(.validationList) { validations[$0[0]] = Moment(seconds: $0[1]) }
        return validations
    }

    private static func documents(_ database: Database) throws -> [String: Data] {
        var documents: [String: Data] = [:]
        try database.each(.documentList) { row in
            let json: String = row["json"]
            documents[row["name"]] = Data(json.utf8)
        }
        return documents
    }
}

extension Order {
    /// Reads a row of `paid_order`; ids follow one another, so that a position leads to one.
    fileprivate init(
        row: GRDB.Row, position: Int, _ products: [String: Product]
    ) throws {
        let name: String = row[1]
        guard let product = products[name],
            row[0] == Holdings.firstOrderID + position
        else { throw SandboxError.damaged(what: "the order \(row[0] as Int) of \(name)") }
        self.init(
            id: row[0], product: product, years: row[2], purchased: Moment(seconds: row[3]))
        start = (row[4] as Int?).map { Moment(seconds: $0) }
        end = (row[5] as Int?).map { Moment(seconds: $0) }
        follows = (row[6] as Int?).map { $0 - Holdings.firstOrderID }
        sansCount = row[7]
        organisation = row[8]
        mail = row[9]
        transaction = row[10]
        charged = Amount(cents: row[11])
        activateBefore = (row[12] as Int?).map { Moment(seconds: $0) }
    }
}

extension Row {
    /// Reads a row of `certificate`; ids follow one another, so that a position leads to one.
    fileprivate init(row: GRDB.Row, position: Int) throws {
        guard row[0] == Holdings.firstID + position, let status = Status(rawValue: row[2]) else {
            throw SandboxError.damaged(what: "the certificate \(row[0] as Int)")
        }
        let text: String = row[3]
        let names = text.split(separator: " ").map(String.init)
        self.init(
            id: row[0], order: row[1] as Int - Holdings.firstOrderID, status: status,
            host: names.first ?? "", names: names)
        issued = (row[4] as Int?).map { Moment(seconds: $0) }
        notAfter = (row[5] as Int?).map { Moment(seconds: $0) }
        replacedBy = row[6]
        revoked = (row[7] as Int?).map { Moment(seconds: $0) }
    }
}
