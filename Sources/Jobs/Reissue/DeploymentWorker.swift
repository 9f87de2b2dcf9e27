import CertificateLedger
import Deployment
import KeyStore
import Settings
import Subscriptions
import Wording

/// Runs the deployment hook for what is live and not deployed yet, apart from issuance.
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
            let pending = try ledger.pendingDeployments()
            let ends = await inOrder(pending, atOnce: context.hooksAtOnce) { await run($0) }
            for (status, lines) in ends {
                context.console.tell(lines)
                record.add([status])
            }
        } catch {
            record.add([context.complain(error, about: "deployment")])
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
        let now = context.clock.now
        if let next = deployment.nextAttemptAt, next > now {
            guard complains else { return .success }
            context.console.complain(
                "certificate \(deployment.number) is not deployed: \(deployment.error);"
                    + " tried again from \(next)", about: deployment.host)
            return .failed
        }
        let hook = DeploymentHook(
            program: deployment.target,
            timeLimit: .seconds(context.configuration.settings.hookTimeLimit))
        do throws(DeploymentError) {
            _ = try await hook.deploy(delivery(of: deployment))  // Kept by the hook's own log.
        } catch {
            let steps: [Int64] = [60, 600, 6_000]
            let wait = deployment.attempts < steps.count ? steps[deployment.attempts] : 86_400
            try ledger.deploymentFailed(
                deployment, error: error.happened, next: now + wait, at: now)
            throw error
        }
        try ledger.deployed(deployment, at: now)
        context.console.inform("\(deployment.host): certificate \(deployment.number) deployed")
        return .success
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
