import DomainValidation
import Settings
import Testing

@testable import Jobs

@Suite struct `A record that nothing removes` {
    private static let alias = ValidationRecord(
        name: "www.shop.test", kind: .cname(owner: "_ab.www.shop.test", target: "cd.ssl.test"),
        reference: "S-1")
    private static let file = ValidationRecord(
        name: "www.shop.test", kind: .file(name: "AB.txt", content: "x"), reference: "S-1")

    private static let cases: [(ValidationRules.Means, ValidationRecord, String)] = [
        (.hook(program: "/hook"), alias, "delete it from its zone"),
        (.hook(program: "/hook"), file, "delete it from the web server"),
        (
            .webroot(folder: "/srv/www"), file,
            "delete /srv/www/.well-known/pki-validation/AB.txt"
        ),
        (
            .update(server: "192.0.2.53:5353", keyFile: "/key"), alias,
            "delete it at 192.0.2.53:5353"
        ),
        (.namecheap, alias, "delete it in the account's panel"),
    ]

    @Test(arguments: cases.indices)
    func `is named, with its way and how to remove it by hand`(index: Int) {
        let (means, record, remedy) = Self.cases[index]
        let left = RecordLeft(record: record, means: means)
        #expect(left.happened.contains("may still be public, and \(means.text), by which"))
        #expect(
            left.happened.hasPrefix(
                record.proof == .cname
                    ? "the record _ab.www.shop.test CNAME cd.ssl.test "
                    : "the file http://www.shop.test/.well-known/pki-validation/AB.txt "))
        #expect(left.remedy == "\(remedy) and close the task, or name the way again")
    }
}
