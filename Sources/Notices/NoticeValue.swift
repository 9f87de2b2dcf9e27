/// The value of a field; which case fits says the field's shape.
package enum NoticeValue: Sendable, Equatable {
    /// A text, prose, a block or a link; empty where there is nothing to say.
    case text(String)
    /// A whole number.
    case number(Int)
    /// A yes or a no.
    case flag(Bool)
    /// A list of texts.
    case texts([String])
    /// A table: each row has each column of the field.
    case rows([[String: NoticeValue]])
}
