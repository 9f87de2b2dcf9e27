/// Collects everything wrong with the arguments of a command; lengths are the documented ones.
package struct ArgumentCheck {
    /// What is wrong, in the words of the API's parameters.
    package private(set) var problems: [String] = []

    /// A check that has found nothing yet.
    package init() {}

    /// Notes `problem` unless the condition holds.
    package mutating func require(_ holds: Bool, _ problem: @autoclosure () -> String) {
        if !holds { problems.append(problem()) }
    }

    /// A text within its length in bytes and without control characters other than line ends.
    package mutating func text(_ name: String, _ value: String?, _ length: ClosedRange<Int>) {
        guard let value else { return }
        require(
            length.contains(value.utf8.count),
            "\(name) needs \(length.lowerBound) to \(length.upperBound) bytes")
        let isPlain = value.unicodeScalars.allSatisfy {
            $0.value >= 32 || $0 == "\n" || $0 == "\r"
        }
        require(isPlain, "\(name) holds a control character")
    }

    /// A CertificateID: a positive number of at most ten digits.
    package mutating func certificateID(_ id: Int) {
        require((1...9_999_999_999).contains(id), "CertificateID is not a number of 1 to 10 digits")
    }

    /// A mail address, as far as a comma list and a length demand.
    mutating func address(_ name: String, _ address: String?) {
        guard let address else { return }
        text(name, address, 3...255)
        require(
            address.split(separator: "@", omittingEmptySubsequences: false).count == 2
                && !address.contains { $0 == "," || $0.isWhitespace },
            "\(name) is not a mail address")
    }

    /// Host names that can stand in a comma list.
    mutating func hosts(_ name: String, _ hosts: [String]) {
        for host in hosts {
            require(
                !host.isEmpty && !host.contains { $0 == "," || $0.isWhitespace },
                "\(name) holds something that is not a host name")
        }
        require(Set(hosts).count == hosts.count, "\(name) holds a name twice")
    }
}
