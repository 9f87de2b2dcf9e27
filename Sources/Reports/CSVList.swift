import Foundation
import Glibc
import SwiftCSV

/// One row of a list that was read.
package struct CSVRow: Sendable, Equatable {
    /// The line of the file it begins on, from 1.
    package let line: Int
    /// The cells by column name.
    package let cells: [String: String]
}

/// A list with a header, read from CSV for an import.
package struct CSVList: Sendable, Equatable {
    /// The largest list that is read: far above any account, far below the memory of a host.
    package static let limit = 64 << 20

    /// The column names in order, each once.
    package let header: [String]
    /// The rows in order; empty lines are left out.
    package let rows: [CSVRow]

    /// Reads a file of at most 64 MiB.
    package init(path: String, limit: Int = CSVList.limit) throws(ReportError) {
        try self.init(text: CSVList.text(path: path, limit: limit), path: path)
    }

    /// The text of a file of at most so many bytes.
    package static func text(
        path: String, limit: Int = CSVList.limit
    ) throws(ReportError) -> String {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw ReportError(code: errno, path: path) }
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        let data: Data
        do {
            data = try handle.read(upToCount: limit + 1) ?? Data()
        } catch {
            var facts = stat()
            let isFolder = unsafe fstat(file, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
            throw .failed(path: path, code: isFolder ? EISDIR : EIO)
        }
        guard data.count <= limit else { throw .tooLarge(path: path, limit: limit) }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw .notCSV(path: path, line: 1, reason: "the file is not UTF-8")
        }
        return text
    }

    /// Reads a text; the path only serves the errors.
    package init(text: String, path: String) throws(ReportError) {
        let body =
            text.unicodeScalars.first == "\u{feff}"
            ? String(text.unicodeScalars.dropFirst()) : text
        try CSVList.checkMarks(of: body, path: path)
        var line = 1
        var header: [String]?
        var rows: [CSVRow] = []
        for cells in try CSVList.parse(body, path: path) {
            defer { line += 1 + cells.reduce(0) { $0 + $1.count(where: \.isNewline) } }
            if cells == [""] { continue }
            guard let names = header else {
                header = try CSVList.checked(header: cells, path: path, line: line)
                continue
            }
            guard cells.count == names.count else {
                let reason = "the row has \(cells.count) cells instead of \(names.count)"
                throw .notCSV(path: path, line: line, reason: reason)
            }
            let pairs = zip(names, cells)
            rows.append(CSVRow(line: line, cells: Dictionary(uniqueKeysWithValues: pairs)))
        }
        guard let header else {
            throw .notCSV(path: path, line: 1, reason: "there is no header row")
        }
        self.header = header
        self.rows = rows
    }

    /// All rows with the header as the first.
    private static func parse(_ text: String, path: String) throws(ReportError) -> [[String]] {
        var rows: [[String]] = []
        do {
            // The last row counts its last cell only where a line end follows.
            let csv = try EnumeratedCSV(
                string: text + "\n", delimiter: .comma, loadColumns: false, rowLimit: 0)
            try csv.enumerateAsArray(startAt: 0, rowLimit: nil) { rows.append($0) }
        } catch {
            let line =
                1
                + rows.reduce(0) { count, cells in
                    count + 1 + cells.reduce(0) { $0 + $1.count(where: \.isNewline) }
                }
            throw .notCSV(path: path, line: line, reason: "quotes are not in their places")
        }
        return rows
    }

    private static func checked(
        header: [String], path: String, line: Int
    ) throws(ReportError) -> [String] {
        for (index, name) in header.enumerated() {
            let reason =
                name.isEmpty
                ? "column \(index + 1) has no name"
                : header[..<index].contains(name) ? "two columns are named \(name)" : nil
            if let reason { throw .notCSV(path: path, line: line, reason: reason) }
        }
        return header
    }

    /// Refuses what the parser would misread: a quote that never ends, and a comma or quote that a
    /// combining character has made part of another.
    private static func checkMarks(of text: String, path: String) throws(ReportError) {
        var quotes = 0
        var line = 1
        var openedOn = 1
        for character in text {
            if character == "\"" {
                quotes += 1
                openedOn = line
            } else if character.isNewline {
                line += 1
            } else if character.unicodeScalars.count > 1,
                character.unicodeScalars.contains(where: { $0 == "\"" || $0 == "," })
            {
                let reason = "a combining character follows a comma or quote"
                throw .notCSV(path: path, line: line, reason: reason)
            }
        }
        guard quotes.isMultiple(of: 2) else {
            throw .notCSV(path: path, line: openedOn, reason: "a quote is opened and not closed")
        }
    }
}
