import Foundation
import Testing

@testable import Sandbox

@Suite struct `The error numbers` {
    @Test(arguments: ErrorScenarios.all)
    func `that parameters or state lead to are reached`(
        scenarios: ErrorScenarios
    ) async throws {
        for setting in ErrorScenario.Setting.allCases {
            let chosen = scenarios.scenarios.filter { $0.setting == setting }
            guard !chosen.isEmpty else { continue }
            try await OfflineNamecheap.run(setting.change) { namecheap async throws in
                let command =
                    scenarios.command == ErrorScenarios.everyCommand
                    ? "namecheap.ssl.getList" : scenarios.command
                for scenario in chosen {
                    try await namecheap.setBalance("5000.00")
                    let answer = try await scenario.call(
                        command, usual: scenarios.usual, namecheap)
                    #expect(
                        answer.error == String(scenario.number),
                        "\(scenario.number) \(scenario.fields.map(\.0)): \(answer.text)")
                }
            }
        }
    }

    @Test(arguments: ErrorTable.declared.map(\.command))
    func `that nothing else leads to come from the fault`(command: String) async throws {
        let errors = ErrorTable.declared.filter { $0.command == command }.flatMap(\.errors)
        let usual = ErrorScenarios.all.first { $0.command == command }?.usual ?? []
        let isGlobal = command == ErrorScenarios.everyCommand
        let called = isGlobal ? "namecheap.ssl.getList" : command
        try await OfflineNamecheap.run { namecheap async throws in
            for error in errors where error.reached != .byItself {
                let number = String(error.number)
                let set = try await namecheap.control(
                    "POST", "faults",
                    [("name", "error"), ("number", number), ("text", "as \(number)")]
                        + (isGlobal ? [] : [("command", command)]))
                #expect(set.status == 200)
                let answer = try await namecheap.call(called, usual)
                #expect(answer.error == number, "\(answer.text)")
                #expect(answer.text.contains("as \(number)"))
                #expect(try await namecheap.call(called, usual).error != number)
            }
        }
    }

    @Test func `each have one scenario, or none when only the fault gives them`() {
        for (command, errors) in ErrorTable.declared {
            let numbers = errors.map(\.number)
            #expect(Set(numbers).count == numbers.count, "\(command) lists a number twice")
            let wanted = errors.filter { $0.reached == .byItself }.map(\.number).sorted()
            let found = ErrorScenarios.all.filter { $0.command == command }
                .flatMap { $0.scenarios.map(\.number) }.sorted()
            #expect(wanted == found, "\(command)")
        }
        let commands = Set(ErrorTable.declared.map(\.command))
        #expect(ErrorScenarios.all.allSatisfy { commands.contains($0.command) })
    }

    /// With `SSL_LEDGER_WRITE=1` the file is written anew instead.
    @Test func `stand in the documentation`() throws {
        let text = try String(contentsOf: ErrorTable.file, encoding: .utf8)
        let part = try #require(ErrorTable.part(of: text))
        if ProcessInfo.processInfo.environment["SSL_LEDGER_WRITE"] == "1" {
            let written = text.replacingCharacters(in: part, with: "\n" + ErrorTable.text + "\n")
            try written.write(to: ErrorTable.file, atomically: true, encoding: .utf8)
            return
        }
        #expect(
            String(text[part]) == "\n" + ErrorTable.text + "\n",
            "run the tests once with SSL_LEDGER_WRITE=1 in the environment")
    }
}
