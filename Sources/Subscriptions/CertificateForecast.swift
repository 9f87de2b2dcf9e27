/// How many certificates a term takes when every night runs, by the schedule alone.
package enum CertificateForecast {
    /// The certificates of one order, the first included.
    ///
    /// Each is reissued when it comes into its effective window and a new one lasts longer, as
    /// selection does it.
    package static func count(
        from start: Day, until end: Day, window: Int, schedule: ValiditySchedule,
        share: Double = SelectionBasis.defaultShare
    ) -> Int {
        let basis = SelectionBasis(now: Timestamp(startOf: start), schedule: schedule, share: share)
        var issuedOn = start
        var expiresOn = min(start + schedule.maximum(on: start), end)
        var count = 1
        while expiresOn < end {
            let window = basis.effectiveWindow(nominal: window, issuedOn: issuedOn)
            var day = max(expiresOn - window, issuedOn)
            // A shorter maximum may gain nothing at first; on the last day everything gains.
            while day < expiresOn, min(day + schedule.maximum(on: day), end) <= expiresOn {
                day = day + 1
            }
            issuedOn = day
            expiresOn = max(min(day + schedule.maximum(on: day), end), expiresOn + 1)
            count += 1
        }
        return count
    }
}
