import CCurl

/// One libcurl handle with the memory that libcurl writes to: it serves one request at a time.
@safe
final class Transfer {
    /// libcurl's handle, which goes with this object.
    let handle: UnsafeMutableRawPointer
    private let reception: UnsafeMutablePointer<Reception>
    private let reason: UnsafeMutablePointer<CChar>
    private var request = HTTPRequest(url: "")
    private var host: String
    /// Where libcurl connects instead of where DNS leads.
    private var place: UnsafeMutablePointer<curl_slist>?
    /// The header lines of the request, beside those of libcurl.
    private var headers: UnsafeMutablePointer<curl_slist>?

    /// libcurl's own set-up, once for the process.
    static let isSetUp = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// A handle for requests; the host is for the error where there is none.
    init(host: String) throws(HTTPError) {
        guard Transfer.isSetUp, let handle = unsafe curl_easy_init() else {
            throw .library(host: host, reason: "it did not start", sent: false)
        }
        self.host = host
        unsafe self.handle = unsafe handle
        unsafe reception = .allocate(capacity: 1)
        unsafe reception.initialize(
            to: Reception(handle: handle, received: Received(bodyLimit: 0, slowLimit: .zero)))
        unsafe reason = .allocate(capacity: Int(CURL_ERROR_SIZE))
    }

    deinit {
        unsafe curl_easy_cleanup(handle)
        unsafe transfer_free_place(place)
        unsafe transfer_free_headers(headers)
        unsafe reception.deinitialize(count: 1)
        unsafe reception.deallocate()
        unsafe reason.deallocate()
    }

    /// Runs one request to its end on this thread.
    func perform(
        _ request: HTTPRequest, to target: HTTPTarget, by route: HTTPRoute
    ) throws(HTTPError) -> HTTPResponse {
        try begin(request, to: target, by: route)
        return try end(unsafe curl_easy_perform(handle))
    }

    /// Makes the handle ready for a request; of the one before only connections stay.
    func begin(
        _ request: HTTPRequest, to target: HTTPTarget, by route: HTTPRoute
    ) throws(HTTPError) {
        unsafe curl_easy_reset(handle)
        self.request = request
        host = target.host
        unsafe reception.pointee.received = Received(
            bodyLimit: request.bodyLimit, slowLimit: request.slowLimit)
        unsafe reason.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        try set(target, route)
        try setPlace()
        try setForm()
        try setContent()
        try setBounds()
        try receive()
    }

    /// The answer of a request that libcurl has ended with a code.
    func end(_ code: CURLcode) throws(HTTPError) -> HTTPResponse {
        let received = unsafe reception.pointee.received
        unsafe reception.pointee.received = Received(bodyLimit: 0, slowLimit: .zero)
        guard code == CURLE_OK else {
            throw explain(code, stop: received.stop, unsafe String(cString: reason))
        }
        guard received.hasAllHeaders else {
            throw .interrupted(host: host, reason: "the headers were cut", sent: true)
        }
        return try response(received.body)
    }

    /// What to say of a request that was given up on the way.
    var cancelled: HTTPError { .cancelled(host: host, sent: isSent) }

    /// What to say of a request that libcurl as a whole could not go on with.
    var failed: HTTPError { .library(host: host, reason: "it cannot go on", sent: true) }
}

extension Transfer {
    private func set(_ target: HTTPTarget, _ route: HTTPRoute) throws(HTTPError) {
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

    /// The handle was reset before: nothing of it looks at the place of the last request.
    private func setPlace() throws(HTTPError) {
        unsafe transfer_free_place(place)
        unsafe place = nil
        guard let address = request.address, !request.holdsSecret else { return }
        let text = address.contains(":") ? "::[\(address)]:" : "::\(address):"
        unsafe place = unsafe transfer_make_place(text)
        try check(unsafe transfer_connect_to(handle, place))
    }

    private func setForm() throws(HTTPError) {
        guard let form = request.form.map({ FormEncoding($0).bytes }) else { return }
        try post(form)
    }

    private func setContent() throws(HTTPError) {
        unsafe transfer_free_headers(headers)
        unsafe headers = nil
        guard let content = request.content else { return }
        guard let lines = content.lines else {
            throw .library(host: host, reason: "a header is malformed", sent: false)
        }
        for line in lines.reversed() {
            guard let longer = unsafe transfer_make_header(line, headers) else {
                throw explain(CURLE_OUT_OF_MEMORY, stop: nil, "")
            }
            unsafe headers = unsafe longer
        }
        try check(unsafe transfer_set_headers(handle, headers))
        try post(content.bytes)
    }

    private func post(_ bytes: [UInt8]) throws(HTTPError) {
        try check(
            unsafe bytes.withUnsafeBufferPointer {
                unsafe transfer_post(handle, $0.baseAddress, $0.count)
            })
    }

    private func setBounds() throws(HTTPError) {
        try check(unsafe transfer_use_no_signals(handle))
        try check(
            unsafe transfer_limit_time(
                handle, request.timeLimit.milliseconds, request.connectLimit.milliseconds))
        try check(unsafe transfer_limit_size(handle, curl_off_t(request.bodyLimit)))
    }

    private func receive() throws(HTTPError) {
        try check(unsafe transfer_write_reason_to(handle, reason))
        try check(
            unsafe transfer_on_body(
                handle,
                { bytes, size, count, context in
                    unsafe Reception.at(context) { unsafe $0.body(bytes, size * count) } ?? 0
                }, reception))
        try check(
            unsafe transfer_on_header(
                handle,
                { line, size, count, context in
                    unsafe Reception.at(context) { unsafe $0.header(line, size * count) } ?? 0
                }, reception))
        try check(
            unsafe transfer_on_progress(
                handle, { context, _, _, _, _ in unsafe Reception.at(context) { $0.tick() } ?? 1 },
                reception))
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
        unsafe HTTPError(
            code, stop: stop, host: host, bodyLimit: request.bodyLimit,
            reason: detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail,
            sent: isSent)
    }

    /// Unknown counts as sent: the caller then treats the request as possibly done.
    private var isSent: Bool {
        var bytes = 0
        return unsafe transfer_sent_bytes(handle, &bytes) != CURLE_OK || bytes > 0
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
