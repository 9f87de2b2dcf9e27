import Testing

@testable import Sandbox

/// One call that leads to one documented error number by itself.
struct ErrorScenario: Sendable {
    /// How the sandbox that is called is set.
    enum Setting: CaseIterable {
        case strict
        /// Takes the parameters that only older documentation names.
        case lenient
        case demandingMail
        /// Lets another machine call, not this one.
        case elsewhere
        case limited

        /// Sets a sandbox so.
        func change(_ settings: inout SandboxSettings) {
            settings.strict = self == .strict
            settings.demandsAdminMail = self == .demandingMail
            settings.wire.otherUser = "partner"
            if self == .elsewhere { settings.wire.addresses = ["192.0.2.9"] }
            guard self == .limited else { return }
            settings.wire.callsPerMinute = 20
            settings.wire.limitShape = .error500000
        }
    }

    let number: Int
    /// What is sent beside what every call of the command sends; an empty value leaves it out.
    var fields: [(String, String)] = []
    /// The names of a request that is sent with it.
    var csr: [String]?
    var setting = Setting.strict
    var method = "POST"
    /// Makes the state that is needed, and gives further fields.
    var prepare: @Sendable (OfflineNamecheap) async throws -> [(String, String)] = { _ in [] }

    init(_ number: Int, _ fields: [(String, String)] = [], csr: [String]? = nil) {
        self.number = number
        self.fields = fields
        self.csr = csr
    }

    /// The same in a sandbox that is set in another way.
    func with(_ setting: Setting) -> Self {
        var copy = self
        copy.setting = setting
        return copy
    }

    /// The same as a query.
    func asQuery() -> Self {
        var copy = self
        copy.method = "GET"
        return copy
    }

    /// The same after something has been done.
    func after(
        _ prepare: @escaping @Sendable (OfflineNamecheap) async throws -> [(String, String)]
    ) -> Self {
        var copy = self
        copy.prepare = prepare
        return copy
    }

    /// The same for an order of a type that is bought for it.
    func ofNew(_ type: String) -> Self {
        after { [("CertificateID", try await $0.buy(type))] }
    }

    /// Calls the command and gives the answer.
    func call(_ command: String, usual: [(String, String)], _ namecheap: OfflineNamecheap)
        async throws -> APIAnswer
    {
        var sent = [
            ("ApiUser", "demo"), ("ApiKey", "demo-key"), ("UserName", "demo"),
            ("ClientIp", "192.0.2.1"), ("Command", command),
        ]
        var further = usual + fields + (try await prepare(namecheap))
        if let csr { further.append(("CSR", try CustomerKey().request(csr))) }
        for (name, value) in further {
            sent.removeAll { $0.0 == name }
            if !value.isEmpty { sent.append((name, value)) }
        }
        return try await namecheap.send(sent, method: method)
    }
}

/// The scenarios of one command.
struct ErrorScenarios: Sendable, CustomTestStringConvertible {
    let command: String
    /// What every call sends, where the scenario says nothing else.
    var usual: [(String, String)] = []
    let scenarios: [ErrorScenario]

    var testDescription: String { command }

    /// Every command's scenarios; the global numbers first, called with a harmless command.
    static let all = [global] + orders + submissions + certificates + domains

    /// The global numbers stand under this name.
    static let everyCommand = "every command"

    private static let global = Self(
        command: everyCommand,
        scenarios: [
            .init(1_010_101, [("ApiUser", "")]), .init(1_010_102, [("ApiKey", "")]),
            .init(1_011_102, [("ApiKey", "other")]), .init(1_010_104, [("Command", "")]),
            .init(4, [("Command", "namecheap.ssl.collect")]),
            .init(1_010_105, [("ClientIp", "")]), .init(1_011_105, [("ClientIp", "::1")]),
            .init(1_019_103, [("UserName", "other")]),
            .init(1_016_103, [("UserName", "partner")]), ErrorScenario(1_011_150).with(.elsewhere),
            ErrorScenario(500_000).with(.limited).after { namecheap async throws in
                for _ in 0..<20 {
                    #expect(try await namecheap.call("namecheap.ssl.getList").error == nil)
                }
                return []
            },
        ]
            // The last, because it stays.
            + AccountTrouble.allCases.map { trouble in
                ErrorScenario(trouble.rawValue).after { namecheap async throws in
                    let set = try await namecheap.control(
                        "POST", "account", [("trouble", "\(trouble.rawValue)")])
                    #expect(set.status == 200)
                    return []
                }
            })
}

extension OfflineNamecheap {
    /// Buys an order and gives the id of its row.
    func buy(_ type: String, years: Int = 1, names: Int = 0) async throws -> String {
        let answer = try await call(
            "namecheap.ssl.create",
            [("Type", type), ("Years", "\(years)")]
                + (names > 0 ? [("SANStoADD", "\(names)")] : []))
        return answer.attribute("CertificateID") ?? answer.text
    }

    /// Sets the balance.
    func setBalance(_ amount: String) async throws {
        _ = try await control("POST", "account", [("balance", amount)])  // Seen in what follows.
    }
}
