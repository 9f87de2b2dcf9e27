import CertificateLedger
import Reports
import Subscriptions
import Wording

/// What is to be enrolled: a line of a file, or a row of an account.
struct ImportCandidate {
    /// Where it was written, for complaints.
    let place: String
    /// The line of the file.
    let line: Int?
    /// The reference as it was written.
    let reference: String
    /// The host as it was written.
    let host: String
    /// What it says; a problem where that is wrong.
    let content: Result<Content, RowProblem>

    /// What a candidate without a problem says.
    struct Content {
        var enrolment: Enrolment
        var served: ServedTargets?
    }

    /// The lines of a file; of two with the same reference or certificate the second is refused.
    static func all(of list: CSVList, file: String, today: Day) -> [ImportCandidate] {
        var references: [String: Int] = [:]
        var numbers: [Int: Int] = [:]
        return list.rows.map { row in
            let content = Result { () throws(RowProblem) in
                let enrolment = try Enrolment(row.cells, today: today)
                if let line = references[enrolment.reference] {
                    throw RowProblem(
                        text: "reference \(enrolment.reference) is in line \(line) already")
                }
                let own = [enrolment.number, enrolment.renewalNumber].compactMap(\.self)
                for number in own {
                    if let line = numbers[number] {
                        throw RowProblem(text: "certificate \(number) is in line \(line) already")
                    }
                }
                references[enrolment.reference] = row.line
                for number in own { numbers[number] = row.line }
                return Content(enrolment: enrolment, served: try Enrolment.served(row.cells))
            }
            return ImportCandidate(
                place: "\(file):\(row.line)", line: row.line,
                reference: row.cells["reference"] ?? "", host: row.cells["host"] ?? "",
                content: content)
        }
    }
}
