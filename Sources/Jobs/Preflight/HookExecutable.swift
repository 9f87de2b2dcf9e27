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
    func key(of subject: PreflightSubject) -> String { hook(of: subject) ?? "none" }

    private func hook(of subject: PreflightSubject) -> String? {
        for name in subject.names {
            let means = rules.means(for: name, file: subject.method == "file")
            if case .hook(let program)? = means { return program }
        }
        return nil
    }

    func finding(about subject: PreflightSubject) -> PreflightFinding {
        guard subject.method != "email", let hook = hook(of: subject) else { return .passed }
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
