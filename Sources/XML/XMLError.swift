package import Wording

/// Why bytes are not a document that is read here, with the line it was seen on.
package enum XMLError: ExplainedError, Equatable {
    /// There is nothing but white space.
    case empty
    /// More bytes than the limit.
    case tooManyBytes(count: Int, limit: Int)
    /// A NUL byte; no text in XML has one.
    case nulByte(line: Int)
    /// A document type declaration; it could define entities.
    case documentType(line: Int)
    /// An entity reference that stands for something else than one character.
    case entityReference(line: Int)
    /// One of the other limits of `XMLLimits` is exceeded.
    case limitExceeded(Limit, line: Int)
    /// Not well-formed, cut short, or not UTF-8; the reason is libxml2's.
    case malformed(reason: String, line: Int)

    /// A limit by the word a reader knows.
    package enum Limit: String, Sendable {
        /// Elements inside each other.
        case depth
        /// Length of a text or a tag.
        case text
        /// Number of attributes of one element.
        case attributes
        /// Number of elements of a tree.
        case elements
    }

    /// What is wrong and where.
    package var happened: String {
        switch self {
        case .empty: "the document is empty"
        case .tooManyBytes(let count, let limit):
            "the document has \(count) bytes, more than \(limit)"
        case .nulByte(let line): "line \(line) of the document holds a NUL byte"
        case .documentType(let line): "line \(line) of the document declares a document type"
        case .entityReference(let line): "line \(line) of the document refers to an entity"
        case .limitExceeded(let limit, let line):
            "line \(line) of the document exceeds the limit of \(limit.rawValue)"
        case .malformed(let reason, let line):
            "line \(line) of the document is not readable: \(reason.printable(limit: 120))"
        }
    }

    /// What the reader does about it.
    package var remedy: String { "check that the address is the API's and nothing is in between" }

    /// The same bytes always fail; new ones may come later.
    package var retry: Retry { .later }
}
