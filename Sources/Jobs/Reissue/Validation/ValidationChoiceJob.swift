import ArgumentParser
import CertificateLedger
import NamecheapAPI
import Settings
import Subscriptions
import Wording

/// `ssl-admin subscription set --dcv` and `--approver`: how a subscription is proved.
package struct ValidationChoiceJob {
    private let context: RunContext
    private let ledger: Ledger
    private let subscription: ChosenSubscription

    /// Changes how the names of one subscription are proved.
    package static func run(
        _ context: RunContext, reference: String, options: [ValidationOption], approver: String?
    ) async throws -> ExitStatus {
        let lock = try context.takeLock()
        let ledger = try context.openLedger(access: .readWrite)
        guard let subscription = try ledger.choices(reference: reference) else {
            throw JobError.usage(text: "there is no subscription \(reference.printable())")
        }
        let job = ValidationChoiceJob(
            context: context, ledger: ledger, subscription: subscription)
        let choices = try await job.choices(options, approver)
        if choices == subscription.choices {
            try ledger.attend(subscription: subscription.id)
            context.console.inform("unchanged; what is under way goes on in the next run")
        } else {
            try ledger.choose(choices, subscription: subscription.id, at: context.clock.now)
            context.console.inform("\(reference): validated from now on: \(choices.text)")
        }
        _ = consume lock  // Held until here.
        return .success
    }

    private func choices(
        _ options: [ValidationOption], _ approver: String?
    ) async throws -> ValidationChoices {
        var choices = subscription.choices
        for option in options where option.name == nil {
            choices = ValidationChoices(option.method)
            choices.approver = subscription.choices.approver
        }
        for option in options {
            guard let name = option.name else { continue }
            guard subscription.names.contains(name) else {
                throw refused(
                    "\(name.printable()) is none of its names",
                    "they are \(subscription.names.joined(separator: ", "))")
            }
            guard context.configuration.settings.products.isMultiDomain(subscription.product) else {
                throw refused(
                    "its certificate is for one host and has one method",
                    "give --dcv without NAME=")
            }
            choices.set(option.method, for: name)
        }
        if let name = choices.impossible(subscription.names).first {
            throw refused("the wildcard \(name) cannot be proved by a file", "choose cname")
        }
        if let approver { choices.approver = try await checked(approver.lowercased(), choices) }
        return choices
    }

    /// An address that the rules always allow, or that the CA says it accepts.
    private func checked(_ approver: String, _ choices: ValidationChoices) async throws -> String {
        let names = subscription.names.filter { choices.method(of: $0) == .email }
        guard !names.isEmpty else {
            throw refused("none of its names is validated by mail", "give --dcv email with it")
        }
        var allowed = names.flatMap(ValidationChoices.constructed(for:))
        if allowed.contains(approver) { return approver }
        let connection = try ModuleConnection.of(subscription.module, context, ledger)
        for name in names {
            allowed += try await connection.send(
                GetApproverEmailList(domain: name, type: subscription.product), for: .scan
            ).addresses
        }
        guard allowed.contains(approver) else {
            var seen: Set<String> = []
            let list = allowed.filter { seen.insert($0).inserted }.joined(separator: ", ")
            throw refused(
                "\(approver.printable()) may not approve",
                "who may: \(list.printable(limit: 1_000))")
        }
        return approver
    }

    private func refused(_ what: String, _ remedy: String) -> JobError {
        .refused(what: "\(subscription.host): \(what)", remedy: remedy)
    }
}

/// How names are proved, on the command line.
package struct ValidationOption: ExpressibleByArgument, Sendable {
    /// The name it is for; nil for all.
    let name: String?
    /// The method.
    let method: ValidationChoices.Method

    /// Reads `METHOD` or `NAME=METHOD`.
    package init?(argument: String) {
        let parts = argument.lowercased().split(separator: "=", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let word = parts.last,
            let method = ValidationChoices.Method(rawValue: String(word)), !parts[0].isEmpty
        else { return nil }
        self.method = method
        name = parts.count == 2 ? String(parts[0]) : nil
    }
}
