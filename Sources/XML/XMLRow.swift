import CLibXML

/// One start of an element, or one text, of a document that streams by; valid in its closure only.
@safe
package struct XMLRow: ~Copyable {
    /// How many elements it is inside of; the root has 0.
    package let depth: Int
    /// Whether it is a text, whose name is its element's.
    package let isText: Bool
    private let node: xmlNodePtr
    private let element: xmlNodePtr?

    init(node: xmlNodePtr, depth: Int, isText: Bool) {
        self.depth = depth
        self.isText = isText
        unsafe self.node = unsafe node
        unsafe element = isText ? node_parent(node) : node
    }

    /// The local name of the element.
    package var name: String {
        unsafe element.map { unsafe String(cString: node_name($0)) } ?? ""
    }

    /// Whether the local name is this one, without making a string of it.
    package func isNamed(_ wanted: StaticString) -> Bool {
        guard let element = unsafe element else { return false }
        return unsafe strcmp(node_name(element), wanted.cString) == 0
    }

    /// The text; nil on an element.
    package var text: String? {
        guard isText, let content = unsafe node_content(node) else { return nil }
        return unsafe String(cString: content)
    }

    /// The value of an attribute; nil where there is none.
    package func attribute(_ name: StaticString) -> String? {
        unsafe value(of: name).map { unsafe String(cString: $0) }
    }

    /// The value of an attribute as a number; nil where there is none or it is no number.
    package func integer(_ name: StaticString) -> Int? {
        let number: Int?? = withAttribute(name) { Int(ascii: $0) }
        return number ?? nil
    }

    /// What `read` makes of the bytes of an attribute; nil where there is none.
    package func withAttribute<Result>(
        _ name: StaticString, _ read: (Span<UInt8>) -> Result
    ) -> Result? {
        guard let value = unsafe value(of: name) else { return nil }
        let bytes = unsafe UnsafeRawBufferPointer(start: value, count: strlen(value))
        return unsafe bytes.withMemoryRebound(to: UInt8.self) { unsafe read($0.span) }
    }

    /// Shows every attribute that is not a declaration of a namespace, in the document's order.
    package func forEachAttribute(_ body: (_ name: String, _ value: String) -> Void) {
        var next = unsafe isText ? nil : node_first_attribute(node)
        while let attribute = unsafe next {
            let value = unsafe attribute_value(attribute).map { unsafe String(cString: $0) }
            unsafe body(String(cString: attribute_name(attribute)), value ?? "")
            unsafe next = attribute_next(attribute)
        }
    }

    /// The length of the text in bytes.
    var textLength: Int {
        unsafe node_content(node).map { unsafe strlen($0) } ?? 0
    }

    /// How many attributes there are; nil where the value of one is more than plain text.
    func countPlainAttributes() -> Int? {
        var count = 0
        var next = unsafe node_first_attribute(node)
        while let attribute = unsafe next {
            guard unsafe attribute_value(attribute) != nil else { return nil }
            count += 1
            unsafe next = attribute_next(attribute)
        }
        return count
    }

    private func value(of name: StaticString) -> UnsafePointer<CChar>? {
        var next = unsafe isText ? nil : node_first_attribute(node)
        while let attribute = unsafe next {
            if unsafe strcmp(attribute_name(attribute), name.cString) == 0 {
                return unsafe attribute_value(attribute)
            }
            unsafe next = attribute_next(attribute)
        }
        return nil
    }
}

extension StaticString {
    /// The literal as C sees it.
    fileprivate var cString: UnsafePointer<CChar> {
        unsafe UnsafeRawPointer(utf8Start).assumingMemoryBound(to: CChar.self)
    }
}
