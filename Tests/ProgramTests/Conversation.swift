import Foundation

/// A person at a terminal, who reads a question before answering it.
final class Conversation {
    let program: RunningProgram
    private var heard = 0

    /// Starts a program on a terminal of its own.
    init(_ words: [String], environment: [String: String]) throws {
        let line = words.map { "'\($0)'" }.joined(separator: " ")
        program = try RunningProgram(
            "/usr/bin/script", ["-qec", line, "/dev/null"], environment: environment)
    }

    /// Waits until a question is asked that was not asked before, and answers it.
    ///
    /// - Returns: what was shown since the last answer.
    @discardableResult
    func answer(_ question: String, _ text: String, end: String = "\n") async throws -> String {
        let shown = try await hear(question)
        try program.say(text + end)
        return shown
    }

    /// Waits for words that were not there when the last were heard; what was shown up to them.
    @discardableResult
    func hear(_ words: String) async throws -> String {
        for _ in 0..<1_500 {
            let all = try Array(program.outputSoFar().utf8)
            let new = String(decoding: all.dropFirst(heard), as: UTF8.self)
            if let range = new.range(of: words) {
                heard += new[..<range.upperBound].utf8.count
                return String(new[..<range.upperBound])
            }
            guard program.isRunning else { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw RunningProgram.Problem.noAnswer("\(words) in \(try program.outputSoFar())")
    }
}
