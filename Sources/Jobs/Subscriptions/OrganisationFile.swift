import Foundation
package import NamecheapAPI
import Settings
package import Subscriptions
import Wording

/// A file about the organisation behind OV and EV: `Name value` lines by the names of the CA's
/// parameters (namecheap-api.md, section 6.5).
package struct OrganisationFile {
    /// What is demanded of both; a CSR made here names no organisation.
    private static let always = ["AdminOrganizationName"]
    private static let ofEV = [
        "AdminCountry", "AdminStateProvince", "AdminCity", "AdminAddress1", "AdminPostalCode",
        "CompanyIncorporationCountry",
    ]
    private static let countries = ["AdminCountry", "CompanyIncorporationCountry"]

    /// The particulars in the order of the file.
    package let particulars: [NamecheapParameter]

    /// Reads a file; everything missing or wrong is named at once.
    package init(path: String, validation: ValidationLevel) throws {
        guard FileManager.default.fileExists(atPath: path) else {
            throw JobError.fileMissing(path: path)
        }
        let text: String
        do { text = try String(contentsOfFile: path, encoding: .utf8) } catch {
            throw JobError.fileUnreadable(path: path, text: "no permission, or not UTF-8 text")
        }
        try self.init(text: text, path: path, validation: validation)
    }

    init(text: String, path: String, validation: ValidationLevel) throws {
        let lines = try SettingsText.parse(text, file: path)
        let problems =
            lines.compactMap { Self.problem(with: $0, validation) }
            + Self.missing(in: lines, validation) + Self.doubled(lines)
        guard problems.isEmpty else {
            throw JobError.configuration(
                what: "\(path.printable()): \(problems.joined(separator: "; "))",
                remedy: "correct it; nothing has been changed or ordered")
        }
        particulars = lines.map { NamecheapParameter($0.name, $0.value) }
    }

    private static func missing(
        in lines: [SettingLine], _ validation: ValidationLevel
    ) -> [String] {
        let needed = always + (validation == .extended ? ofEV : [])
        let given = Set(lines.filter { !$0.value.isEmpty }.map(\.name))
        return needed.filter { !given.contains($0) }.map { "\($0) is missing" }
    }

    private static func doubled(_ lines: [SettingLine]) -> [String] {
        Dictionary(grouping: lines, by: \.name).filter { $0.value.count > 1 }.keys.sorted()
            .map { "\($0.printable()) is there twice" }
    }

    private static func problem(
        with line: SettingLine, _ validation: ValidationLevel
    ) -> String? {
        let place = "line \(line.line): \(line.name.printable())"
        guard let longest = CertificateRequest.particulars[line.name] else {
            let known = CertificateRequest.particulars.keys.sorted()
            let meant = suggestion(for: line.name, among: known).map { ", did you mean \($0)" }
            return "\(place) is no particular\(meant ?? "")"
        }
        if line.value.isEmpty { return nil }
        if line.value.utf8.count > longest { return "\(place) has more than \(longest) bytes" }
        if countries.contains(line.name), !isCountry(line.value) {
            return "\(place) is no country such as DE"
        }
        if line.name == "OrganizationDUNS", !line.value.utf8.allSatisfy(isDigit) {
            return "\(place) is no number"
        }
        if line.name == "CompanyIncorporationDate", Day(iso: line.value) == nil {
            return "\(place) is no date such as 2004-06-30"
        }
        if line.name.hasPrefix("Company"), validation != .extended { return "\(place) is of EV" }
        if line.name.hasPrefix("OrganizationRep"), validation != .organization {
            return "\(place) is of OV"
        }
        return nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    private static func isCountry(_ text: String) -> Bool {
        text.utf8.count == 2 && text.utf8.allSatisfy { (65...90).contains($0) }
    }
}
