import Foundation
import GRDB

/// What has changed in the world since the state file was last written.
struct WorldChanges: Sendable {
    let clock: Clock.Mode
    let dice: Dice
    let unrepeatableCalls: Int
    /// The positions of the orders and rows of the account that are written.
    let orders: [Int]
    let rows: [Int]
    let holdings: Holdings
    let submissions: [(key: Int, value: Submission)]
    let certificates: [(key: Int, value: String)]
    let validations: [(key: String, value: Moment)]
    let documents: [(name: String, json: Data)]
    let requests: [Journal.Entry]
}

extension StateFile {
    /// Writes the changes in one transaction.
    func keep(_ changes: WorldChanges) throws(SandboxError) {
        try write { database in
            try Self.keepWorld(changes, database)
            let orders = try database.cachedStatement(sql: StateQuery.orderKeep.sql)
            for position in changes.orders {
                try orders.execute(arguments: changes.holdings.orders[position].arguments)
            }
            let rows = try database.cachedStatement(sql: StateQuery.certificateKeep.sql)
            for position in changes.rows {
                try rows.execute(arguments: changes.holdings.rows[position].arguments)
            }
            try Self.keepParts(changes, database)
            try Self.keepRequests(changes.requests, database)
        }
    }

    /// The newest requests, or the first after one of them; oldest first.
    func requests(after id: Int?, limit: Int) throws(SandboxError) -> [Journal.Entry] {
        let query = id == nil ? StateQuery.requestList : .requestAfter
        let arguments: StatementArguments =
            id.map { ["after": $0, "limit": limit] } ?? ["limit": limit]
        return try read { database in
            var entries: [Journal.Entry] = []
            try database.each(query, arguments) { row in
                let parameters: String = row["parameters"]
                entries.append(
                    Journal.Entry(
                        id: row["id"], at: row["at"], command: row["command"],
                        parameters: try JSONDecoder().decode(
                            [String: String].self, from: Data(parameters.utf8)),
                        outcome: row["outcome"], status: row["status"]))
            }
            return entries
        }
    }

    private static func keepWorld(_ changes: WorldChanges, _ database: Database) throws {
        let (mode, number) =
            switch changes.clock {
            case .real: ("real", 0)
            case .frozen(let moment): ("frozen", moment.seconds)
            case .moved(let seconds): ("moved", seconds)
            }
        try database.run(
            .worldKeep,
            [
                "mode": mode, "at": number, "dice": changes.dice.state,
                "calls": changes.unrepeatableCalls,
            ])
    }

    private static func keepParts(_ changes: WorldChanges, _ database: Database) throws {
        let encoder = JSONEncoder()
        for (id, submission) in changes.submissions {
            let details = try encoder.encode(SubmissionDetails(submission))
            try database.run(
                .submissionKeep,
                [
                    "id": id, "csr": submission.request.pem,
                    "details": String(decoding: details, as: UTF8.self),
                ])
        }
        for (id, pem) in changes.certificates {
            try database.run(.signedCertificateKeep, ["id": id, "pem": pem])
        }
        for (name, moment) in changes.validations {
            try database.run(.validationKeep, ["name": name, "at": moment.seconds])
        }
        for (name, json) in changes.documents {
            try database.run(
                .documentKeep, ["name": name, "json": String(decoding: json, as: UTF8.self)])
        }
    }

    private static func keepRequests(_ entries: [Journal.Entry], _ database: Database) throws {
        let encoder = JSONEncoder()
        for entry in entries {
            let parameters = try encoder.encode(entry.parameters)
            try database.run(
                .requestInsert,
                [
                    "at": entry.at, "command": entry.command,
                    "parameters": String(decoding: parameters, as: UTF8.self),
                    "outcome": entry.outcome, "status": entry.status,
                ])
            if database.lastInsertedRowID.isMultiple(of: 1000) {
                try database.run(.requestTrim, ["kept": Journal.limit])
            }
        }
    }
}

extension Order {
    fileprivate var arguments: StatementArguments {
        [
            id, product.name, years, purchased.seconds, start?.seconds, end?.seconds,
            follows.map { $0 + Holdings.firstOrderID }, sansCount, organisation, mail,
            transaction, charged.cents, activateBefore?.seconds,
        ]
    }
}

extension Row {
    fileprivate var arguments: StatementArguments {
        [
            id, order + Holdings.firstOrderID, status.rawValue, names.joined(separator: " "),
            issued?.seconds, notAfter?.seconds, replacedBy, revoked?.seconds,
        ]
    }
}
