import CertificateLedger
import NamecheapAPI
import Subscriptions
import TestSupport
import Testing

@testable import Jobs

@Suite struct `The task about an account` {
    private let folder: TemporaryFolder
    private let ledger: Ledger
    private let module: Int64
    private let start = Timestamp(seconds: 1_795_144_620)
    private let busy = NamecheapError.httpStatus(command: "namecheap.ssl.getList", status: 503)

    init() throws {
        folder = try TemporaryFolder()
        ledger = try Ledger(path: folder.file("ledger.sqlite"), access: .readWrite)
        module = try ledger.module(named: "demo").id
    }

    private func call(_ outcome: String, at moment: Timestamp) throws {
        let admission = try ledger.admitCall(
            module: module, program: "ssl-scan", command: "getList", at: moment
        ) { _ in true }
        guard case .admitted(let call) = admission else { return }
        try ledger.endCall(call, outcome: outcome, httpStatus: nil, milliseconds: 1)
    }

    private var causes: [String] {
        get throws { try ledger.openCauses(of: "account") }
    }

    @Test func `is opened after a day without any answer, and closed by the next one`() throws {
        let task = try AccountTask(ledger, module: module, named: "demo")
        try call("ok", at: start + -60)
        for (seconds, isOpen) in [(0, false), (3_600, false), (86_340, true), (90_000, true)] {
            try call("transient", at: start + Int64(seconds))
            task.failed(busy, at: start + Int64(seconds))
            #expect(try causes == (isOpen ? ["account demo"] : []), "\(seconds)")
        }
        task.answered(at: start + 90_060)
        #expect(try causes == [])
    }

    @Test func `is not opened where an answer came in between, whatever it said`() throws {
        let task = try AccountTask(ledger, module: module, named: "demo")
        for (seconds, outcome) in [(0, "transient"), (60, "rejected"), (86_400, "transient")] {
            try call(outcome, at: start + Int64(seconds))
        }
        task.failed(busy, at: start + 86_400)
        #expect(try causes == [])
    }

    @Test func `is opened at once where the account is refused, and known to the next run`() throws
    {
        let refused = NamecheapError.refused(
            command: "namecheap.ssl.getList",
            [APIError(number: 1_011_102, text: "API Key is invalid")])
        try AccountTask(ledger, module: module, named: "demo").failed(refused, at: start)
        #expect(try causes == ["account demo"])
        try AccountTask(ledger, module: module, named: "demo").answered(at: start + 60)
        #expect(try causes == [])
    }
}
