package import ArgumentParser
import Notices

/// The options of ssl-notify beside those of all selections.
package struct NotifyOptions: ParsableArguments, Sendable {
    /// Kinds of notices.
    @Option(
        help: ArgumentHelp("Only notices of that kind, such as not-served.", valueName: "kind"))
    package var kind: [String] = []
    /// For how long.
    @Option(
        name: .customLong("max-runtime"),
        help: ArgumentHelp(
            "Begin nothing more after that time, such as 90s, 20m or 2h.", valueName: "duration"))
    package var mostRuntime: DurationOption?

    /// Options as nobody gave any.
    package init() {}

    /// Refuses kinds that there are not.
    package func validate() throws {
        let known = NoticeKind.allCases.map(\.rawValue)
        if let wrong = kind.first(where: { !known.contains($0) }) {
            throw ValidationError(
                "There is no kind \(wrong); there are \(known.joined(separator: ", ")).")
        }
    }

    /// How long the run begins something new; nil for without end.
    var runtime: Duration? { mostRuntime?.duration }

    /// The kinds that are meant; none for all.
    var kinds: Set<NoticeKind> { Set(kind.compactMap(NoticeKind.init)) }
}
