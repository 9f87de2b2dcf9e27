package import Wording

/// What every request to one account carries (namecheap-api.md, section 1.3).
package struct NamecheapAccount: Sendable {
    /// The address of the API, such as `https://api.namecheap.com/xml.response`.
    package var endpoint: String
    /// The account that owns the key.
    package var apiUser: String
    /// The account acted upon, normally the same.
    package var userName: String
    /// The key; it opens everything in the account.
    package var apiKey: Secret
    /// A dotted IPv4 address, by custom the one requests come from.
    package var clientIP: String

    /// An account as the settings describe it.
    package init(
        endpoint: String, apiUser: String, userName: String, apiKey: Secret, clientIP: String
    ) {
        self.endpoint = endpoint
        self.apiUser = apiUser
        self.userName = userName
        self.apiKey = apiKey
        self.clientIP = clientIP
    }

    /// Everything wrong with the account's own values.
    var problems: [String] {
        var check = ArgumentCheck()
        check.text("ApiUser", apiUser, 1...20)
        check.text("UserName", userName, 1...20)
        check.require((1...50).contains(apiKey.exposed.utf8.count), "ApiKey needs 1 to 50 bytes")
        let parts = clientIP.split(separator: ".", omittingEmptySubsequences: false)
        check.require(
            parts.count == 4 && parts.allSatisfy { UInt8($0) != nil },
            "ClientIp is not a dotted IPv4 address")
        return check.problems
    }
}
