import GRDB
package import Subscriptions

extension Ledger {
    /// The audit's word for having said that a subscription is past the alarm.
    private static var alarmWord: String { "alarm" }

    /// Whether somebody was told since a moment that a subscription is past the alarm.
    package func isAlarmTold(
        subscription: Int64, since moment: Timestamp
    ) throws(LedgerError) -> Bool {
        try read {
            try $0.number(
                .alarmTold, ["subscription": subscription, "since": moment.seconds]) != nil
        }
    }

    /// It was said that these are past the alarm.
    package func alarmsTold(
        _ alarms: [(subscription: Int64, text: String)], at now: Timestamp
    ) throws(LedgerError) {
        guard !alarms.isEmpty else { return }
        try write { database in
            for (subscription, text) in alarms {
                try database.note(subscription, Ledger.alarmWord, text, now)
            }
        }
    }
}
