import ArgumentParser
import CertificateLedger
import Foundation
import HTTP
import Sandbox
import Subscriptions
import TestSupport
import Testing

@testable import Jobs

/// A seller with one subscription that was reissued, whose earlier certificate is still valid.
private struct Seller {
    let context: RunContext
    let ledger: Ledger
    let folder: TemporaryFolder
    let sandbox: RunningSandbox

    /// Lets a body work with a seller, and ends the sandbox after it.
    static func run(_ body: (Self) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        let address = try #require(ListenAddress("127.0.0.1:0"))
        let realTime = { @Sendable in Moment(seconds: Int(Date.now.timeIntervalSince1970)) }
        var settings = SandboxSettings(
            listen: address, control: address, folder: folder.file("sandbox"), certificates: 2,
            seed: 7, realTime: realTime)
        settings.strict = true
        let sandbox = try await RunningSandbox.start(settings)
        do {
            let seller = try Self(folder, sandbox)
            try await seller.enrol()
            try await body(seller)
        } catch {
            await sandbox.stop()
            throw error
        }
        await sandbox.stop()
    }

    private init(_ folder: TemporaryFolder, _ sandbox: RunningSandbox) throws {
        let root = folder.path
        try folder.write(
            "Ledger \(root)/ledger\nStore \(root)/store\nLog \(root)/log\n", to: "ledger.conf")
        try folder.write(
            """
            Module Namecheap
            Name demo
            Username demo
            APIKey demo-key
            ClientIP 127.0.0.1
            Endpoint \(sandbox.apiURL)
            CallsPerMinute 0

            """, to: "modules.d/demo.conf")
        let options = try CommonOptions.parse(["--config", folder.file("ledger.conf"), "--quiet"])
        context = try RunContext(
            program: "ssl-scan", options: options, actions: nil,
            console: Console(program: "ssl-scan", quiet: true, verbose: false))
        ledger = try context.openLedger()
        self.folder = folder
        self.sandbox = sandbox
    }

    private func enrol() async throws {
        try await withLock { _ = try await ScanJob.run(context) }  // The alarm is on here.
        let list = folder.file("sandbox/subscriptions.csv")
        try await withLock {
            let status = try ImportJob.run(context, file: list, module: nil)
            #expect(status == .success)
        }
        try await withLock { _ = try await ScanJob.run(context) }  // As before.
        let number = try #require(try pass().decisions.first?.subscription.certificate?.number)
        try await post("reissue-elsewhere", "id=\(number)")
        try await withLock { _ = try await ScanJob.run(context) }  // As before.
    }

    /// Runs a job once the lock is free: a program that another test has just started in this
    /// process holds what is open until it is itself.
    private func withLock(_ body: () async throws -> Void) async throws {
        for _ in 0..<250 {
            do { return try await body() } catch JobError.locked {
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        try await body()
    }

    func pass() throws -> SelectionPass {
        let bases = SelectionBases(context.configuration, at: context.now)
        let names = Narrowing(names: [.init(.reference, "S-00001")])
        return try SelectionPass(ledger: ledger, bases: bases, narrowing: names)
    }

    /// Asks the sandbox's control, whose forms are `name=value` with `&` between them.
    func post(_ path: String, _ form: String) async throws {
        let fields = form.split(separator: "&").map { field in
            let parts = field.split(separator: "=", maxSplits: 1).map(String.init)
            return (name: parts[0], value: parts[1])
        }
        let answer = try await HTTPClient().send(
            HTTPRequest(url: "\(sandbox.controlURL)/\(path)", form: fields))
        #expect(answer.status == 200, "\(String(decoding: answer.body, as: UTF8.self))")
    }

    /// How often the CA was asked to revoke something.
    func requests() async throws -> Int {
        let answer = try await HTTPClient().send(
            HTTPRequest(url: "\(sandbox.controlURL)/journal"))
        return String(decoding: answer.body, as: UTF8.self).components(
            separatedBy: "\"namecheap.ssl.revokecertificate\""
        ).count - 1
    }

    /// What may still be revoked.
    func revocable() throws -> [RevocableCertificate] {
        let id = try #require(try pass().decisions.first?.subscription.id)
        return try ledger.revocableCertificates(subscription: id, at: context.now)
    }

    /// Runs a revocation, and says with which status.
    func revoke(seen: Bool) async throws -> Jobs.ExitStatus {
        var failures = ModuleFailures(context)
        let worker = try IssuanceWorker(
            context, ledger: ledger, bases: pass().bases, failures: &failures)
        var record = try RunRecord(context, ledger: ledger)
        await Revocation(context, ledger: ledger, worker: worker) { _, _ in seen }
            .run(try pass(), &record)
        return try record.end(pass(), alarms: [])
    }
}

@Suite(.serialized, .timeLimit(.minutes(2)))
struct `A revocation` {
    @Test func `is asked for once, when all targets serve the new certificate`() async throws {
        try await Seller.run { seller in
            let old = try #require(try seller.revocable().first)
            #expect(try await seller.revoke(seen: false) == .success)
            #expect(try await seller.requests() == 0)
            #expect(try seller.revocable().first == old)

            #expect(try await seller.revoke(seen: true) == .success)
            let asked = try await seller.requests()
            #expect(asked >= 1)
            #expect(try seller.revocable().isEmpty)
            #expect(try await seller.revoke(seen: true) == .success)
            #expect(try await seller.requests() == asked)
        }
    }

    @Test(arguments: ["active", "cancelled", "purchased"])
    func `is not asked for where the CA calls the certificate anything but replaced`(
        word: String
    ) async throws {
        try await Seller.run { seller in
            let before = try seller.revocable()
            try await seller.post("status", "id=\(before.first?.number ?? 0)&status=\(word)")
            let status = try await seller.revoke(seen: true)
            let requests = try await seller.requests()
            #expect(status == .success && requests == 0)
            let after = try seller.revocable()
            #expect(before == after && before.count == 1)
        }
    }

    @Test(arguments: [("truncated", false), ("rate405", true)])
    func `whose answer is lost is not asked for again, one that was refused is`(
        fault: String, again: Bool
    ) async throws {
        try await Seller.run { seller in
            try await seller.post(
                "faults", "name=\(fault)&count=1&command=namecheap.ssl.revokecertificate")
            #expect(try await seller.revoke(seen: true) == .failed)
            let asked = try await seller.requests()
            let left = try #require(try seller.revocable().first)
            #expect((left.askedAt == nil) == again)
            #expect(try await seller.revoke(seen: true) == (again ? .success : .failed))
            let askedAgain = try await seller.requests() > asked
            #expect(askedAgain == again)
        }
    }
}
