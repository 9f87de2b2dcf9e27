import Foundation
import Testing

@testable import Sandbox

@Suite struct `The sandbox's documentation` {
    private static let text = Result {
        try String(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "../../Sources/Sandbox/README.md").standardizedFileURL,
            encoding: .utf8)
    }

    @Test func `names every request of the control with its method`() throws {
        let lines = try Self.text.get().split(separator: "\n")
        for action in ControlAction.all {
            let isNamed = lines.contains { line in
                line.contains("/control/\(action.path)") && line.contains(action.method)
            }
            #expect(isNamed, "\(action.method) /control/\(action.path)")
        }
    }

    @Test func `names every word that the CA's look, the limits and the rows can have`() throws {
        let text = try Self.text.get()
        let words =
            LookTime.allCases.map(\.rawValue) + LimitShape.allCases.map(\.rawValue)
            + ReplacedAt.allCases.map(\.rawValue) + AccountTrouble.allCases.map { "\($0.rawValue)" }
        for word in words { #expect(text.contains(word), "\(word)") }
    }
}
