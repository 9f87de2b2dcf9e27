package import ArgumentParser
import CertificateLedger
import Subscriptions
import Wording

/// The options of `ssl-admin subscription set` about the customer and the order; `none` takes a
/// value away.
package struct ContactOptions: ParsableArguments, Sendable {
    /// The customer's address.
    @Option(help: ArgumentHelp("The customer's address, or none.", valueName: "address"))
    package var mail: String?
    /// The language the customer reads.
    @Option(help: ArgumentHelp("The language the customer reads, or none.", valueName: "tag"))
    package var language: String?
    /// Where the customer renews.
    @Option(help: ArgumentHelp("Where the customer renews, or none.", valueName: "url"))
    package var renewUrl: String?
    /// What the customer pays for a year.
    @Option(
        help: ArgumentHelp(
            "What the customer pays for a year, such as '49.90 EUR', or none.",
            valueName: "price"))
    package var retailPrice: String?
    /// Notices that are not sent.
    @Option(
        help: ArgumentHelp(
            "Kinds of notices not sent about it, separated by commas, or all, or none.",
            valueName: "kinds"))
    package var silence: String?
    /// The policy.
    @Option(help: ArgumentHelp("auto, manual, none or inherit.", valueName: "policy"))
    package var policy: PolicyOption?
    /// The window.
    @Option(help: ArgumentHelp("The window: 1 to 200 days, or inherit.", valueName: "days"))
    package var before: WindowOption?
    /// The day of the order.
    @Option(
        help: ArgumentHelp(
            "The day of the current certificate's order, where it was estimated or wrong.",
            valueName: "date"))
    package var ordered: String?
    /// The years bought.
    @Option(help: ArgumentHelp("The years bought with it, 1 to 5.", valueName: "years"))
    package var years: Int?

    /// Options as nobody gave any.
    package init() {}

    /// Refuses what goes only together.
    package func validate() throws {
        if (ordered == nil) != (years == nil) {
            throw ValidationError("--ordered and --years go together.")
        }
    }

    /// Whether any of them is given.
    package var isGiven: Bool {
        [mail, language, renewUrl, retailPrice, silence, ordered].contains { $0 != nil } || policy != nil
            || before != nil
    }

    /// The change they mean, each checked.
    func change(today: Day) throws(RowProblem) -> SubscriptionChange {
        var change = SubscriptionChange()
        change.mail = try value(mail, ContactFields.mail)
        change.language = try value(language, ContactFields.language)
        change.renewURL = try value(renewUrl, ContactFields.renewURL)
        change.retailPrice = try value(retailPrice, ContactFields.retailPrice)
        change.silenced = try value(silence, ContactFields.silence)
        if let policy { change.policy = .some(policy.value) }
        if let before { change.window = .some(before.value) }
        if let ordered, let years {
            guard PaidPeriod.allowedYears.contains(years) else {
                throw RowProblem(text: "years \(years) is not 1 to 5")
            }
            change.order = SubscriptionChange.Order(
                orderedOn: try ContactFields.orderDate(ordered, today: today), years: years)
        }
        return change
    }

    private func value<Value>(
        _ text: String?, _ read: (String) throws(RowProblem) -> Value
    ) throws(RowProblem) -> Value?? {
        guard let text else { return nil }
        guard text != "none" else { return .some(nil) }
        return .some(try read(text))
    }
}

/// `ssl-admin subscription set`: what a person decides about one subscription.
package enum SubscriptionSetJob {
    /// Checks everything, then changes it at once.
    package static func run(
        _ context: RunContext, reference: String, options: ContactOptions
    ) throws -> ExitStatus {
        let change: SubscriptionChange
        do { change = try options.change(today: context.now.day) } catch {
            throw JobError.usage(text: error.text)
        }
        let lock = try context.takeLock()
        let ledger = try context.existingLedger()
        if let order = change.order,
            let objection = try ledger.objection(to: order, reference: reference)
        {
            throw JobError.refused(
                what: objection, remedy: "compare with the order in the account")
        }
        guard
            let changes = try ledger.change(change, reference: reference, at: context.clock.now)
        else {
            throw JobError.usage(text: "there is no subscription \(reference.printable())")
        }
        context.console.inform(
            changes.isEmpty
                ? "nothing to change"
                : "\(reference): \(changes.map(\.description).joined(separator: "; "))")
        _ = consume lock  // Held until here.
        return .success
    }
}
