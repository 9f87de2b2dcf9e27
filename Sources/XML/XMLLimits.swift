/// Bounds of one document; what exceeds them is refused before it costs memory or time.
package struct XMLLimits: Sendable {
    /// Elements inside each other; the deepest answer of the API has nine.
    package var depth = 32
    /// Bytes of the whole document.
    package var bytes = 8_388_608
    /// Bytes between two `<`, so of one start tag or one piece of text: a CSR may have 32,767.
    package var text = 65_536
    /// Attributes of one element; the API's most has eleven.
    package var attributes = 64
    /// Elements in a tree; streamed rows are not counted.
    package var elements = 100_000

    /// The usual bounds.
    package init() {}
}
