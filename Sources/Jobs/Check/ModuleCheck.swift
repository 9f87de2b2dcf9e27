import CertificateLedger
import Foundation
import Settings
import Subscriptions
import Wording

/// Whether what a module's file names is there, and its numbers are what they should be.
struct ModuleCheck {
    /// What Namecheap allows at most a minute, an hour and a day; of the minute it says both 20 and
    /// 50 (namecheap-api.md, section 3.2).
    private static let limits = [
        ("CallsPerMinute", 50), ("CallsPerHour", 700), ("CallsPerDay", 8_000),
    ]

    /// The module.
    let module: ConfiguredModule

    /// Notes what is wrong and what is odd.
    func run(_ findings: inout Findings) {
        let settings = module.settings
        if let problem = ModuleSettings.definition("APIKey")?
            .problem(withValue: module.apiKey.exposed)
        {
            findings.add("\(module.path.printable()): \(problem.text)")
        }
        if let file = settings.trustFile, unsafe access(file, R_OK) != 0 {
            findings.add(
                "\(module.path.printable()): TrustFile \(file.printable()) is not there or cannot"
                    + " be read by this user")
        }
        guard !module.isOnThisMachine else { return }
        let own = [settings.callsPerMinute, settings.callsPerHour, settings.callsPerDay]
        for ((name, most), calls) in zip(Self.limits, own) where calls > most {
            findings.warn(
                "\(module.path.printable()): \(name) is \(calls), and Namecheap allows \(most)")
        }
    }
}

/// Whether a window is longer than the time between two runs.
struct WindowCheck {
    /// The longest time between two runs of late, in seconds.
    let interval: Int64
    /// What the windows are cut by.
    let basis: SelectionBasis

    /// Notes a window that is shorter than the time between two runs, or than twice that.
    func run(_ window: Int, source: String, _ findings: inout Findings) {
        let days = basis.effectiveWindow(nominal: window, issuedOn: basis.today)
        let seconds = Int64(days) * 86_400
        let cut = days < window ? ", which SSLWindowShare makes \(days)" : ""
        let name = "\(source.printable()): SSLSubscriptionBefore is \(window) days\(cut)"
        if seconds < interval {
            findings.add(
                "\(name), and ssl-scan ran up to \(text(interval)) apart: a certificate can end"
                    + " between two runs; run the programs more often, or widen the window")
        } else if seconds < 2 * interval {
            findings.warn(
                "\(name), and runs are up to \(text(interval)) apart: where one is missed, a"
                    + " certificate can end")
        }
    }

    private func text(_ seconds: Int64) -> String {
        let tenths = (seconds * 10 + 43_200) / 86_400
        let fraction = tenths % 10 == 0 ? "" : ".\(tenths % 10)"
        return "\(tenths / 10)\(fraction) day\(tenths == 10 ? "" : "s")"
    }
}
