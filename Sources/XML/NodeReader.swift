import CLibXML

/// libxml2's streaming reader over bytes that passed `ByteCheck`, with the bounds applied.
///
/// It stands on one node at a time, which is valid until it moves on.
@safe
struct NodeReader: ~Copyable {
    private let reader: xmlTextReaderPtr?
    private let limits: XMLLimits

    /// libxml2's own set-up, once for the process.
    private static let setUp: Void = xmlInitParser()

    /// A reader over memory that outlives it.
    init(_ bytes: UnsafeRawBufferPointer, _ limits: XMLLimits) {
        NodeReader.setUp
        self.limits = limits
        let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        unsafe reader = reader_over_memory(start, Int32(clamping: bytes.count))
    }

    deinit {
        if let reader = unsafe reader { unsafe xmlFreeTextReader(reader) }
    }

    /// Shows every start of an element and every text that is not blank, until `visit` says no.
    func visitAll(_ visit: (borrowing XMLRow) -> Bool) throws(XMLError) {
        guard let reader = unsafe reader else {
            throw .malformed(reason: "libxml2 did not start", line: 1)
        }
        var fault = Fault()
        let result = try unsafe withUnsafeMutablePointer(to: &fault) {
            context throws(XMLError) in
            unsafe xmlTextReaderSetStructuredErrorHandler(reader, Fault.note, context)
            var result = unsafe xmlTextReaderRead(reader)
            while result == 1 {
                if let row = try row(), !visit(row) { return Int32(0) }
                result = unsafe xmlTextReaderRead(reader)
            }
            return result
        }
        guard result == 0 else { throw .malformed(reason: fault.reason, line: fault.line) }
    }

    /// The node the reader stands on, where it is one to show.
    private func row() throws(XMLError) -> XMLRow? {
        guard let node = unsafe xmlTextReaderCurrentNode(reader) else { return nil }
        let line = unsafe xmlGetLineNo(node)
        let type = unsafe UInt32(bitPattern: xmlTextReaderNodeType(reader))
        switch type {
        case XML_READER_TYPE_ELEMENT.rawValue, XML_READER_TYPE_TEXT.rawValue:
            break
        case XML_READER_TYPE_DOCUMENT_TYPE.rawValue: throw .documentType(line: line)
        case XML_READER_TYPE_ENTITY_REFERENCE.rawValue: throw .entityReference(line: line)
        default: return nil
        }
        let depth = unsafe Int(xmlTextReaderDepth(reader))
        guard depth < limits.depth else { throw .limitExceeded(.depth, line: line) }
        let isText = type == XML_READER_TYPE_TEXT.rawValue
        let row = unsafe XMLRow(node: node, depth: depth, isText: isText)
        if isText {
            guard row.textLength <= limits.text else { throw .limitExceeded(.text, line: line) }
        } else {
            try checkAttributes(of: row, line: line)
        }
        return row
    }

    private func checkAttributes(of row: borrowing XMLRow, line: Int) throws(XMLError) {
        guard let count = row.countPlainAttributes() else { throw .entityReference(line: line) }
        guard count <= limits.attributes else { throw .limitExceeded(.attributes, line: line) }
    }
}

/// The first fatal error of libxml2 in one document.
private struct Fault {
    var reason = "it ends too early"
    var line = 1
    private var isSet = false

    /// libxml2's handler: `context` is a `Fault`; errors it goes on after are not faults here.
    static let note: xmlStructuredErrorFunc = { context, error in
        guard let error = unsafe error?.pointee, let context = unsafe context,
            unsafe error.level == XML_ERR_FATAL
        else { return }
        let message = unsafe error.message.map { unsafe String(cString: $0) } ?? "error"
        unsafe context.assumingMemoryBound(to: Fault.self).pointee
            .set(message, line: Int(error.line))
    }

    mutating func set(_ message: String, line: Int) {
        guard !isSet else { return }
        reason = message.split(whereSeparator: \.isNewline).joined(separator: ", ")
        self.line = line
        isSet = true
    }
}
