import CertificateLedger
import Reports
import Settings
import Wording

/// `ssl-admin module test`: whether a module's account can be reached and used, and if not, why.
package enum ModuleTestJob {
    /// The columns of the result; a promise.
    private static let columns = [
        ReportColumn("module", .text), ReportColumn("sandbox", .text),
        ReportColumn("result", .text), ReportColumn("balance", .text),
        ReportColumn("currency", .text), ReportColumn("milliseconds", .number),
        ReportColumn("explanation", .text),
    ]

    /// Asks once, and ends with 0, 69 (unreachable) or 77 (refused).
    package static func run(
        _ context: RunContext, name: String, timeLimit: Duration
    ) async throws -> ExitStatus {
        let module = try context.module(named: name)
        let test = ConnectionTest(module: module, context: context, timeLimit: timeLimit)
        do {
            let connected = try await test.run()
            context.console.inform(connected.text(of: module))
            try show(context, module, connected, nil)
            return .success
        } catch let error as ConnectionFailure {
            try show(context, module, nil, error)
            return context.complain(error)
        }
    }

    private static func show(
        _ context: RunContext, _ module: ConfiguredModule, _ connected: ConnectionTest.Connected?,
        _ failure: ConnectionFailure?
    ) throws {
        guard context.options.json || context.options.csv != nil else { return }
        try context.writeRows(columns) { writer in
            writer.text(module.name)
            writer.text(module.settings.isSandbox ? "on" : "off")
            writer.text(failure?.word ?? "connected")
            writer.text(connected.map { decimal($0.balance.minorUnits) })
            writer.text(connected?.balance.currency)
            writer.number(connected.map { Int($0.elapsed / .milliseconds(1)) })
            writer.text(failure?.explanation)
            try writer.endRow()
        }
    }
}

extension ConnectionTest.Connected {
    /// What a person is told.
    func text(of module: ConfiguredModule) -> String {
        let least = module.settings.minimalBalance.flatMap { least in
            balance.minorUnits < least ? ", below its minimum of \(decimal(least))" : nil
        }
        return "\(module.name): connected to \(module.endpoint.printable()),"
            + " Sandbox \(module.settings.isSandbox ? "on" : "off"): balance \(balanceText)"
            + (least ?? "")
    }
}
