import Foundation
import Settings
import Subscriptions
import Wording

/// Whether the program that publishes the records of a subscription is there, and may be run.
struct HookExecutable: PreflightCheck {
    static let name = "hook"

    /// The lines of the settings.
    let rules: ValidationRules

    /// One hook serves many: it is one task.
    func key(of subject: PreflightSubject) -> String {
        let hooks = hooks(of: subject)
        return hooks.isEmpty ? "none" : hooks.joined(separator: " ")
    }

    private func hooks(of subject: PreflightSubject) -> [String] {
        let hooks = rules.means(of: subject).compactMap { means in
            if case .hook(let program) = means { program } else { nil }
        }
        return Set(hooks).sorted()
    }

    func finding(about subject: PreflightSubject) -> PreflightFinding {
        hooks(of: subject).lazy.map(finding(about:)).first { $0 != .passed } ?? .passed
    }

    private func finding(about hook: String) -> PreflightFinding {
        var isFolder: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(atPath: hook, isDirectory: &isFolder)
        guard exists, !isFolder.boolValue else {
            return .failed(
                "there is no ValidationHook \(hook.printable()); put it there, or change the setting"
            )
        }
        guard unsafe access(hook, X_OK) == 0 else {
            return .failed(
                "ValidationHook \(hook.printable()) cannot be run by this user; run chmod a+rx"
                    + " \(hook.printable())")
        }
        return .passed
    }
}

extension ValidationRules {
    /// The ways in which the records of a subscription are published, name by name.
    func means(of subject: PreflightSubject) -> [Means] {
        (subject.names(by: .cname) + subject.names(by: .file)).compactMap {
            means(for: $0, file: subject.choices.method(of: $0) == .file)
        }
    }
}
