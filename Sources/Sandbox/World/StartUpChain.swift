/// The dates of a subscription that lead to one active certificate, all of them in the past.
struct StartUpChain: Sendable {
    let start: Moment
    /// When the certificate before the active one was issued; nil when there was none.
    let before: Moment?
    let issued: Moment
    let notAfter: Moment

    private static let schedule = ValiditySchedule()
    /// A certificate that ends this long before its order is worth a reissue.
    private static let gain = 20

    /// A certificate of full length inside its order where the years allow it.
    static func inside(
        endingAt wanted: Moment, years: Int, number: Int, now: Moment, margin: Int
    ) -> Self {
        let fitting = schedule.issues(endingAt: wanted, margin: margin).filter { issued in
            issued <= now && earliest(wanted, years) < issued.adding(days: -1)
        }
        guard let issued = fitting.isEmpty ? nil : fitting[number % fitting.count] else {
            let age = schedule.step(at: now).maximum / 2
            let soonest = schedule.notAfter(
                issued: now.adding(days: -age), margin: margin, termEnd: wanted)
            return atTheEnd(endingAt: soonest, years: years)
        }
        let room = (issued.seconds - earliest(wanted, years).seconds) / 86_400
        let start = issued.adding(days: -(1 + number * 37 % room))
        return Self(
            start: start, before: max(start, issued.adding(days: -190)), issued: issued,
            notAfter: wanted)
    }

    /// A certificate that ends with its order, after an earlier one.
    static func atTheEnd(endingAt end: Moment, years: Int) -> Self {
        let start = end.adding(years: -years)
        let length = schedule.step(at: end.adding(days: -180)).maximum
        let issued = max(start, end.adding(days: 10 - length))
        return Self(
            start: start, before: issued > start ? max(start, issued.adding(days: -190)) : nil,
            issued: issued, notAfter: end)
    }

    private static func earliest(_ notAfter: Moment, _ years: Int) -> Moment {
        notAfter.adding(days: gain).adding(years: -years)
    }
}
