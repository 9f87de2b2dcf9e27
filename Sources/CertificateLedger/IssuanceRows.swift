import GRDB
import Subscriptions

extension Issuance {
    init(_ row: Row) throws {
        guard let action = Action(rawValue: row["action"]),
            let state = State(rawValue: row["state"])
        else { throw LedgerError.refused(text: "issuance \(row["id"] as Int64)") }
        self.action = action
        self.state = state
        id = row["id"]
        subscription = row["subscription_id"]
        oldNumber = row["old_number"]
        newNumber = row["new_number"]
        proof = IssuanceProof(row)
        version = row["version"]
        keyHash = row["key_hash"]
        csr = row["csr"]
        submitEndedAt = row.moment("submit_ended_at")
        submittingAt = row.moment("submitting_at")
        absentAt = row.moment("absent_at")
        nudgedAt = row.moment("nudged_at")
        attempts = row["attempts"]
        nextAttemptAt = row.moment("next_attempt_at")
        waitsFor = row["waits_for"]
        error = row["error"]
        reference = row["reference"]
        host = row["host"]
        names = row.words("names")
        folder = row["folder"]
        module = row["module_id"]
        product = row["product"]
        organisation = row["organisation"]
        isCustomers = row["custody"] == "customer"
        certificate = row["certificate_id"]
        expiresOn = row.day("expires_on")
        notAfter = row.moment("not_after")
        keyAlgorithm = row["key_algorithm"]
        let isNextOrder = action == .activate && row["next_period_id"] != nil
        period = isNextOrder ? row["next_period_id"] : row["period_id"]
        termEnd = row.day(isNextOrder ? "next_term_end" : "term_end")
        statedReason = (row["reason"] as String?).flatMap(StatedReason.init(rawValue:))
        overridden = row.words("overridden").compactMap(Reason.init)
    }
}

extension IssuanceProof {
    fileprivate init(_ row: Row) {
        choices = ValidationChoices(method: row["method"], further: row["choices"])
        wanted = ValidationChoices(
            method: row["wanted_method"], further: row["wanted_choices"])
        followed = row["followed"]
        givenUp = Set(
            (row["given_up"] as String).split(separator: " ").compactMap {
                ValidationChoices.Method(rawValue: String($0))
            })
    }
}

extension Row {
    /// A column of seconds as a moment.
    func moment(_ column: String) -> Timestamp? {
        (self[column] as Int64?).map(Timestamp.init(seconds:))
    }

    /// A column of words separated by one blank.
    func words(_ column: String) -> [String] {
        (self[column] as String).split(separator: " ").map(String.init)
    }

    /// A column of days as a day.
    func day(_ column: String) -> Day? {
        (self[column] as Int?).map(Day.init(number:))
    }
}
