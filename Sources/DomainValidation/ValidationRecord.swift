/// What the CA wants to see in public before it believes in the control of one name.
package struct ValidationRecord: Sendable, Equatable {
    /// Where the CA looks, and for what.
    package enum Kind: Sendable, Equatable {
        /// A DNS record: `owner CNAME target`, both without a final dot.
        case cname(owner: String, target: String)
        /// A file of this name and content, at `path` on the web server of the proven name.
        case file(name: String, content: String)
    }

    /// The name of the subscription that the record proves, `*.` included.
    package let name: String
    /// Where the CA looks, and for what.
    package let kind: Kind
    /// The seller's own service number of the subscription.
    package let reference: String

    /// A record as the CA's answer states it; `OwnerGuard` decides whether it may be published.
    package init(name: String, kind: Kind, reference: String) {
        self.name = name
        self.kind = kind
        self.reference = reference
    }

    /// The validation that the record serves.
    package var proof: Proof {
        switch kind {
        case .cname: .cname
        case .file: .file
        }
    }
}

/// The two validations that need something put in public, by the words that hooks get.
package enum Proof: String, Sendable, CaseIterable {
    /// A CNAME record in the zone of the name.
    case cname
    /// A file on the web server of the name.
    case file
}
