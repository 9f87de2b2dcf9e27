package import ArgumentParser
import Subscriptions

/// The options that say which subscriptions a one-off run is about.
package struct NamingOptions: ParsableArguments, Sendable {
    /// References, CertificateIDs, hosts or patterns.
    @Argument(
        help: ArgumentHelp(
            "Only these: references, certificate ids, hosts, or patterns such as '*.example.com'.",
            valueName: "name"))
    package var names: [String] = []
    /// References only.
    @Option(
        help: ArgumentHelp("Only the subscription with that reference.", valueName: "reference"))
    package var reference: [String] = []
    /// Names of modules.
    @Option(help: ArgumentHelp("Only subscriptions of that module.", valueName: "module"))
    package var module: [String] = []
    /// Products in the CA's words.
    @Option(
        help: ArgumentHelp("Only that product, in the CA's words.", valueName: "product"))
    package var product: [String] = []
    /// Files that name subscriptions.
    @Option(
        help: ArgumentHelp(
            """
            Only what the file names: one name a line, or a CSV with a column reference, \
            certificate_id or host.
            """, valueName: "list"))
    package var fromFile: [String] = []

    /// Options as nobody gave any.
    package init() {}

    /// Options as nobody gave any, for programs that are not asked for them.
    package static var unset: NamingOptions {
        var options = NamingOptions()
        options.names = []
        options.reference = []
        options.module = []
        options.product = []
        options.fromFile = []
        return options
    }

    /// Refuses names that can name nothing.
    package func validate() throws {
        let all = names + reference + module + product + fromFile
        guard all.allSatisfy({ !$0.isEmpty }) else {
            throw ValidationError("A name needs a character at least.")
        }
    }

    /// Whether the run is about some subscriptions only.
    package var isGiven: Bool {
        ![names, reference, module, product, fromFile].allSatisfy(\.isEmpty)
    }

    /// What is meant, files read.
    func narrowing() throws -> Narrowing {
        guard isGiven else { return .everything }
        var all = names.map { Narrowing.Name(.any, $0) }
        all += reference.map { Narrowing.Name(.reference, $0) }
        for file in fromFile { all += try SubscriptionList.names(path: file) }
        return Narrowing(names: all, modules: module, products: product)
    }
}

/// The options that bound a one-off run.
package struct BoundOptions: ParsableArguments, Sendable {
    /// No more than this many.
    @Option(help: ArgumentHelp("Begin no more than so many.", valueName: "number"))
    package var limit: Int?
    /// A window for this run alone.
    @Option(
        help: ArgumentHelp("Widen every window to so many days for this run.", valueName: "days"))
    package var before: Int?

    /// Options as nobody gave any.
    package init() {}

    /// Refuses numbers that make no sense.
    package func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit needs 0 or more.") }
        if let before, !(1...200).contains(before) {
            throw ValidationError("--before needs 1 to 200 days.")
        }
    }
}
