/// An element of a small document, with everything in it as plain values.
package struct XMLElement: Sendable, Equatable {
    /// The name without a namespace prefix.
    package let name: String
    /// Values by attribute name, without declarations of namespaces.
    package let attributes: [String: String]
    /// The text directly inside, CDATA too, without blanks around it.
    package let text: String
    /// The elements directly inside, in their order.
    package let children: [XMLElement]

    /// The first child of this name.
    package func first(_ name: String) -> XMLElement? {
        children.first { $0.name == name }
    }

    /// All children of this name.
    package func all(_ name: String) -> [XMLElement] {
        children.filter { $0.name == name }
    }

    /// The value of an attribute; nil where it is absent or empty.
    package subscript(attribute: String) -> String? {
        guard let value = attributes[attribute], !value.isEmpty else { return nil }
        return value
    }
}
