import CertificateLedger
import Foundation
import Settings
import Wording

/// `ssl-admin module add` and `edit`: a module's file, from a wizard or from options.
///
/// Nothing is written before all of it is right and the account has answered, or somebody said
/// that it is to be saved all the same.
package struct ModuleSetupJob {
    private let context: RunContext
    private let tests: Bool
    private let timeLimit: Duration

    private init(_ context: RunContext, tests: Bool, timeLimit: Duration) {
        self.context = context
        self.tests = tests
        self.timeLimit = timeLimit
    }

    /// Sets up a new module; without options, on a terminal, step by step.
    package static func add(
        _ context: RunContext, name: String?, fields: ModuleFieldOptions, tests: Bool,
        timeLimit: Duration
    ) async throws -> ExitStatus {
        var draft = ModuleDraft()
        let job = ModuleSetupJob(context, tests: tests, timeLimit: timeLimit)
        var problems = [draft.give("Module", "Namecheap")?.text].compactMap(\.self)
        if let name, let problem = draft.give("Name", name) {
            problems.append("\(problem.text) (--name)")
        }
        problems += try fields.apply(to: &draft)
        // What the options say is what the wizard begins with.
        let asks =
            problems.isEmpty && (name == nil || !draft.missing.isEmpty) && Agreement.canBeAsked
        if !asks { try job.refuse(problems, draft) }
        return try await job.finish(draft, asks: asks, file: nil) { draft in
            try job.check(newName: draft["Name"])
            return ModuleFile(new: draft["Name"], in: context.configuration.modulesFolder)
        }
    }

    /// Changes a module; without options, on a terminal, step by step.
    package static func edit(
        _ context: RunContext, name: String, fields: ModuleFieldOptions, tests: Bool,
        timeLimit: Duration
    ) async throws -> ExitStatus {
        let module = try context.module(named: name)
        let file = ModuleFile(module)
        var draft = try ModuleDraft(
            changing: SettingsFile.secretText(file.path), file: module.path)
        let job = ModuleSetupJob(context, tests: tests, timeLimit: timeLimit)
        let asks = !fields.areGiven && Agreement.canBeAsked
        if !asks {
            guard fields.areGiven else {
                throw JobError.usage(text: "nothing to change is named, and nobody can be asked")
            }
            try job.refuse(fields.apply(to: &draft), draft)
            guard draft["Name"] == module.name else {
                throw JobError.usage(text: "the ledger knows a module by its Name, which stays")
            }
        }
        return try await job.finish(draft, asks: asks, file: file) { _ in file }
    }

    private func finish(
        _ draft: ModuleDraft, asks: Bool, file: ModuleFile?,
        _ place: (ModuleDraft) throws -> ModuleFile
    ) async throws -> ExitStatus {
        var draft = draft
        let wizard = ModuleWizard(context, isNew: file == nil)
        if asks { try wizard.ask(&draft) }
        while true {
            let target = try place(draft)
            let module = try draft.module(path: target.path)
            try checkEnvironment(of: module)
            guard draft.changedText != draft.text else {
                context.console.inform("\(module.name): nothing is changed")
                return .success
            }
            switch try await verdict(on: module, asks ? wizard : nil) {
            case .save(let connected):
                try save(draft, as: module, in: target, isNew: file == nil)
                if file == nil { try connected?.remember(of: module, context) }
                return .success
            case .stop(let status): return status
            case .correct(let names):
                for name in names { try wizard.correct(name, &draft) }
            }
        }
    }

    /// What becomes of a draft after its test.
    private enum Verdict {
        case save(ConnectionTest.Connected?)
        case stop(ExitStatus)
        case correct([String])
    }

    private func verdict(
        on module: ConfiguredModule, _ wizard: ModuleWizard?
    ) async throws -> Verdict {
        guard tests else { return .save(nil) }
        if wizard != nil { context.console.show(["Connection test"]) }
        do {
            let connected = try await ConnectionTest(
                module: module, context: context, timeLimit: timeLimit
            ).run()
            let text = connected.text(of: module)
            if wizard != nil { context.console.show([text]) } else { context.console.inform(text) }
            return .save(connected)
        } catch let error as any ExplainedError {
            let status = context.complain(error)
            guard let wizard else {
                context.console.complain("nothing was saved; --no-test saves without a test")
                return .stop(status)
            }
            let names = try wizard.settingsToCorrect()
            return names.isEmpty ? .save(nil) : .correct(names)
        }
    }

    private func save(
        _ draft: ModuleDraft, as module: ConfiguredModule, in file: ModuleFile, isNew: Bool
    ) throws {
        if isNew {
            try context.makeFolder(context.configuration.modulesFolder)
            try file.create(draft.changedText)
        } else {
            try file.replace(draft.text, by: draft.changedText)
        }
        context.console.inform("\(module.name): saved in \(file.path)")
    }
}

// Everything that is checked before anything is sent or written.
extension ModuleSetupJob {
    private func refuse(_ problems: [String], _ draft: ModuleDraft) throws(JobError) {
        // What was given and is wrong is not missing.
        let missing = draft.missing.filter { field in
            !problems.contains { $0.hasPrefix(field.name + " ") }
        }
        let problems = problems + missing.map(\.text)
        guard problems.isEmpty else {
            throw .usage(text: problems.joined(separator: "; ") + "; nothing was saved")
        }
    }

    private func check(newName name: String) throws(JobError) {
        guard let other = context.configuration.taken(name) else { return }
        throw .refused(
            what: "there is a module \(other.name.printable()) already, in"
                + " \(other.path.printable()); nothing was saved",
            remedy: "choose another name, or change that one with ssl-admin module edit")
    }

    /// Refuses to make a test account of a real one, and the other way round, once it was used.
    private func checkEnvironment(of module: ConfiguredModule) throws {
        let known = try context.ledgerIfPresent()?.knownModule(named: module.name)
        guard let isSandbox = known?.isSandbox, isSandbox != module.isForTests else { return }
        throw JobError.refused(
            what: "module \(module.name.printable()) was used with"
                + " \(isSandbox ? "test" : "real") certificates; nothing was saved",
            remedy: "set up a module of another name for the other account")
    }
}

extension Configuration {
    /// The module that has a name already; case makes no other name, as the key's variable has none.
    func taken(_ name: String) -> ConfiguredModule? {
        modules.first {
            ConfiguredModule.keyVariable(ofModule: $0.name)
                == ConfiguredModule.keyVariable(ofModule: name)
        }
    }
}
