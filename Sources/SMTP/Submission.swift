import CCurl
import Wording

/// One libcurl handle with its connection and the memory that libcurl reaches: one message at a
/// time.
@safe
final class Submission {
    /// How many connections the last message took: none where the kept one served.
    private(set) var newConnections = 0
    private let server: MailServer
    private let handle: UnsafeMutableRawPointer
    private let dialogue: UnsafeMutablePointer<Dialogue>
    private let reason: UnsafeMutablePointer<CChar>

    /// libcurl's own set-up, which may be made more than once.
    private static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// A handle for messages to this server.
    init(_ server: MailServer) throws(SMTPError) {
        guard Submission.isLibraryReady, let handle = unsafe curl_easy_init() else {
            throw .library(reason: "it did not start")
        }
        self.server = server
        unsafe self.handle = unsafe handle
        unsafe dialogue = .allocate(capacity: 1)
        unsafe dialogue.initialize(to: Dialogue(content: [], hasUser: false))
        unsafe reason = .allocate(capacity: Int(CURL_ERROR_SIZE))
    }

    deinit {
        unsafe curl_easy_cleanup(handle)
        unsafe dialogue.deinitialize(count: 1)
        unsafe dialogue.deallocate()
        unsafe reason.deallocate()
    }

    /// Hands a message over on this thread and gives the server's last answer.
    func perform(
        _ message: [UInt8], from sender: String, to recipient: String
    ) throws(SMTPError) -> String {
        unsafe curl_easy_reset(handle)
        newConnections = 0
        unsafe dialogue.pointee = Dialogue(content: message, hasUser: server.login != nil)
        defer { unsafe dialogue.pointee = Dialogue(content: [], hasUser: false) }
        unsafe reason.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        // A list of one; libcurl keeps no copy.
        let recipients = unsafe transfer_make_place("<\(recipient)>")
        defer { unsafe transfer_free_place(recipients) }
        try setServer()
        try setLogin()
        try setBounds()
        try observe()
        try check(unsafe mail_set_envelope(handle, "<\(sender)>", recipients))
        try upload(message.count)
        let code = unsafe curl_easy_perform(handle)
        // Where it cannot be known the connection counts as new: nothing is sent twice.
        if unsafe mail_new_connections(handle, &newConnections) != CURLE_OK { newConnections = 1 }
        let said = unsafe dialogue.pointee
        guard code == CURLE_OK else { throw explain(code, said) }
        guard let number = said.lastCode, (200...299).contains(number) else {
            throw .interrupted(
                server: server.place, step: .acceptance, reason: said.lastAnswer)
        }
        return said.lastAnswer
    }
}

extension Submission {
    private func setServer() throws(SMTPError) {
        try check(unsafe transfer_set_url(handle, server.url))
        try check(unsafe transfer_allow_protocols(handle, "smtp,smtps"))
        try check(unsafe transfer_set_proxy(handle, ""))
        try check(unsafe transfer_verify_peer(handle))
        switch server.security {
        case .startTLS, .implicitTLS: try check(unsafe mail_require_tls(handle, 1))
        case .none: try check(unsafe mail_require_tls(handle, 0))
        }
        if let path = server.trustFile { try check(unsafe mail_trust_only(handle, path)) }
    }

    private func setLogin() throws(SMTPError) {
        guard let login = server.login else { return }
        try check(unsafe mail_log_in(handle, login.user, login.proof.ways))
        switch login.proof {
        case .password(let secret), .plain(let secret), .login(let secret):
            try check(unsafe mail_set_password(handle, secret.exposed))
        case .accessToken(let secret):
            try check(unsafe mail_set_access_token(handle, secret.exposed))
        }
    }

    private func setBounds() throws(SMTPError) {
        try check(unsafe transfer_use_no_signals(handle))
        try check(
            unsafe transfer_limit_time(
                handle, server.wholeLimit.milliseconds, server.connectLimit.milliseconds))
        try check(
            unsafe mail_limit_answers(
                handle, max(1, Int(server.answerLimit / .seconds(1)))))
        try check(unsafe transfer_write_reason_to(handle, reason))
    }

    private func observe() throws(SMTPError) {
        try check(
            unsafe mail_look(
                handle,
                { _, kind, bytes, size, context in
                    unsafe Submission.note(kind, bytes, size, in: context)
                    return 0
                }, dialogue))
        try check(
            unsafe transfer_on_progress(
                handle,
                { context, _, _, _, _ in
                    // libcurl gives up when the result is not zero.
                    unsafe Submission.dialogue(context)?.pointee.stop == nil ? 0 : 1
                }, dialogue))
        // SMTP has no body: whatever comes is not for standard output.
        try check(unsafe transfer_on_body(handle, { _, size, count, _ in size * count }, nil))
    }

    private func upload(_ size: Int) throws(SMTPError) {
        try check(
            unsafe mail_upload(
                handle,
                { buffer, size, count, context in
                    let room = unsafe UnsafeMutableRawBufferPointer(
                        start: buffer, count: size * count)
                    return unsafe Submission.dialogue(context)?.pointee.read(into: room) ?? 0
                }, dialogue, curl_off_t(size)))
    }

    private static func dialogue(
        _ context: UnsafeMutableRawPointer?
    ) -> UnsafeMutablePointer<Dialogue>? {
        unsafe context?.assumingMemoryBound(to: Dialogue.self)
    }

    private static func note(
        _ kind: curl_infotype, _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int,
        in context: UnsafeMutableRawPointer?
    ) {
        let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size)
        switch kind {
        case CURLINFO_HEADER_OUT: unsafe dialogue(context)?.pointee.say(piece)
        case CURLINFO_HEADER_IN: unsafe dialogue(context)?.pointee.hear(piece)
        default: break
        }
    }

    private func check(_ code: CURLcode) throws(SMTPError) {
        guard code == CURLE_OK else {
            throw .library(reason: unsafe String(cString: curl_easy_strerror(code)))
        }
    }

    private func explain(_ code: CURLcode, _ said: Dialogue) -> SMTPError {
        let detail = unsafe String(cString: reason)
        return unsafe SMTPError(
            code, said, server: server.place,
            reason: detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail)
    }
}

extension Duration {
    /// Whole milliseconds, at least one: zero would mean libcurl's own default.
    fileprivate var milliseconds: Int { max(1, Int(self / .milliseconds(1))) }
}
