private import Processes
private import Wording

/// Puts messages into a folder, one file each, for another program or a person to send.
package struct Outbox: NoticeChannel {
    /// The word for it in settings: `outbox`.
    package static var name: String { "outbox" }

    private let folder: String

    /// The absolute path of an existing folder.
    package init(folder: String) {
        self.folder = folder
    }

    /// Writes `<Message-ID>.eml`, mode 0600, in one step; the receipt is its path.
    ///
    /// A message whose file is there has been delivered and is left as it is.
    package func deliver(_ message: Message) async throws(NoticeError) -> String {
        let name = message.id + ".eml"
        do throws(FileFailure) {
            let folder = try Folder.open(folder)
            if !folder.contains(name) {
                try folder.put(Array(message.text.utf8), as: name, mode: 0o600)
            }
        } catch {
            throw .notWritten(error)
        }
        return "\(folder)/\(name)".printable()
    }
}
