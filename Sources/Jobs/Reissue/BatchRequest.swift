package import ArgumentParser
import CertificateLedger
import Settings
package import Subscriptions

extension StatedReason: ExpressibleByArgument {}

/// What a person asks ssl-reissue for out of turn.
package struct BatchRequest: ParsableArguments, Sendable {
    /// Which subscriptions it is about.
    @OptionGroup package var naming: NamingOptions
    /// Set aside the rules that may be.
    @Flag(
        name: .customLong("force"),
        help: ArgumentHelp(
            """
            Reissue although it is outside the window, gains too little, has policy manual or \
            none, or waits after a failure. Needs names, a module or a product.
            """))
    package var isForced = false
    /// Why, kept with the issuance.
    @Option(
        help: ArgumentHelp(
            """
            Why: key-compromise, names or test. It is kept, and the new certificate may end no \
            later than the old one.
            """, valueName: "reason"))
    package var reason: StatedReason?
    /// When to stop beginning new work.
    @Option(
        name: .customLong("max-runtime"),
        help: ArgumentHelp(
            "Begin nothing more after that time, such as 90s, 20m or 2h.", valueName: "duration"))
    package var mostRuntime: DurationOption?
    /// Revoke what was superseded and is served nowhere.
    @Flag(
        name: .customLong("revoke-old"),
        help: "Revoke what the CA calls replaced, once every target was seen serving the new one.")
    package var revokesOld = false
    /// Whether the person agrees beforehand.
    @Flag(name: [.customLong("yes"), .customShort("y")], help: "Do not ask; do it.")
    package var isAgreed = false

    /// A run as every night.
    package init() {}

    /// Refuses what would concern every subscription there is.
    package func validate() throws {
        if isForced, !naming.isGiven {
            throw ValidationError("--force needs to be told for what: names, a module, a product.")
        }
    }

    /// Options as nobody gave any.
    package static var unset: BatchRequest {
        var request = BatchRequest()
        request.naming = .unset
        request.isForced = false
        request.reason = nil
        request.mostRuntime = nil
        request.revokesOld = false
        request.isAgreed = false
        return request
    }

    /// Asks a person where there is one and need be; nil where nobody had to be asked.
    ///
    /// Where nobody can be asked, only `--yes` lets rules be set aside or certificates be revoked.
    func agreement(
        _ context: RunContext, selection: () throws -> SelectionPass
    ) throws -> BatchAgreement? {
        guard isForced || revokesOld || naming.isGiven else { return nil }
        if !isAgreed, !Agreement.canBeAsked {
            guard !isForced, !revokesOld else {
                let option = isForced ? "--force" : "--revoke-old"
                throw JobError.usage(text: "\(option) needs --yes where nobody can be asked")
            }
            return nil
        }
        if isAgreed, !isForced { return nil }
        let agreement = BatchAgreement(try selection())
        if !context.options.quiet || !isAgreed {
            context.console.show(agreement.summary(of: self))
        }
        guard !isAgreed, agreement.asks(revokesOld) else { return agreement }
        guard Agreement.isGiven(context.console) else {
            throw JobError.refused(what: "nobody agreed; nothing was changed", remedy: "say yes")
        }
        return agreement
    }
}
