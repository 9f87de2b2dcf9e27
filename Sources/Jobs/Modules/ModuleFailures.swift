import CertificateLedger
import NamecheapAPI
import Settings
package import Wording

/// Tells one module's trouble from all modules' trouble.
package struct ModuleFailures {
    private enum Kind { case unreachable, refused, other }

    private let context: RunContext
    private var kinds: [String: Kind] = [:]
    private var storage: Set<ExitStatus> = []

    /// No failure yet.
    package init(_ context: RunContext) {
        self.context = context
    }

    /// Says what happened to a module; the others go on.
    package mutating func note(_ error: any ExplainedError, module: String) {
        if error is BudgetReached {
            context.console.inform(error.explanation)
            return
        }
        context.console.complain(error, about: "module \(module)")
        kinds[module] = kind(of: error)
        let status = ExitStatus(of: error)
        if [.cannotWrite, .ledgerDamaged, .accounts].contains(status) { storage.insert(status) }
    }

    /// Whether anything happened to that module.
    package func hasFailed(_ module: String) -> Bool { kinds[module] != nil }

    /// 69 or 77 only where every enabled module is unreachable or refused us, else 1.
    package var statuses: [ExitStatus] {
        let all = context.configuration.enabledModules.count
        func everywhere(_ kind: Kind) -> Bool {
            all > 0 && kinds.values.filter { $0 == kind }.count == all
        }
        var statuses = Array(storage)
        if everywhere(.unreachable) { statuses.append(.unreachable) }
        if everywhere(.refused) { statuses.append(.refused) }
        if statuses.isEmpty, !kinds.isEmpty { statuses.append(.failed) }
        return statuses
    }

    private func kind(of error: any ExplainedError) -> Kind {
        if case .anotherAccount = error as? LedgerError { return .refused }
        guard let error = error as? NamecheapError else { return .other }
        if case .account = error.errorClass { return .refused }
        return error.errorClass == .transient || error.errorClass == .rateLimited
            ? .unreachable : .other
    }
}
