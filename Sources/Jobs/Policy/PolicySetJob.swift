import ArgumentParser
import CertificateLedger
import Foundation
import Settings
import Subscriptions
import Wording

/// `ssl-admin policy set`: changes policy or window where they stand: a settings file, a module's
/// file, or the ledger.
package enum PolicySetJob {
    /// Where the policy is changed.
    package enum Level: Sendable, Equatable {
        /// In the main settings file, for all.
        case productType
        /// In the file of a module.
        case module(String)
        /// In the ledger.
        case subscription(String)
    }

    /// What is changed; nil leaves it.
    package struct Change: Sendable {
        /// The policy.
        package let policy: PolicyOption?
        /// The window.
        package let window: WindowOption?

        /// A change as the command line has it.
        package init(policy: PolicyOption?, window: WindowOption?) {
            self.policy = policy
            self.window = window
        }
    }

    /// Changes policy or window at a level.
    package static func run(
        _ context: RunContext, _ change: Change, at level: Level
    ) throws -> ExitStatus {
        let lock = try context.takeLock()
        let places = PolicyPlaces(context)
        switch level {
        case .productType: try edit(places.main, change, context, places)
        case .module(let name):
            try edit(try places.file(ofModule: name), change, context, places)
        case .subscription(let reference): try keep(change, of: reference, context)
        }
        _ = consume lock  // Held until here.
        return .success
    }

    private static func edit(
        _ path: String, _ change: Change, _ context: RunContext, _ places: PolicyPlaces
    ) throws {
        let before = try places.text(of: path)
        var text = before
        if let policy = change.policy {
            text = edited(text, "SSLSubscriptionPolicy", policy.value?.rawValue)
        }
        if let window = change.window {
            text = edited(text, "SSLSubscriptionBefore", window.value.map(String.init))
        }
        guard text != before else { return context.console.inform("nothing to change") }
        _ = try SettingsText.parse(text, file: path)  // What cannot be read is not written.
        try places.replace(path, with: text)
        context.console.inform("\(path) is changed; ssl-admin policy show says what is in force")
    }

    private static func edited(_ text: String, _ name: String, _ value: String?) -> String {
        guard let value else { return SettingsFileEdit.text(text, without: name) }
        return SettingsFileEdit.text(text, setting: name, to: value)
    }

    private static func keep(
        _ change: Change, of reference: String, _ context: RunContext
    ) throws {
        var kept = SubscriptionChange()
        if let policy = change.policy { kept.policy = .some(policy.value) }
        if let window = change.window { kept.window = .some(window.value) }
        let ledger = try context.existingLedger()
        guard
            let changes = try ledger.change(kept, reference: reference, at: context.clock.now)
        else {
            throw JobError.usage(text: "there is no subscription \(reference.printable())")
        }
        context.console.inform(
            changes.isEmpty
                ? "nothing to change"
                : "\(reference): \(changes.map(\.description).joined(separator: "; "))")
    }
}

/// A policy on the command line, or `inherit` for none of its own.
package struct PolicyOption: ExpressibleByArgument, Sendable, Equatable {
    let value: Policy?

    /// Reads `auto`, `manual`, `none` or `inherit`.
    package init?(argument: String) {
        guard let policy = Policy(rawValue: argument) else {
            guard argument == "inherit" else { return nil }
            value = nil
            return
        }
        value = policy
    }
}

/// A window in days on the command line, or `inherit` for none of its own.
package struct WindowOption: ExpressibleByArgument, Sendable, Equatable {
    let value: Int?

    /// Reads 1 to 200, or `inherit`.
    package init?(argument: String) {
        guard argument != "inherit" else {
            value = nil
            return
        }
        guard (1...3).contains(argument.utf8.count),
            argument.utf8.allSatisfy({ (48...57).contains($0) }), let days = Int(argument),
            (1...200).contains(days)
        else { return nil }
        value = days
    }
}
