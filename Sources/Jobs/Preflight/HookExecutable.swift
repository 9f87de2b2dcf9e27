import Foundation
import Subscriptions
import Wording

/// Whether there is a program that publishes records, and this user may run it.
struct HookExecutable: PreflightCheck {
    static let name = "hook"

    /// `ValidationHook`, if it is set.
    let hook: String?

    /// One hook serves all: it is one task.
    func key(of subject: PreflightSubject) -> String { hook ?? "none" }

    func finding(about subject: PreflightSubject) -> PreflightFinding {
        guard subject.method != "email", let hook else { return .passed }
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
