import Foundation
import Testing

@testable import Sandbox

@Suite struct `A limit` {
    @Test(arguments: [20, 50]) func `of a minute rolls with the clock`(calls: Int) async throws {
        try await OfflineNamecheap.run(
            certificates: 0, OfflineNamecheap.set(\.wire.callsPerMinute, to: calls)
        ) { namecheap async throws in
            for _ in 0..<calls { #expect(try await namecheap.balances().status == 200) }
            #expect(try await namecheap.balances().status == 405)
            #expect(
                try await namecheap.control("GET", "limits").text
                    == "[{\"left\":0,\"limit\":\(calls),\"name\":\"minute\",\"used\":\(calls)},"
                    + "{\"left\":\(700 - calls),\"limit\":700,\"name\":\"hour\","
                    + "\"used\":\(calls)},"
                    + "{\"left\":\(8000 - calls),\"limit\":8000,\"name\":\"day\","
                    + "\"used\":\(calls)}]\n")
            try await namecheap.move(to: "2026-11-23T09:00:59Z")
            #expect(try await namecheap.balances().status == 405)
            try await namecheap.move(to: "2026-11-23T09:01:00Z")
            #expect(try await namecheap.balances().status == 200)
        }
    }

    @Test(arguments: [
        (LimitShape.methodNotAllowed, 405, "<html>"), (.error500000, 200, "Number=\"500000\""),
        (.html, 200, "<html>"), (.tooManyRequests, 429, "<html>"),
    ])
    func `refuses in one of the reported shapes, performs nothing and says so in the journal`(
        shape: LimitShape, status: Int, mark: String
    ) async throws {
        try await OfflineNamecheap.run(certificates: 1) {
            $0.wire.callsPerMinute = 20
            $0.wire.limitShape = shape
        } _: { namecheap async throws in
            for _ in 0..<20 { #expect(try await namecheap.balances().status == 200) }
            let (_, refused) = try await namecheap.reissue("S-00001", CustomerKey())
            #expect(refused.status == status)
            #expect(refused.text.contains(mark))
            #expect(!refused.text.contains("CommandResponse"))
            let journal = try await namecheap.control("GET", "journal").text
            #expect(journal.components(separatedBy: "\"outcome\":\"limited\"").count == 2)
            try await namecheap.move(to: "2026-11-23T09:01:00Z")
            let (_, again) = try await namecheap.reissue("S-00001", CustomerKey())
            #expect(again.attribute("IsSuccess") == "true")
        }
    }

    @Test func `is the key's: whoever does not know it is not counted`() async throws {
        try await OfflineNamecheap.run(
            certificates: 0, OfflineNamecheap.set(\.wire.callsPerMinute, to: 20)
        ) { namecheap async throws in
            for _ in 0..<21 {
                let answer = try await namecheap.send([("ApiUser", "demo"), ("ApiKey", "wrong")])
                #expect(answer.error == "1011102")
            }
            let limits = try await namecheap.control("GET", "limits").text
            #expect(limits.contains("\"left\":20"))
        }
    }

    @Test func `is off by itself`() async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            for _ in 0..<51 { #expect(try await namecheap.balances().status == 200) }
            #expect(try await namecheap.control("GET", "limits").text == "[]\n")
        }
    }

    @Test func `holds for an hour and a day too`() throws {
        let start = try #require(Moment(iso: "2026-11-23T09:00:00Z"))
        var limits = Limits(perMinute: 20)
        // 20 calls a minute use up an hour in its 35th minute.
        let hour = (0..<700).allSatisfy { limits.admit(at: start.adding(seconds: $0 / 20 * 60)) }
        #expect(hour)
        #expect(!admits(&limits, start.adding(seconds: 3599)))
        #expect(admits(&limits, start.adding(seconds: 3600)))
        // 680 calls an hour use up a day in its twelfth hour.
        limits = Limits(perMinute: 20)
        let day = (0..<8000).allSatisfy { index in
            let minute = index / 680 * 60 + index % 680 / 20
            return limits.admit(at: start.adding(seconds: minute * 60))
        }
        #expect(day)
        #expect(!admits(&limits, start.adding(seconds: 86_399)))
        #expect(admits(&limits, start.adding(seconds: 86_400)))
    }

    @Test func `counts anew when the clock is moved back`() throws {
        let start = try #require(Moment(iso: "2026-11-23T09:00:00Z"))
        var limits = Limits(perMinute: 20)
        for _ in 0..<20 { #expect(admits(&limits, start)) }
        #expect(!admits(&limits, start))
        #expect(admits(&limits, start.adding(days: -1)))
        #expect(limits.windows(at: start).map(\.used) == [0, 0, 0])
    }
}

/// Makes a call; a macro cannot change what it looks at.
private func admits(_ limits: inout Limits, _ moment: Moment) -> Bool { limits.admit(at: moment) }

extension OfflineNamecheap {
    /// The answer of getBalances.
    func balances() async throws -> APIAnswer { try await call("namecheap.users.getBalances") }

    /// Moves the clock.
    func move(to moment: String) async throws {
        #expect(try await control("POST", "clock", body: moment).status == 200)
    }
}
