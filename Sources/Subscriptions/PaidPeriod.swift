/// One purchase or renewal of a subscription; periods chain, the end of the last is Paid until.
package struct PaidPeriod: Sendable, Equatable {
    /// How the end of the order at the CA is known; the CA's interface has no field for it.
    package enum TermSource: String, Sendable {
        /// From the order itself.
        case ordered
        /// The latest of the candidates.
        case estimated
        /// From a delivered certificate that was cut.
        case observed
    }

    /// The years that can be bought at once.
    package static let allowedYears = 1...5

    /// The first day of the period.
    package let startsOn: Day
    /// The last day of the period, as people are told.
    package let endsOn: Day
    /// The years bought, 1–5.
    package let years: Int
    /// The day on which certificates of this order are cut.
    package let termEnd: Day
    /// How `termEnd` is known.
    package let termSource: TermSource

    /// A period of so many years; its end is the same month and day, 29 February becomes 28.
    package init(startsOn: Day, years: Int, termSource: TermSource) {
        self.startsOn = startsOn
        self.years = years
        self.termSource = termSource
        endsOn = startsOn.adding(years: years)
        termEnd = endsOn
    }

    /// A period as the ledger keeps it.
    package init(
        startsOn: Day, endsOn: Day, years: Int, termEnd: Day, termSource: TermSource
    ) {
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.years = years
        self.termEnd = termEnd
        self.termSource = termSource
    }

    /// The Expiration date a new order has until the CA reports the real one.
    package func estimatedExpiration(by schedule: ValiditySchedule) -> Day {
        min(startsOn + schedule.maximum(on: startsOn), termEnd)
    }

    /// Paid until as people see it: nil while every unfinished period was bought for one year.
    ///
    /// The ledger always has the end and covers it to the last day. Where every period has ended,
    /// the last one decides.
    package static func shownPaidUntil(_ periods: [PaidPeriod], on today: Day) -> Day? {
        guard let last = periods.max(by: { $0.endsOn < $1.endsOn }) else { return nil }
        let unfinished = periods.filter { $0.endsOn > today }
        let deciding = unfinished.isEmpty ? [last] : unfinished
        return deciding.allSatisfy { $0.years == 1 } ? nil : last.endsOn
    }
}

/// What a delivered certificate teaches about the end of its order.
package struct DeliveredTerm: Sendable, Equatable {
    /// The day the certificate ends.
    package let expiresOn: Day
    /// The day it was issued.
    package let issuedOn: Day
    /// The day its predecessor ends, where there is one.
    package let previousExpiresOn: Day?

    /// The facts of one delivery.
    package init(expiresOn: Day, issuedOn: Day, previousExpiresOn: Day?) {
        self.expiresOn = expiresOn
        self.issuedOn = issuedOn
        self.previousExpiresOn = previousExpiresOn
    }

    /// The observed end of the order, or nil where the delivery says nothing about it.
    ///
    /// It does when the certificate was to end at `termEnd`, ends earlier, and more than a day
    /// before the maximum allows; or when a reissue gained nothing.
    package func observedEnd(predicted termEnd: Day, by schedule: ValiditySchedule) -> Day? {
        let longest = issuedOn + schedule.maximum(on: issuedOn)
        let wasCut = longest >= termEnd && expiresOn < termEnd && longest - expiresOn > 1
        let gainedNothing = previousExpiresOn.map { expiresOn <= $0 } ?? false
        return wasCut || gainedNothing ? expiresOn : nil
    }
}
