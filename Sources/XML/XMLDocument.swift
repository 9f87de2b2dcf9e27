/// Reading a small document as a whole.
package enum XMLDocument {
    /// The root element of a document in UTF-8.
    package static func parse(
        _ bytes: [UInt8], limits: XMLLimits = XMLLimits()
    ) throws(XMLError) -> XMLElement {
        var tree = Tree(limits: limits)
        try NodeReader.read(bytes, limits) { tree.take($0) }
        guard !tree.isTooLarge else { throw .limitExceeded(.elements, line: 1) }
        guard let root = tree.finish() else { throw .empty }
        return root
    }
}

/// A tree that grows in the document's order; `open` is the way from the root to where it grows.
private struct Tree {
    /// An element whose end has not come yet.
    struct Open {
        let name: String
        var attributes: [String: String] = [:]
        var text = ""
        var children: [XMLElement] = []
    }

    let limits: XMLLimits
    private(set) var isTooLarge = false
    private var open: [Open] = []
    private var root: XMLElement?
    private var count = 0

    init(limits: XMLLimits) {
        self.limits = limits
    }

    /// Takes the next row; false when the tree may not grow any more.
    mutating func take(_ row: borrowing XMLRow) -> Bool {
        close(downTo: row.depth)
        if row.isText {
            guard !open.isEmpty else { return true }
            open[open.count - 1].text += row.text ?? ""
            return true
        }
        count += 1
        isTooLarge = count > limits.elements
        var element = Open(name: row.name)
        row.forEachAttribute { element.attributes[$0] = $1 }
        open.append(element)
        return !isTooLarge
    }

    mutating func finish() -> XMLElement? {
        close(downTo: 0)
        return root
    }

    private mutating func close(downTo depth: Int) {
        while open.count > depth, let last = open.popLast() {
            let element = XMLElement(
                name: last.name, attributes: last.attributes, text: last.text.trimmed,
                children: last.children)
            if open.isEmpty {
                root = element
            } else {
                open[open.count - 1].children.append(element)
            }
        }
    }
}

extension String {
    /// The text without white space around it.
    fileprivate var trimmed: String {
        let start = drop(while: \.isWhitespace)
        return start.lastIndex { !$0.isWhitespace }.map { String(start[...$0]) } ?? ""
    }
}
