import NIOCore

/// When the old row of a reissue becomes `replaced`.
package enum ReplacedAt: String, Sendable, CaseIterable {
    /// When the new certificate is issued.
    case issue
    /// When the reissue is submitted.
    case once
}

/// Everything a sandbox is started with.
package struct SandboxSettings: Sendable {
    /// Where the API answers; port 0 picks a free one.
    package var listen: ListenAddress
    /// Where the control answers, loopback only; port 0 picks a free one.
    package var control: ListenAddress
    /// The folder of the CA, the address files and subscriptions.csv.
    package var folder: String
    /// How many subscriptions the start-up account has.
    package var certificates: Int
    /// What the clock is told at the start; nil leaves it as it was, real at first.
    package var clock: ClockOrder?
    /// The only user of the API.
    package var user = "demo"
    /// That user's key.
    package var key = "demo-key"
    /// By how many days certificates stay below the maximum, 0 or 1.
    package var validityMargin = 0
    /// Whether parameters that the API does not document are refused.
    package var strict = false
    /// The balance in cents of a US dollar.
    package var balance = 50_000
    /// How many checks fail before domain control is accepted.
    package var slowDCV = 0
    /// Which unrepeatable call loses its answer; 0 loses none.
    package var lostReply = 0
    /// How the API is reached and what limits its callers.
    package var wire = WireSettings()
    /// The faults that are set from the start.
    package var faults: [FaultRule] = []
    /// Where faults with a probability start from; nil takes `seed`.
    package var faultSeed: UInt64?
    /// When the old row of a reissue becomes `replaced`.
    package var replacedAt = ReplacedAt.issue
    /// Whether a name validated recently is accepted without a check.
    package var reusesValidations = true
    /// Whether an activation must name AdminEmailAddress, as before 2026.
    package var demandsAdminMail = false
    /// Whether an answer with tokens also shows the block of the method that is not in use.
    package var bothBlocks = false
    /// Further domains of the account, with DNS at Namecheap.
    package var zones: [String] = []
    /// The name server of the CA; nil shows it the sandbox's own records.
    package var resolver: ListenAddress?
    /// The port of the web servers that the CA asks; nil shows it the sandbox's own files.
    package var httpPort: Int?
    /// When the CA looks of itself.
    package var look = LookTime.reading
    /// How long one look of the CA at the network may take.
    package var lookSeconds = 5
    /// The last labels of every token; nil leaves them to the product.
    package var dcvSuffix: String?
    /// Whether a new organisation waits until somebody has checked it.
    package var organisationChecks = false
    /// Where unique values and serial numbers start from.
    package var seed: UInt64
    /// Reads the real time.
    package var realTime: @Sendable () -> Moment

    /// Settings with the defaults of the command line.
    package init(
        listen: ListenAddress, control: ListenAddress, folder: String, certificates: Int,
        seed: UInt64, realTime: @escaping @Sendable () -> Moment
    ) {
        self.listen = listen
        self.control = control
        self.folder = folder
        self.certificates = certificates
        self.seed = seed
        self.realTime = realTime
    }

    /// Refuses values that make no sense, naming the option.
    package func check() throws(SandboxError) {
        guard control.isLoopback else {
            throw .usage(option: "--control", reason: "only a loopback address may be controlled")
        }
        guard (0...1_000_000).contains(certificates) else {
            throw .usage(option: "--certificates", reason: "0 to 1,000,000")
        }
        guard (0...1).contains(validityMargin) else {
            throw .usage(option: "--validity-margin", reason: "0 or 1")
        }
        guard slowDCV >= 0 else { throw .usage(option: "--slow-dcv", reason: "0 or more") }
        try checkValidation()
        guard lostReply >= 0 else { throw .usage(option: "--lost-reply", reason: "0 or more") }
        guard zones.allSatisfy(Zones.isDomain) else {
            throw .usage(option: "--zone", reason: "a domain as example.test, in lower case")
        }
        try wire.check(faults)
        guard Self.isWord(user, atMost: 20), Self.isWord(key, atMost: 50) else {
            throw .usage(
                option: "--user, --key",
                reason: "printable ASCII without blanks, 20 and 50 characters at most")
        }
        guard wire.otherUser != user else {
            throw .usage(option: "--other-user", reason: "another one than --user")
        }
        guard !folder.isEmpty else { throw .usage(option: "--state", reason: "a folder") }
    }

    private func checkValidation() throws(SandboxError) {
        if let resolver {
            let isNumeric = (try? SocketAddress(ipAddress: resolver.host, port: 53)) != nil
            guard isNumeric, resolver.port > 0 else {
                throw .usage(option: "--resolver", reason: "a numeric address and a port")
            }
        }
        guard (1...65_535).contains(httpPort ?? 80) else {
            throw .usage(option: "--http-port", reason: "1 to 65535")
        }
        guard (1...60).contains(lookSeconds) else {
            throw .usage(option: "--look-seconds", reason: "1 to 60")
        }
        let labels = (dcvSuffix ?? "ssl.com").split(
            separator: ".", omittingEmptySubsequences: false)
        let isName = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count)
                && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        }
        guard isName else { throw .usage(option: "--dcv-suffix", reason: "a name as ssl.com") }
    }

    /// Whether a text can be the user or key of a call (the global parameters of the API).
    private static func isWord(_ text: String, atMost length: Int) -> Bool {
        (1...length).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
