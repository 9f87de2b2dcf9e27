import Notices
import Settings
import Subscriptions
import Testing

@testable import Jobs

@Suite struct `A notice of a paid period's end` {
    @Test(arguments: [Policy.auto, .manual])
    func `says that certificates go on until then`(policy: Policy) throws {
        let stage = try NoticeStage(policy: policy)
        expect(
            try stage.mail(EndingPeriods.self),
            holds: ["Until 2027-01-16 nothing changes", "After 2027-01-16 no further certificate"],
            lacks: ["The last one", "2026-11-24; after that"])
    }

    @Test(arguments: [
        ("2026-12-20", "The last one expires on 2027-01-16; after that visitors"),
        ("2027-01-15", "The last one expires on 2027-01-16; after that visitors"),
        ("2027-01-17", "The last one expired on 2027-01-16, and since then visitors"),
    ])
    func `names the end of the last certificate, before and after it`(
        today: String, words: String
    ) throws {
        let stage = try NoticeStage(on: today, issued: "2026-07-10", expires: "2027-01-16")
        expect(
            try stage.mail(EndingPeriods.self), holds: ["No further certificate is issued", words],
            lacks: ["nothing changes"])
    }

    @Test func `promises nothing beyond the end that was seen of the order`() throws {
        let stage = try NoticeStage()
        try stage.alter("UPDATE paid_period SET term_end = term_end - 53, term_source = 'observed'")
        expect(
            try stage.mail(EndingPeriods.self), holds: ["No further certificate is issued"],
            lacks: ["nothing changes"])
    }

    @Test func `is kept from those with whom nothing is to happen`() throws {
        #expect(try NoticeStage(policy: .none).candidates(EndingPeriods.self).isEmpty)
        let inherited = try NoticeStage(module: "SSLSubscriptionPolicy none")
        #expect(try !inherited.candidates(EndingPeriods.self).isEmpty)
        try inherited.alter("UPDATE subscription SET policy = NULL")
        #expect(try inherited.candidates(EndingPeriods.self).isEmpty)
        let cancelled = try NoticeStage()
        try cancelled.alter("UPDATE certificate SET status = 'cancelled'")
        #expect(try cancelled.candidates(EndingPeriods.self).isEmpty)
        try cancelled.alter("UPDATE paid_period SET is_waiting = 1")
        #expect(try !cancelled.candidates(EndingPeriods.self).isEmpty)
    }
}

@Suite struct `A notice of a new certificate` {
    /// A host that shows 1 while 2 and 3 have come.
    private func chain() throws -> NoticeStage {
        let stage = try NoticeStage(
            on: "2026-11-24", issued: "2026-05-08", expires: "2026-11-29", years: 2)
        try stage.follow(with: 2, issued: "2026-11-20", expires: "2027-05-28")
        try stage.follow(with: 3, issued: "2026-11-24", expires: "2027-06-01")
        return stage
    }

    @Test func `counts from the first end among those that may be in use`() throws {
        let stage = try chain()
        expect(
            try stage.mail(NewCertificates.self),
            holds: ["installed by 2026-11-28", "expires on 2026-11-29; after that"],
            lacks: ["2027-05-28", "seen working"])
        // Once a later one was seen everywhere it is that one that is in use.
        try stage.alter(
            "UPDATE served_watch SET replaced_id = (SELECT id FROM certificate WHERE number = 2)")
        expect(
            try stage.mail(NewCertificates.self),
            holds: ["installed by 2027-05-27", "expires on 2027-05-28; after that"])
    }

    @Test func `asks for it at once where the one in use has ended`() throws {
        var stage = try chain()
        stage.today = stage.today + 6
        expect(
            try stage.mail(NewCertificates.self), holds: ["installed by 2027-05-27"])
        try stage.alter("DELETE FROM certificate WHERE number = 2")
        expect(
            try stage.mail(NewCertificates.self),
            holds: ["has to be installed at once", "expired on 2026-11-29, and since then"])
    }

    @Test func `is not given to the customer before it is deployed where we deploy it`() throws {
        var stage = try NoticeStage(settings: "DeploymentHook /bin/true")
        try stage.follow(with: 2, issued: "2026-11-20", expires: "2027-01-16")
        #expect(try stage.candidates(NewCertificates.self).isEmpty)
        try stage.deploy("pending")
        #expect(try stage.candidates(WrongCertificates.self).isEmpty)
        // It is the department's from the third day, or when the one in use ends soon.
        try stage.alter("UPDATE deployment SET error = 'status 3'")
        let first = try stage.candidates(WrongCertificates.self)
        #expect(first.map(\.audience) == [.department])
        #expect(first.first?.reached == [200, 7])
        expect(
            try stage.mail(WrongCertificates.self),
            holds: ["could not be deployed so far", "By 2026-11-23", "expires in 4 days"],
            lacks: ["We have deployed"])
        #expect(try stage.candidates(NewCertificates.self).isEmpty)
        stage.today = stage.today + 30
        #expect(try stage.candidates(NewCertificates.self).isEmpty)
        try stage.alter(
            "UPDATE deployment SET state = 'deployed', deployed_at = \(stage.now.seconds)")
        expect(
            try stage.mail(NewCertificates.self),
            holds: ["We have installed it.", "There is nothing for you to do", "is installed"],
            lacks: ["seen working", "installed and working", "has to be installed", "at once"])
    }

