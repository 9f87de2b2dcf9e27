import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(5)))
struct `A zone that Namecheap shows in a strange way` {
    @Test(arguments: [
        ("Type=\"URL301\"", "Type=\"SRV\"", "record go SRV is of an unknown type"),
        ("Name=\"go\"", "Name=\"g&#x202e;&lt;o\"", "has a name that is none"),
        ("Name=\"go\"", "Name=\"Go\"", "record Go URL301 has a capital letter in its name"),
        ("EmailType=\"MX\"", "EmailType=\"PIGEON\"", "its EmailType \"PIGEON\" is none"),
        ("IsDDNSEnabled=\"false\"", "IsDDNSEnabled=\"true\"", "has IsDDNSEnabled true"),
        ("TTL=\"60000\"", "TTL=\"86400\"", "lives 86400 seconds"),
        ("Domain=\"harbour-demo.test\"", "Domain=\"other.test\"", "not about harbour-demo.test"),
        ("IsUsingOurDNS=\"true\"", "IsUsingOurDNS=\"false\"", "does not use Namecheap's DNS"),
    ])
    func `is not written`(text: String, other: String, words: String) async throws {
        let night = try await Night.inZones(certificates: 3)
        let before = try await night.shown()
        let proxy = try await TamperingProxy(night, replacing: text, with: other, after: 0)
        let count = try await night.sandbox.journal().count
        let outcome = try await night.run("ssl-reissue")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("ssl-reissue: \(Night.zone): "), "\(outcome)")
        #expect(outcome.errors.contains(words), "\(outcome)")
        #expect(!outcome.errors.contains("\u{202e}"))
        let calls = try await night.zoneCalls(since: count)
        #expect(calls[Night.zone] == "getHosts", "\(calls)")
        #expect(try await night.shown() == before)
        let place = night.folder.file("zones/module-1/\(Night.zone)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: place) == [])
        // The other zone's host is served all the same.
        #expect(calls["mail-1-demo.test"] != "getHosts")
        let states = try await night.rows("SELECT state FROM issuance ORDER BY state")
        #expect(states.contains("stored"))
        withExtendedLifetime(proxy) {}
    }

    @Test(arguments: [
        ("192.0.2.21", "192.0.2.99", "missing: @ A 192.0.2.21, new: @ A 192.0.2.99", "stored"),
        ("EmailType=\"MX\"", "EmailType=\"FWD\"", "EmailType FWD instead of MX", "stored"),
        ("Name=\"_", "Name=\"lost-", "does not show the change", "submitted"),
    ])
    func `after it was written becomes a task that names the zone as it was`(
        text: String, other: String, words: String, state: String
    ) async throws {
        let night = try await Night.inZones(certificates: 3)
        let proxy = try await TamperingProxy(night, replacing: text, with: other, after: 1)
        let outcome = try await night.run("ssl-reissue")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains(words), "\(outcome)")
        let place = night.folder.file("zones/module-1/\(Night.zone)/000001-20261120T0317")
        let tasks = try await night.openTasks()
        #expect(tasks.contains { $0.contains(words) && $0.contains(place) }, "\(tasks)")
        let host = "portal-3.harbour-demo.test"
        let found = try await night.value(
            "SELECT state FROM issuance JOIN subscription AS s ON s.id = subscription_id"
                + " WHERE host = '\(host)'")
        #expect(found == state)
        withExtendedLifetime(proxy) {}
    }
}
