private import CPSL
package import Wording

/// The part of a host name that a registrar sells, which is the zone that it keeps.
package struct RegistrableDomain: Sendable, Hashable {
    /// The label that was bought.
    package let label: String
    /// What it was bought below: `com`, `co.uk`.
    package let suffix: String

    /// The whole domain in lower case.
    package var name: String { "\(label).\(suffix)" }

    /// The domain of a host name by the ICANN part of the Public Suffix List.
    package init(of host: String) throws(PublicSuffixError) {
        let labels = host.lowercased().split(separator: ".", omittingEmptySubsequences: false)
        guard host.utf8.count <= 253, labels.allSatisfy({ !$0.isEmpty }), !host.utf8.contains(0)
        else { throw .noDomain(host) }
        for start in labels.indices {
            let suffix = labels[start...].joined(separator: ".")
            switch unsafe suffix_is_sold(suffix) {
            case SUFFIX_YES:
                guard start > 0 else { throw .noDomain(host) }
                label = String(labels[start - 1])
                self.suffix = suffix
                return
            case SUFFIX_NO: continue
            default: throw .noList
            }
        }
        throw .noDomain(host)
    }

    /// A name in it relative to it, `@` for the domain itself; nil for a name outside.
    package func relative(_ name: String) -> String? {
        let name = name.lowercased()
        guard name != self.name else { return "@" }
        guard name.hasSuffix("." + self.name) else { return nil }
        return String(name.dropLast(self.name.count + 1))
    }
}

/// Why a name has no registrable domain.
package enum PublicSuffixError: ExplainedError, Equatable {
    /// It is no host name, or itself what others register names below.
    case noDomain(String)
    /// libpsl cannot be loaded.
    case noList

    /// What happened.
    package var happened: String {
        switch self {
        case .noDomain(let name): "\(name.printable()) is below no domain that can be registered"
        case .noList: "libpsl.so.5, which knows where domains begin, cannot be loaded"
        }
    }

    /// What to do next.
    package var remedy: String {
        switch self {
        case .noDomain: "publish the record of this name in another way"
        case .noList: "install libpsl (Debian's libpsl5)"
        }
    }

    /// Later, once a person has changed a setting or installed the library.
    package var retry: Retry { .later }
}
