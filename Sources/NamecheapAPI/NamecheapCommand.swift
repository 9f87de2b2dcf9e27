/// The free commands the transport sends; what is neither here nor paying is refused.
package enum NamecheapCommands {
    /// Every command that can never cost money.
    package static let free: [any NamecheapCommand.Type] = [
        Activate.self, EditDCVMethod.self, GetApproverEmailList.self, GetBalances.self,
        GetHosts.self, GetInfo.self, GetList.self, GetPricing.self, Reissue.self,
        ResendApproverEmail.self, RevokeCertificate.self, SetHosts.self,
    ]

    /// Whether a command is one that may be sent.
    package static func isAllowed(_ name: String) -> Bool {
        free.contains { $0.name == name }
    }

    /// Whether a command may be sent twice; false for one that is not listed.
    package static func isRepeatable(_ name: String) -> Bool {
        free.contains { $0.name == name && $0.isRepeatable }
    }
}

/// One command of the API: its arguments, their check, what is sent and how the answer is read.
package protocol NamecheapCommand: Sendable {
    /// What a successful answer says.
    associatedtype Answer: Sendable

    /// The command as the documentation spells it, e.g. `namecheap.ssl.getInfo`.
    static var name: String { get }

    /// Whether sending it twice has no other effect than sending it once.
    static var isRepeatable: Bool { get }

    /// Everything wrong with the arguments, found before anything is sent.
    var problems: [String] { get }

    /// The parameters besides those of every request, in a fixed order.
    var parameters: [NamecheapParameter] { get }

    /// Reads the body of an answer; throws what the CA refused or what is no answer.
    func read(_ body: [UInt8]) throws(NamecheapError) -> Answer
}

/// A command that costs money; only targets that may spend it declare any.
package protocol PayingCommand: NamecheapCommand {}

/// The closed list of the paying commands of one program; all others have none.
package struct PayingCommands: Sendable {
    /// The list of every program that cannot spend money.
    package static let none = PayingCommands([])

    private let commands: [any PayingCommand.Type]

    /// The list of a program that may send these.
    package init(_ commands: [any PayingCommand.Type]) {
        self.commands = commands
    }

    /// Whether it is this very command, not one that only calls itself so.
    func hold(_ command: any NamecheapCommand.Type) -> Bool {
        commands.contains { ObjectIdentifier($0) == ObjectIdentifier(command) }
    }
}

/// A parameter of a request by the name the documentation gives it.
package struct NamecheapParameter: Sendable, Equatable {
    /// The documented name.
    package let name: String
    /// The value as sent.
    package let value: String

    /// A parameter with text.
    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// A parameter with a number.
    package init(_ name: String, _ value: Int) {
        self.init(name, String(value))
    }
}
