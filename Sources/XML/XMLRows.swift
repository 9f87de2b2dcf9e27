/// Reading a document as a stream: no tree is made, one row is there at a time.
package enum XMLRows {
    /// Shows each element and each text that is not blank, in the document's order.
    ///
    /// The end of the document is checked last: what was visited counts only when this returns.
    /// - Throws: `XMLError`, or whatever `visit` throws.
    package static func read(
        _ bytes: [UInt8], limits: XMLLimits = XMLLimits(),
        visit: (borrowing XMLRow) throws -> Void
    ) throws {
        var failure: (any Error)?
        try NodeReader.read(bytes, limits) { row in
            do {
                try visit(row)
            } catch {
                failure = error
            }
            return failure == nil
        }
        if let failure { throw failure }
    }
}

extension NodeReader {
    /// Checks the bytes and shows what is in them until `visit` says no.
    static func read(
        _ bytes: [UInt8], _ limits: XMLLimits, visit: (borrowing XMLRow) -> Bool
    ) throws(XMLError) {
        let start = try ByteCheck(bytes, limits).start
        try unsafe bytes.withUnsafeBufferPointer { buffer throws(XMLError) in
            let document = unsafe UnsafeRawBufferPointer(buffer)[start...]
            let reader = unsafe NodeReader(UnsafeRawBufferPointer(rebasing: document), limits)
            try reader.visitAll(visit)
        }
    }
}