    @Test func `says that it was seen only where it was, and names those places`() throws {
        let stage = try NoticeStage(settings: "DeploymentHook /bin/true")
        try stage.follow(with: 2, issued: "2026-11-20", expires: "2027-01-16")
        try stage.deploy("deployed")
        try stage.look("mail.harbour-demo.test:993", shows: "served", "f2")
        expect(
            try stage.mail(NewCertificates.self),
            holds: [
                "It is installed and working.", "seen working at:", "mail.harbour-demo.test:993",
            ],
            lacks: ["www.harbour-demo.test:443"])
        // A place that does not answer is the department's, and says nothing against it.
        try stage.look("www.harbour-demo.test:443", shows: "unreachable", "no answer in time")
        expect(
            try stage.mail(NewCertificates.self), holds: ["We have installed it."],
            lacks: ["seen working", "installed and working"])
        try stage.alter("UPDATE served SET state = 'old', detail = 'f1' WHERE state <> 'served'")
        #expect(try stage.candidates(NewCertificates.self).isEmpty)
    }

    @Test func `names the places that were set`() throws {
        let stage = try NoticeStage()
        try stage.follow(with: 2, issued: "2026-11-20", expires: "2027-01-16")
        try stage.alter("UPDATE served_watch SET targets = 'mail.harbour-demo.test:993'")
        expect(
            try stage.mail(NewCertificates.self), holds: ["mail.harbour-demo.test:993"],
            lacks: ["www.harbour-demo.test:443"])
    }

    @Test(arguments: [
        (false, "This is a reissue, not a renewal", "of the renewal"),
        (true, "the first certificate of the renewal that you have paid", "reissue"),
    ])
    func `says what it costs`(isOfRenewal: Bool, holds: String, lacks: String) throws {
        let stage = try NoticeStage()
        try stage.follow(
            with: 2, issued: "2026-11-20", expires: "2027-01-16", isOfRenewal: isOfRenewal)
        expect(try stage.mail(NewCertificates.self), holds: [holds], lacks: [lacks])
        try stage.look("www.harbour-demo.test:443", shows: "other", "f9")
        try stage.announce(daysAgo: 4)
        expect(try stage.mail(WrongCertificates.self), holds: [holds], lacks: [lacks])
    }
}

@Suite struct `A notice of a host that shows another certificate` {
    @Test func `has the end of what it shows, and reminds of it`() throws {
        var stage = try NoticeStage(
            on: "2026-11-24", issued: "2026-05-08", expires: "2026-11-29", years: 2)
        try stage.follow(with: 2, issued: "2026-11-20", expires: "2027-05-28")
        try stage.follow(with: 3, issued: "2026-11-24", expires: "2027-06-01")
        try stage.announce()
        try stage.look("www.harbour-demo.test:443", shows: "old", "f1")
        try stage.look("mail.harbour-demo.test:993", shows: "old", "f2")
        expect(
            try stage.mail(WrongCertificates.self),
            holds: [
                "By 2026-11-28: the certificate that is shown now expires in 5 days, on 2026-11-29",
                "www.harbour-demo.test:443: an earlier certificate, which expires on 2026-11-29",
                "mail.harbour-demo.test:993: an earlier certificate, which expires on 2027-05-28",
            ], lacks: ["189 days"])
        #expect(try stage.candidates(WrongCertificates.self).first?.reached == [200, 7])
        stage.today = stage.today + 4
        #expect(try stage.candidates(WrongCertificates.self).first?.reached == [200, 7, 3, 1])
        stage.today = stage.today + 2
        expect(
            try stage.mail(WrongCertificates.self),
            holds: ["At once: the certificate that is shown now expired yesterday", "since then"])
    }

