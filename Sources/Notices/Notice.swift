/// A notice in words: what a message is composed of.
package struct Notice: Sendable, Equatable {
    /// One line without control characters.
    package let subject: String
    /// The text for every mail program.
    package let text: String
    /// The same as HTML.
    package let html: String

    /// Words for a message; throws where the subject is not one line with something in it.
    package init(subject: String, text: String, html: String) throws(NoticeError) {
        guard HeaderText.isOneLine(subject), subject.contains(where: { !$0.isWhitespace }),
            subject.count <= 500
        else {
            throw .malformed("subject", subject)
        }
        self.subject = subject
        self.text = text
        self.html = html
    }
}
