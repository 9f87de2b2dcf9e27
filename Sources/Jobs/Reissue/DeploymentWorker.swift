import CertificateLedger
import Deployment
import KeyStore
import Settings
import Subscriptions
import Wording

/// Deploys what is live and not deployed yet, apart from issuance: hooks, then reloads of units.
struct DeploymentWorker: Sendable {
    private var context: RunContext
    private let ledger: Ledger
    private let store: CertificateStore
    private let complains: Bool

    /// `complains` also of what only waits for its time: once a night, not each quarter hour.
    init(_ context: RunContext, ledger: Ledger, complains: Bool) {
        self.complains = complains
        self.context = context
        self.ledger = ledger
        store = CertificateStore(root: context.configuration.settings.store)
    }

    /// Tries every deployment whose time has come; one that fails stops no other.
    func run(_ record: inout RunRecord) async {
        do {
            try followSettings()
            let hooks = try ledger.pendingDeployments().filter { $0.unit == nil }
            let ends = await inOrder(hooks, atOnce: context.hooksAtOnce) { await run($0) }
            for (status, lines) in ends {
                context.console.tell(lines)
                record.add([status])
            }
            try await reload(&record)
        } catch {
            record.add([context.complain(error, about: "deployment")])
        }
    }

    /// What waits follows the settings: a path that was corrected is the one that is tried.
    private func followSettings() throws(LedgerError) {
        let rules = context.configuration.settings.deployment
        let pending = try ledger.pendingDeployments()
        for deployments in Dictionary(grouping: pending, by: \.certificate).values {
            guard let host = deployments.first?.host else { continue }
            try ledger.retarget(deployments, to: rules.targets(for: host))
        }
    }

    private func run(
        _ deployment: PendingDeployment
    ) async -> (status: ExitStatus, lines: [String]) {
        let transcript = Transcript()
        var worker = self
        worker.context = context.keepingBack(in: transcript)
        do {
            let status = try await worker.deploy(deployment)
            return (status, transcript.take())
        } catch let error as any ExplainedError {
            worker.context.console.complain(error, about: deployment.host)
            return (.failed, transcript.take())
        } catch {
            let status = worker.context.complain(error, about: deployment.host)
            return (status, transcript.take())
        }
    }

    private func deploy(_ deployment: PendingDeployment) async throws -> ExitStatus {
        guard isDue(deployment) else { return complains ? .failed : .success }
        let hook = DeploymentHook(program: deployment.target, timeLimit: timeLimit)
        let output: String
        do throws(DeploymentError) {
            output = try await hook.deploy(delivery(of: deployment))
        } catch {
            try fail(deployment, error)
            throw error
        }
        try ledger.deployed(deployment, output: output, at: context.clock.now)
        context.console.inform("\(deployment.host): certificate \(deployment.number) deployed")
        return .success
    }

    /// Reloads each unit once, for all whose hooks are done.
    private func reload(_ record: inout RunRecord) async throws {
        let pending = try ledger.pendingDeployments()
        let hooked = Set(pending.filter { $0.unit == nil }.map(\.certificate))
        var units: [String: [PendingDeployment]] = [:]
        for deployment in pending where !hooked.contains(deployment.certificate) {
            guard let unit = deployment.unit else { continue }
            guard isDue(deployment) else {
                if complains { record.add([.failed]) }
                continue
            }
            units[unit, default: []].append(deployment)
        }
        for (unit, deployments) in units.sorted(by: { $0.key < $1.key }) {
            let systemctl = context.configuration.settings.deployment.systemctl
            do throws(DeploymentError) {
                try await UnitReload(unit: unit, systemctl: systemctl, timeLimit: timeLimit).run()
            } catch {
                for deployment in deployments { try fail(deployment, error) }
                context.console.complain(error, about: deployments.map(\.host).summary)
                record.add([.failed])
                continue
            }
            for deployment in deployments {
                try ledger.deployed(deployment, at: context.clock.now)
            }
            context.console.inform("\(unit): reloaded for \(deployments.map(\.host).summary)")
        }
    }

    /// Whether its time has come; if not, that it failed is told once a night.
    private func isDue(_ deployment: PendingDeployment) -> Bool {
        guard let next = deployment.nextAttemptAt, next > context.clock.now else { return true }
        guard complains else { return false }
        context.console.complain(
            "certificate \(deployment.number) is not deployed: \(deployment.error);"
                + " tried again from \(next)", about: deployment.host)
        return false
    }

    private func fail(
        _ deployment: PendingDeployment, _ error: DeploymentError
    ) throws(LedgerError) {
        let steps: [Int64] = [60, 600, 6_000]
        let wait = deployment.attempts < steps.count ? steps[deployment.attempts] : 86_400
        let now = context.clock.now
        try ledger.deploymentFailed(deployment, error: error.happened, next: now + wait, at: now)
    }

    private var timeLimit: Duration {
        .seconds(context.configuration.settings.hookTimeLimit)
    }

    private func delivery(of deployment: PendingDeployment) -> Deployment.Delivery {
        let folder = "\(store.root)/\(deployment.folder)"
        return Deployment.Delivery(
            reference: deployment.reference, host: deployment.host, names: deployment.names,
            lineage: "\(folder)/live", certificateID: deployment.number,
            version: deployment.version, expirationDate: "\(deployment.expiresOn)",
            manifest: "\(folder)/\(deployment.version)/deployment.json")
    }
}

extension DeploymentRules {
    /// What has to be done to deploy the certificate of a host, as the ledger keeps it.
    func targets(for host: String) -> [String] {
        let units = units(for: host).map { "\(PendingDeployment.unitMark)\($0)" }
        return (hook(for: host).map { [$0] } ?? []) + units
    }
}

extension PendingDeployment {
    /// Before a unit: a hook's path begins with a slash.
    fileprivate static let unitMark = "unit "

    /// The unit to reload, where that is what waits.
    fileprivate var unit: String? {
        target.hasPrefix(Self.unitMark) ? String(target.dropFirst(Self.unitMark.count)) : nil
    }
}

extension [String] {
    /// The first few, and how many more there are.
    fileprivate var summary: String {
        let first = prefix(3).joined(separator: ", ")
        return count > 3 ? "\(first) and \(count - 3) more" : first
    }
}