    @Test func `claims no date of a foreign certificate`() throws {
        var stage = try NoticeStage()
        try stage.follow(with: 2, issued: "2026-11-20", expires: "2027-01-16")
        try stage.look("www.harbour-demo.test:443", shows: "other", "f9")
        stage.today = stage.today + 3
        // Nobody was told that there is a new one to install.
        #expect(try stage.candidates(WrongCertificates.self).isEmpty)
        try stage.announce(daysAgo: 2)
        #expect(try stage.candidates(WrongCertificates.self).isEmpty)
        stage.today = stage.today + 1
        #expect(try stage.candidates(WrongCertificates.self).first?.reached == [200])
        expect(
            try stage.mail(WrongCertificates.self),
            holds: [
                "we do not know until when what is shown now is valid", "443: another certificate",
            ],
            lacks: ["2026-11-24", "today", "tomorrow"])
        #expect(try stage.mail(WrongCertificates.self)[0].contains("as seen on 2026-11-20"))
        // What was seen long ago is not told.
        stage.today = stage.today + 14
        #expect(try stage.candidates(WrongCertificates.self).isEmpty)
    }

    @Test func `names every place, and leaves its task alone only where staff gets it`() throws {
        let stage = try NoticeStage(settings: "DeploymentHook /bin/true")
        try stage.follow(with: 2, issued: "2026-11-20", expires: "2027-01-16")
        try stage.deploy("deployed")
        try stage.alter(
            """
            INSERT INTO task (cause, subscription_id, text, opened_at)
            SELECT 'served ' || id, id, 'one does not answer', 1 FROM subscription
            """)
        try stage.look("mail.harbour-demo.test:993", shows: "unreachable", "no answer in time")
        #expect(try stage.candidates(WrongCertificates.self).isEmpty)
        #expect(try stage.candidates(OpenTasks.self).count == 1)
        try stage.look("www.harbour-demo.test:443", shows: "old", "f1")
        #expect(try stage.candidates(OpenTasks.self).isEmpty)
        let found = try stage.candidates(WrongCertificates.self)
        #expect(found.map(\.audience) == [.department])
        expect(
            try stage.mail(WrongCertificates.self),
            holds: ["993: no certificate: it did not answer", "443: an earlier certificate"])
        // The customer's wish is not the department's.
        try stage.alter("UPDATE subscription SET silenced = 'all'")
        let settings = stage.configuration.settings.notices
        #expect(
            try stage.candidates(WrongCertificates.self).map { $0.silence(by: settings) } == [nil])
        #expect(try stage.candidates(OpenTasks.self).isEmpty)
        try stage.alter("UPDATE subscription SET silenced = 'not-served'")
        #expect(
            try stage.candidates(WrongCertificates.self).map { $0.silence(by: settings) } != [nil])
        #expect(try stage.candidates(OpenTasks.self).count == 1)
    }
}

@Suite struct `A notice of a certificate that expires` {
    @Test func `asks for the next one a whole day before the end`() throws {
        var stage = try NoticeStage(policy: .manual)
        expect(
            try stage.mail(ExpiringCertificates.self),
            holds: ["by 2026-11-23 at the latest", "As soon as it has expired", "nothing to pay"],
            lacks: ["After 2026-11-24", "renewal that you"])
        stage.today = stage.today + 4
        expect(
            try stage.mail(ExpiringCertificates.self),
            holds: ["expires today", "in place of the old one at once"])
        try stage.alter("UPDATE certificate SET not_after = expires_on * 86400 + 86399")
        expect(
            try stage.mail(ExpiringCertificates.self), holds: ["by 2026-11-24 at the latest"])
    }

    @Test func `knows that the next one belongs to a renewal`() throws {
        let stage = try NoticeStage(expires: "2026-11-24", ordered: "2025-11-24", policy: .manual)
        #expect(try stage.candidates(ExpiringCertificates.self).isEmpty)
        try stage.alter(
            """
            INSERT INTO paid_period (
                subscription_id, starts_on, ends_on, years, term_end, term_source, first_number,
                is_waiting)
            SELECT subscription_id, ends_on, ends_on + 365, 1, ends_on + 365, 'ordered', 2, 1
            FROM paid_period
            """)
        expect(
            try stage.mail(ExpiringCertificates.self),
            holds: ["the first certificate of the renewal that you have paid"],
            lacks: ["reissue, not"])
    }

    @Test func `goes out though the module is switched off, and only where it would else`() throws {
        func count(_ stage: NoticeStage) throws -> Int {
            try stage.candidates(ExpiringCertificates.self).count
        }
        let off = "Enabled off"
        #expect(try count(NoticeStage(policy: .manual, module: off)) == 1)
        #expect(try count(NoticeStage(policy: .auto, module: off)) == 0)
        #expect(try count(NoticeStage(policy: .none, module: off)) == 0)
        #expect(try count(NoticeStage(on: "2026-11-01", policy: .manual, module: off)) == 0)
        // Nothing that is paid lasts longer: it is the renewal that is asked for.
        #expect(
            try count(NoticeStage(ordered: "2025-11-24", policy: .manual, module: off)) == 0)
    }
}
