/// The frame around every answer, in the layout of the back end that gives it.
struct Envelope: Sendable {
    /// Which of the two back ends answers.
    enum BackEnd: Sendable {
        case certificates
        case general
    }

    /// What differs from the usual frame; answers of other years and captures do.
    enum Oddity: Sendable {
        /// The root names no namespace.
        case noNamespace
        /// The root names its namespace before the status.
        case attributeOrder
        /// Every line ends with CR LF.
        case crlf
    }

    var backEnd: BackEnd
    /// The command as the client typed it; empty before it is looked at.
    var typed = ""
    /// The command in its documented spelling; nil leaves the response element out.
    var canonical: String?
    /// The server's name as this answer shows it.
    var server: String
    var errors: [(number: Int, text: String)] = []
    var results: [Element] = []
    var oddities: Set<Oddity> = []

    /// The whole document.
    var document: String {
        var layout = backEnd == .certificates ? Layout.certificates : .general
        if oddities.contains(.crlf) { layout.lineEnd = "\r\n" }
        let encoding = backEnd == .certificates ? "UTF-8" : "utf-8"
        var text = "<?xml version=\"1.0\" encoding=\"\(encoding)\"?>" + layout.lineEnd
        layout.write(root, depth: 0, to: &text)
        return text
    }

    private var root: Element {
        let status = errors.isEmpty ? "OK" : "ERROR"
        var children = [
            Element("Errors", [], errors.map(Self.element)), Element("Warnings"),
            Element(
                "RequestedCommand", text: backEnd == .certificates ? typed : typed.lowercased()),
        ]
        if let canonical {
            let type = backEnd == .certificates ? typed : canonical
            children.append(Element("CommandResponse", [("Type", type)], results))
        }
        children.append(Element("Server", text: server))
        children.append(Element("GMTTimeDifference", text: "--5:00"))
        children.append(Element("ExecutionTime", text: canonical == nil ? "0" : "0.021"))
        var attributes = [("Status", status)]
        if !oddities.contains(.noNamespace) {
            attributes.insert(
                ("xmlns", "http://api.namecheap.com/xml.response"),
                at: oddities.contains(.attributeOrder) ? 0 : 1)
        }
        return Element("ApiResponse", attributes, children)
    }

    private static func element(_ error: (number: Int, text: String)) -> Element {
        var element = Element("Error", text: error.text)
        element.attributes = [(name: "Number", value: String(error.number))]
        return element
    }
}
