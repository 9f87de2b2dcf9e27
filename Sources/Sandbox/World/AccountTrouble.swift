/// What keeps the account from being used until somebody clears it: a global error number.
enum AccountTrouble: Int, Codable, Sendable, CaseIterable {
    case schemeNotSupported = 1_030_408
    case internalFailure = 1_050_900
    case userLocked = 1_017_101
    case userNameLocked = 1_017_103
    case clientAddressLocked = 1_017_105
    case requestAddressLocked = 1_017_150
    case declinedPayments = 1_017_410
    case failedLogins = 1_017_411
    case accessDenied = 4_011_103

    /// What is being looked at when it shows.
    enum Stage: Sendable {
        case address
        case user
        case userName
        case clientAddress
    }

    /// Where it shows; the order of the checks is the sandbox's choice, nobody has seen the real.
    var stage: Stage {
        switch self {
        case .requestAddressLocked: .address
        case .schemeNotSupported, .internalFailure, .userLocked, .declinedPayments,
            .failedLogins:
            .user
        case .userNameLocked, .accessDenied: .userName
        case .clientAddressLocked: .clientAddress
        }
    }

    /// The text of the error.
    var text: String {
        switch self {
        case .schemeNotSupported: "Authentication scheme is not supported"
        case .internalFailure: "Internal failure while checking ApiUser"
        case .userLocked: "ApiUser is locked or disabled"
        case .userNameLocked: "UserName is locked"
        case .clientAddressLocked: "ClientIp is locked"
        case .requestAddressLocked: "Request IP is locked or disabled"
        case .declinedPayments: "Too many declined payments"
        case .failedLogins: "Too many failed logins"
        case .accessDenied: "Access denied for this UserName"
        }
    }
}

extension AccountTrouble? {
    /// Reads the field `trouble`: a number of the list, or `none`.
    init(_ fields: Fields) throws(SandboxError) {
        let text = fields["trouble"] ?? ""
        guard text != "none" else {
            self = nil
            return
        }
        guard let trouble = Int(text).flatMap(AccountTrouble.init(rawValue:)) else {
            let numbers = AccountTrouble.allCases.map { String($0.rawValue) }
            throw .control(
                reason: "trouble is none or one of \(numbers.joined(separator: ", "))")
        }
        self = trouble
    }

    /// Refuses a call when the trouble shows at this stage.
    func check(at stage: AccountTrouble.Stage) throws(SandboxError) {
        guard let self, self.stage == stage else { return }
        throw .refused(number: self.rawValue, text: self.text)
    }
}
