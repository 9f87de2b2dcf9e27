import XML

/// Reads a page of getList as a stream: rows go out as they come, the envelope is checked aside.
struct ListReading {
    private var head = EnvelopeHead(command: GetList.name)
    private var errorText = ""
    private var paging: [String: String] = [:]
    private var hasResponse = false

    /// Shows the rows of a page that says OK, and returns where in the list it is.
    mutating func read(
        _ body: [UInt8], row: (ListRow) -> Void
    ) throws(NamecheapError) -> GetList.Paging {
        try Envelope.checkKind(of: body, GetList.name)
        do {
            try XMLRows.read(body) { try take($0, row) }
        } catch let error as NamecheapError {
            throw error
        } catch let error as XMLError {
            throw .unexpected(command: GetList.name, .unreadable(reason: error.happened))
        } catch {
            // XMLRows throws nothing else than its own error and what `take` throws.
            throw .unexpected(command: GetList.name, .unreadable(reason: "unknown"))
        }
        closeError()
        try head.check()
        return try checkedPaging()
    }

    private mutating func take(
        _ node: borrowing XMLRow, _ row: (ListRow) -> Void
    ) throws(NamecheapError) {
        switch node.depth {
        case 3 where node.isNamed("SSL") && !node.isText:
            guard head.errors.isEmpty, head.status?.uppercased() == "OK" else { return }
            guard let value = ListRow(node) else { throw missing("CertificateID") }
            row(value)
        case 0:
            head.rootName = node.name
            head.status = node.attribute("Status")
        case 1 where !node.isText: takeTop(node)
        case 2 where node.isNamed("Error") && !node.isText:
            closeError()
            head.errors.append(APIError(number: node.integer("Number") ?? 0, text: ""))
        case 3 where node.isNamed("Error") && node.isText: errorText += node.text ?? ""
        case 4 where node.isText: paging[node.name, default: ""] += node.text ?? ""
        default: return
        }
    }

    private mutating func takeTop(_ node: borrowing XMLRow) {
        if node.isNamed("Server") { head.hasServer = true }
        guard node.isNamed("CommandResponse") else { return }
        hasResponse = true
        head.type = node.attribute("Type")
    }

    /// Gives the text gathered since to the last error.
    private mutating func closeError() {
        guard let last = head.errors.popLast() else { return }
        let text = last.text.isEmpty ? errorText : last.text
        head.errors.append(APIError(number: last.number, text: text))
        errorText = ""
    }

    private func checkedPaging() throws(NamecheapError) -> GetList.Paging {
        guard hasResponse else { throw missing("CommandResponse") }
        guard let total = number("TotalItems"), let page = number("CurrentPage"),
            let size = number("PageSize")
        else { throw missing("Paging") }
        return GetList.Paging(totalItems: total, page: page, pageSize: size)
    }

    private func number(_ name: String) -> Int? {
        paging[name]?.split(whereSeparator: \.isWhitespace).first.flatMap { Int($0) }
    }

    private func missing(_ what: String) -> NamecheapError {
        .unexpected(command: GetList.name, .missing(what))
    }
}
