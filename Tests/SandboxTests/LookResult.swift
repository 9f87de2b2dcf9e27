import Foundation
import Testing

@testable import Sandbox

/// What the control tells of one row that the CA looked at.
struct LookResult: Decodable {
    let id: Int
    let host: String
    let status: String
    let reason: String?
}

/// A row that waits, as the control shows it.
struct PendingResult: Decodable {
    /// One of its names.
    struct Name: Decodable {
        let name: String
        let method: String
        let place: String
        let token: String?
        let isShown: Bool
    }

    let id: Int
    let names: [Name]
    let lookedAt: String?
    let reason: String?
}

private struct Rows<Row: Decodable>: Decodable {
    let rows: [Row]
}

extension OfflineNamecheap {
    /// Lets the CA look at one row now.
    func look(_ id: String) async throws -> LookResult {
        let answer = try await control("POST", "look?id=\(id)")
        let rows = try JSONDecoder().decode(Rows<LookResult>.self, from: Data(answer.text.utf8))
        return try #require(rows.rows.first, "\(answer.text)")
    }

    /// The row as it waits; nil when it does not.
    func pending(_ id: String) async throws -> PendingResult? {
        let answer = try await control("GET", "pending")
        return try JSONDecoder().decode(Rows<PendingResult>.self, from: Data(answer.text.utf8))
            .rows.first { String($0.id) == id }
    }

    /// Tells the CA to look again, as a client does.
    func nudge(_ id: String) async throws {
        let nudge = try await call(
            "namecheap.ssl.resendApproverEmail", [("CertificateID", id)])
        #expect(nudge.attribute("IsSuccess") == "true")
    }

    /// The status in the list, which lets the CA look when it looks at readings.
    func listed(_ id: String) async throws -> String? {
        let list = try await call("namecheap.ssl.getList", [("PageSize", "100")])
        return list.text.components(separatedBy: "CertificateID=\"\(id)\"").dropFirst().first?
            .components(separatedBy: " Status=\"").dropFirst().first?
            .components(separatedBy: "\"").first
    }
}

extension APIAnswer {
    /// The text of the first element of that name, which has to be there.
    func element(_ name: String) throws -> String {
        try #require(elements(name).first, "\(text)")
    }
}
