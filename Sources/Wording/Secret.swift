/// A value that must never be printed: it shows as three dots wherever text is made of it.
package struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// The value itself, for the one place that sends it.
    package let exposed: String

    /// Wraps a secret as soon as it is read.
    package init(_ value: String) {
        exposed = value
    }

    /// Three dots.
    package var description: String { "•••" }
    /// Three dots.
    package var debugDescription: String { "•••" }
    /// No children, so that `dump` and string reflection show nothing.
    package var customMirror: Mirror { Mirror(self, children: [:]) }

    /// `text` with every occurrence of the secret, plain or percent-encoded, replaced by dots.
    package func redacted(from text: String) -> String {
        guard !exposed.isEmpty else { return text }
        return [exposed, percentEncoded].reduce(text) { text, needle in
            text.split(separator: needle, omittingEmptySubsequences: false)
                .joined(separator: description)
        }
    }

    private var percentEncoded: String {
        exposed.utf8.map { byte in
            let character = Character(UnicodeScalar(byte))
            let plain = character.isASCII && (character.isLetter || character.isNumber)
            if plain || "-._~".contains(character) { return String(character) }
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.count == 1 ? "%0" + digits : "%" + digits
        }.joined()
    }
}
