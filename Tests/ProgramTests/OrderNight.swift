import Foundation
import TestSupport

extension Night {
    /// The options of an order that nobody is asked about.
    static let agreed = ["--yes", "--max-price", "1000"]

    /// A machine whose account has been read once.
    static func ordering(
        certificates: Int = 1, options: [String] = [], module: String = "", settings: String = ""
    ) async throws -> Night {
        let night = try await Night(
            RunningSandbox(certificates: certificates, options: options), settings: settings,
            module: module)
        try await night.sandbox.move(to: Night.first)
        let scan = try await night.run("ssl-scan")
        guard scan.status == 0 else { throw RunningProgram.Problem.noAnswer("\(scan)") }
        return night
    }

    /// Runs ssl-order to its end.
    func order(_ words: [String], at moment: String = Night.first) async throws -> Outcome {
        try await start("ssl-order", words, at: moment).end()
    }

    /// Buys two years of a product for one name; N-1 is its reference.
    func buy(
        _ further: [String] = Night.agreed, product: String = "Standard SSL",
        at moment: String = Night.first
    ) async throws -> Outcome {
        try await order(Night.buying(product) + further, at: moment)
    }

    /// The command line of that order.
    static func buying(_ product: String = "Standard SSL") -> [String] {
        [
            "buy", "--product", product, "--years", "2", "--host", "www.new-order.test",
            "--reference", "N-1",
        ]
    }

    /// Changes the ledger as no program does.
    func change(_ statement: String) async throws {
        let outcome = try await RunningProgram.run(
            "/usr/bin/sqlite3", [folder.file("ledger.sqlite"), statement])
        guard outcome.status == 0 else { throw RunningProgram.Problem.noAnswer("\(outcome)") }
    }

    /// Lets a fault disturb the next call of one command.
    func disturb(_ fault: String, _ command: String, _ further: [String] = []) async throws {
        try await sandbox.post(
            "faults", ["name=\(fault)", "count=1", "command=\(command)"] + further)
    }

    /// The orders as the ledger has them: kind and state.
    func orders() async throws -> [String] {
        try await rows("SELECT kind, state FROM purchase ORDER BY id")
    }

    /// The texts of open tasks.
    func tasks() async throws -> [String] {
        try await rows("SELECT text FROM task WHERE closed_at IS NULL")
    }
}

extension RunningSandbox {
    /// The commands that cost money.
    static let create = "namecheap.ssl.create"
    static let renew = "namecheap.ssl.renew"
    static let addNames = "namecheap.ssl.purchasemoresans"

    /// What became of the requests that cost money.
    func paid() async throws -> [String] {
        try await journal().filter {
            [Self.create, Self.renew, Self.addNames].contains($0.command)
        }.map(\.outcome)
    }

    /// Calls the API as somebody else with the same key.
    func ask(_ command: String, by fields: [String]) async throws {
        let all =
            [
                "ApiUser=demo", "ApiKey=\(Night.key)", "UserName=demo", "ClientIp=127.0.0.1",
                "Command=\(command)",
            ] + fields
        let outcome = try await RunningProgram.run(
            "/usr/bin/curl", ["-fsS", try api()] + all.flatMap { ["--data-urlencode", $0] })
        guard outcome.output.contains("Status=\"OK\"") else {
            throw RunningProgram.Problem.noAnswer("\(outcome)")
        }
    }

    /// The newest CertificateID of the account.
    func newest() async throws -> Int {
        struct World: Decodable {
            struct Row: Decodable { let id: Int }
            let rows: [Row]
        }
        let outcome = try await RunningProgram.run("/usr/bin/curl", ["-fsS", control("world")])
        let world = try JSONDecoder().decode(World.self, from: Data(outcome.output.utf8))
        return world.rows.map(\.id).max() ?? 0
    }
}
