import GRDB
package import Subscriptions

/// Calls to the CA in the last minute, hour and day, by all programs together.
package struct CallCounts: Sendable, Equatable {
    /// In the last 60 seconds.
    package let minute: Int
    /// In the last 3,600 seconds.
    package let hour: Int
    /// In the last 86,400 seconds.
    package let day: Int

    /// Counts as given.
    package init(minute: Int, hour: Int, day: Int) {
        self.minute = minute
        self.hour = hour
        self.day = day
    }
}

extension Ledger {
    /// How many calls a module has behind it.
    package func callCounts(module: Int64, at now: Timestamp) throws(LedgerError) -> CallCounts {
        try read { database in
            let row = try database.row(.apiCallCounts, ["module": module, "now": now.seconds])
            return CallCounts(
                minute: row?["minute"] ?? 0, hour: row?["hour"] ?? 0, day: row?["day"] ?? 0)
        }
    }

    /// A call goes out; recorded before it does, so that other programs count it.
    package func beginCall(
        module: Int64, program: String, command: String, at now: Timestamp
    ) throws(LedgerError) -> Int64 {
        try write {
            Int64(
                try $0.number(
                    .apiCallBegin,
                    [
                        "module": module, "program": program, "command": command,
                        "now": now.seconds,
                    ]) ?? 0)
        }
    }

    /// A call came back.
    package func endCall(
        _ call: Int64, outcome: String, httpStatus: Int?, milliseconds: Int
    ) throws(LedgerError) {
        try write {
            try $0.run(
                .apiCallEnd,
                [
                    "call": call, "outcome": outcome, "status": httpStatus,
                    "milliseconds": milliseconds,
                ])
        }
    }
}
