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

/// Whether a call may go out.
package enum CallAdmission: Sendable, Equatable {
    /// It may, and is recorded under this row.
    case admitted(Int64)
    /// There is no room for it beside these.
    case refused(CallCounts)
}

extension Ledger {
    /// How many calls a module has behind it.
    package func callCounts(module: Int64, at now: Timestamp) throws(LedgerError) -> CallCounts {
        try read { try $0.callCounts(module: module, at: now) }
    }

    /// A call goes out if there is room beside those behind it, whichever program made them.
    ///
    /// Counted and recorded in one transaction: two that come at once never take the same room.
    package func admitCall(
        module: Int64, program: String, command: String, at now: Timestamp,
        room: @escaping @Sendable (CallCounts) -> Bool
    ) throws(LedgerError) -> CallAdmission {
        try write { database in
            let counts = try database.callCounts(module: module, at: now)
            guard room(counts) else { return .refused(counts) }
            return .admitted(
                try database.beginCall(
                    module: module, program: program, command: command, at: now))
        }
    }

    /// A call goes out; recorded before it does, so that other programs count it.
    package func beginCall(
        module: Int64, program: String, command: String, at now: Timestamp
    ) throws(LedgerError) -> Int64 {
        try write {
            try $0.beginCall(module: module, program: program, command: command, at: now)
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

extension Database {
    fileprivate func callCounts(module: Int64, at now: Timestamp) throws -> CallCounts {
        let row = try row(.apiCallCounts, ["module": module, "now": now.seconds])
        return CallCounts(
            minute: row?["minute"] ?? 0, hour: row?["hour"] ?? 0, day: row?["day"] ?? 0)
    }

    fileprivate func beginCall(
        module: Int64, program: String, command: String, at now: Timestamp
    ) throws -> Int64 {
        Int64(
            try number(
                .apiCallBegin,
                ["module": module, "program": program, "command": command, "now": now.seconds])
                ?? 0)
    }
}
