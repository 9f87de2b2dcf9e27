import CertificateLedger
import Settings
import Wording

/// `ssl-admin module enable`, `disable` and `remove`.
package enum ModuleSwitchJob {
    /// Lets the programs use a module, or keeps them from it; only its line `Enabled` is touched.
    package static func enable(
        _ context: RunContext, name: String, isEnabled: Bool
    ) throws -> ExitStatus {
        let module = try context.module(named: name)
        guard module.settings.isEnabled != isEnabled else {
            context.console.inform("\(name): is \(isEnabled ? "enabled" : "disabled") already")
            return .success
        }
        let file = ModuleFile(module)
        let text = try SettingsFile.secretText(file.path)
        let change = SettingChange("Enabled", isEnabled ? "on" : "off")
        try file.replace(text, by: SettingsText.changing(text, [change]))
        if !isEnabled { try closeTask(context, of: name) }
        context.console.inform("\(name): \(isEnabled ? "enabled" : "disabled") in \(file.path)")
        return .success
    }

    /// Takes a module out of use for good; refused while anything hangs on it.
    package static func remove(
        _ context: RunContext, name: String, isAgreed: Bool
    ) throws -> ExitStatus {
        let module = try context.module(named: name)
        try check(module, context)
        if !isAgreed {
            guard Agreement.canBeAsked else {
                throw JobError.usage(text: "nobody can be asked here; agree with --yes")
            }
            context.console.show(["Module \(name) is taken out of use; \(module.path) is renamed."])
            guard Agreement.isGiven(context.console) else {
                throw JobError.refused(
                    what: "nobody agreed; nothing was changed", remedy: "answer yes to go on")
            }
            // Somebody may have thought for long.
            try check(module, context)
        }
        let place = try ModuleFile(module).setAside()
        try closeTask(context, of: name)
        context.console.inform("\(name): removed; \(place) still holds its key")
        return .success
    }

    private static func check(_ module: ConfiguredModule, _ context: RunContext) throws {
        guard let ledger = try context.ledgerIfPresent(),
            let known = try ledger.knownModule(named: module.name)
        else { return }
        let use = try ledger.use(ofModule: known.id)
        guard use.openOrders == 0 else {
            throw JobError.refused(
                what: "the outcome of \(use.openOrders) orders at module"
                    + " \(module.name.printable()) is not settled; nothing was changed",
                remedy: "ssl-order status shows them and looks them up, ssl-order settle ends them")
        }
        guard use.subscriptions == 0, use.unfinished == 0 else {
            throw JobError.refused(
                what: "module \(module.name.printable()) has \(use.subscriptions) subscriptions and"
                    + " \(use.unfinished) unfinished reissues; nothing was changed",
                remedy: "keep it; ssl-admin module disable stops its use")
        }
    }

    /// Nobody looks at the balance any more.
    private static func closeTask(_ context: RunContext, of name: String) throws {
        try context.ledgerIfPresent()?
            .closeTask(cause: ScanJob.balanceCause(ofModule: name), at: context.clock.now)
    }
}
