import CCurl

/// One libcurl handle: it owns the connections it keeps and serves one request at a time.
@safe
struct Transfer: ~Copyable {
    private let handle: UnsafeMutableRawPointer?

    /// libcurl's own set-up, once for the process.
    private static let setUp = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    init() {
        unsafe handle = Transfer.setUp == CURLE_OK ? curl_easy_init() : nil
    }

    deinit {
        if let handle = unsafe handle { unsafe curl_easy_cleanup(handle) }
    }

    /// Runs one request; all options are set anew, only connections stay from the one before.
    func perform(
        _ request: HTTPRequest, to target: HTTPTarget, by route: HTTPRoute
    ) throws(HTTPError) -> HTTPResponse {
        guard let handle = unsafe handle else {
            throw .library(host: target.host, reason: "it did not start", sent: false)
        }
        unsafe curl_easy_reset(handle)
        let run = unsafe Run(handle: handle, request: request, target: target)
        try run.set(route)
        try run.setForm()
        try run.setBounds()
        return try run.perform()
    }
}

/// One request on a handle that is fresh from a reset.
@safe
private struct Run {
    let handle: UnsafeMutableRawPointer
    let request: HTTPRequest
    let target: HTTPTarget

    func set(_ route: HTTPRoute) throws(HTTPError) {
        try check(unsafe transfer_set_url(handle, target.url))
        try check(unsafe transfer_allow_protocols(handle, target.scheme))
        try check(unsafe transfer_refuse_redirects(handle))
        try check(unsafe transfer_speak_http_1_1(handle))
        try check(unsafe transfer_verify_peer(handle))
        try check(unsafe transfer_set_proxy(handle, route.proxy ?? ""))
        try check(unsafe transfer_use_fresh_connection(handle, request.isRepeatable ? 0 : 1))
        if let address = route.interface {
            try check(unsafe transfer_set_outgoing_address(handle, address))
        }
        if let path = route.trustFile { try check(unsafe transfer_trust_file(handle, path)) }
    }

    func setForm() throws(HTTPError) {
        guard let form = request.form.map({ FormEncoding($0).bytes }) else { return }
        try check(
            unsafe form.withUnsafeBufferPointer {
                unsafe transfer_post(handle, $0.baseAddress, $0.count)
            })
    }

    func setBounds() throws(HTTPError) {
        try check(unsafe transfer_use_no_signals(handle))
        try check(
            unsafe transfer_limit_time(
                handle, request.timeLimit.milliseconds, request.connectLimit.milliseconds))
        try check(unsafe transfer_limit_size(handle, curl_off_t(request.bodyLimit)))
    }

    func perform() throws(HTTPError) -> HTTPResponse {
        var reception = unsafe Reception(
            handle: handle,
            received: Received(bodyLimit: request.bodyLimit, slowLimit: request.slowLimit))
        var reason = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        let code = try unsafe withUnsafeMutablePointer(to: &reception) {
            context throws(HTTPError) in
            try unsafe receive(into: context)
            return try unsafe reason.withUnsafeMutableBufferPointer {
                buffer throws(HTTPError) in
                try check(unsafe transfer_write_reason_to(handle, buffer.baseAddress))
                return unsafe curl_easy_perform(handle)
            }
        }
        guard code == CURLE_OK else {
            let text = String(
                decoding: reason.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            throw explain(code, stop: reception.received.stop, text)
        }
        guard reception.received.hasAllHeaders else {
            throw .interrupted(host: target.host, reason: "the headers were cut", sent: true)
        }
        return try response(reception.received.body)
    }

    private func receive(into context: UnsafeMutablePointer<Reception>) throws(HTTPError) {
        try check(
            unsafe transfer_on_body(
                handle,
                { bytes, size, count, context in
                    unsafe Reception.at(context) { unsafe $0.body(bytes, size * count) } ?? 0
                }, context))
        try check(
            unsafe transfer_on_header(
                handle,
                { line, size, count, context in
                    unsafe Reception.at(context) { unsafe $0.header(line, size * count) } ?? 0
                }, context))
        try check(
            unsafe transfer_on_progress(
                handle, { context, _, _, _, _ in unsafe Reception.at(context) { $0.tick() } ?? 1 },
                context))
    }

    private func response(_ body: [UInt8]) throws(HTTPError) -> HTTPResponse {
        var status = 0
        var type: UnsafeMutablePointer<CChar>?
        try check(unsafe transfer_status(handle, &status))
        try check(unsafe transfer_content_type(handle, &type))
        let contentType = unsafe type.map { unsafe String(cString: $0) }
        return unsafe HTTPResponse(
            status: status, body: body, contentType: contentType, elapsed: elapsed(of: handle))
    }

    private func check(_ code: CURLcode) throws(HTTPError) {
        guard code == CURLE_OK else { throw explain(code, stop: nil, "") }
    }

    private func explain(_ code: CURLcode, stop: Received.Stop?, _ detail: String) -> HTTPError {
        var sent = 0
        // Unknown counts as sent: the caller then treats the request as possibly done.
        if unsafe transfer_sent_bytes(handle, &sent) != CURLE_OK { sent = 1 }
        return unsafe HTTPError(
            code, stop: stop, host: target.host, bodyLimit: request.bodyLimit,
            reason: detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail,
            sent: sent > 0)
    }
}

/// What libcurl's callbacks reach through their context pointer while a transfer runs.
@safe
private struct Reception {
    let handle: UnsafeMutableRawPointer
    var received: Received

    static func at<Result>(
        _ context: UnsafeMutableRawPointer?, _ body: (inout Reception) -> Result
    ) -> Result? {
        guard let context = unsafe context else { return nil }
        return unsafe body(&context.assumingMemoryBound(to: Reception.self).pointee)
    }

    /// libcurl stops the transfer when the result is not the size of the piece.
    mutating func body(_ bytes: UnsafeMutablePointer<CChar>?, _ size: Int) -> Int {
        let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size)
        return unsafe received.take(piece) ? size : 0
    }

    mutating func header(_ bytes: UnsafeMutablePointer<CChar>?, _ size: Int) -> Int {
        let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size)
        return unsafe received.countHeader(line) ? size : 0
    }

    /// libcurl stops the transfer when the result is not zero.
    mutating func tick() -> Int32 {
        unsafe received.isMoving(at: elapsed(of: handle)) ? 0 : 1
    }
}

/// The time since the transfer on `handle` began, by libcurl's own clock.
private func elapsed(of handle: UnsafeMutableRawPointer) -> Duration {
    var microseconds: curl_off_t = 0
    // A failure leaves zero, which only makes a trickle last until the time limit.
    _ = unsafe transfer_elapsed_microseconds(handle, &microseconds)
    return .microseconds(microseconds)
}

extension Duration {
    /// Whole milliseconds, at least one: zero would mean libcurl's own default.
    fileprivate var milliseconds: Int { max(1, Int(self / .milliseconds(1))) }
}
