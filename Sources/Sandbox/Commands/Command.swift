/// One command of the API: what it takes, whether it may be repeated, what it answers.
protocol Command: Sendable {
    /// The documented spelling.
    var name: String { get }
    /// Which back end answers it.
    var backEnd: Envelope.BackEnd { get }
    /// The documented parameters beside the global ones; `#` stands for a number from 1.
    var parameters: [String] { get }
    /// The documented error numbers beside the global ones.
    var errors: [DocumentedError] { get }
    /// Whether performing it twice does more than performing it once.
    var isUnrepeatable: Bool { get }
    /// Whether it is documented for POST alone; `--strict` refuses a GET, what the real one does
    /// with it nobody has recorded.
    var isPostOnly: Bool { get }
    /// Whether it reads the account, which lets the CA look at what waits.
    var isReading: Bool { get }
    /// The id of the row that the CA is told to look at again.
    func nudged(_ fields: Fields, in world: isolated World) -> Int?
    /// What stands in an answer that refuses the command.
    func stub(_ fields: Fields) -> [Element]
    /// Performs the command and gives the result elements.
    func perform(_ fields: Fields, in world: isolated World) throws(SandboxError) -> [Element]
}

extension Command {
    var backEnd: Envelope.BackEnd { .certificates }
    var isUnrepeatable: Bool { false }
    var isPostOnly: Bool { false }
    var isReading: Bool { false }
    func nudged(_ fields: Fields, in world: isolated World) -> Int? { nil }
}

/// Every command the sandbox knows.
enum Commands {
    static let all: [any Command] = [
        SSLCreate(), SSLGetList(), SSLParseCSR(), SSLGetApproverEmailList(), SSLActivate(),
        SSLResendApproverEmail(), SSLGetInfo(), SSLRenew(), SSLReissue(),
        SSLResendFulfillmentEmail(), SSLPurchaseMoreSANS(), SSLRevokeCertificate(),
        SSLEditDCVMethod(), UsersGetBalances(), UsersGetPricing(), DomainsGetList(),
        DomainsDNSGetHosts(), DomainsDNSSetHosts(),
    ]

    /// The global parameters of every command.
    static let globalParameters = ["ApiUser", "ApiKey", "Command", "UserName", "ClientIp"]

    /// The command of that name in any case; nil when there is none.
    static func named(_ name: String) -> (any Command)? {
        all.first { $0.name.lowercased() == name.lowercased() }
    }
}
