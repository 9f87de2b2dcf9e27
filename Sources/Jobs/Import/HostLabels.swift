import Foundation
import Subscriptions
import Wording

/// What is wrong with a host name that somebody wrote, beyond its form.
enum HostLabels {
    /// The scripts whose letters are taken for each other's.
    private enum Script: String, CaseIterable {
        case latin = "Latin"
        case greek = "Greek"
        case cyrillic = "Cyrillic"
        case armenian = "Armenian"
        case cherokee = "Cherokee"

        private var ranges: [ClosedRange<UInt32>] {
            switch self {
            case .latin: [0x61...0x7a, 0xc0...0x24f, 0x1e00...0x1eff]
            case .greek: [0x370...0x3ff, 0x1f00...0x1fff]
            case .cyrillic: [0x400...0x52f, 0x1c80...0x1c8f, 0x2de0...0x2dff, 0xa640...0xa69f]
            case .armenian: [0x530...0x58f]
            case .cherokee: [0x13a0...0x13ff, 0xab70...0xabbf]
            }
        }

        static func of(_ scalar: Unicode.Scalar) -> Script? {
            allCases.first { $0.ranges.contains { $0.contains(scalar.value) } }
        }
    }

    /// Why a name cannot be taken; nil where nothing is known against it.
    ///
    /// A name in letters beyond ASCII is never translated silently: two that look alike are
    /// different names, so the A-label is shown, and whoever means it writes it.
    static func objection(to name: String) -> String? {
        let name = name.precomposedStringWithCanonicalMapping.lowercased()
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        for label in labels {
            let shown = label.hasPrefix(Punycode.prefix) ? Punycode.label(ofALabel: label) : nil
            if label.hasPrefix(Punycode.prefix), shown == nil || !isText(shown ?? "") {
                return "the label \(label.printable()) stands for no name"
            }
            let scripts = scripts(of: shown ?? String(label))
            guard scripts.count < 2 else {
                return "a label mixes \(scripts.joined(separator: " and ")) letters that look alike"
            }
        }
        guard !name.utf8.allSatisfy({ $0 < 128 }) else { return nil }
        guard labels.allSatisfy({ isText(String($0)) }) else { return nil }
        let ascii = labels.map { Punycode.aLabel(of: $0) }.joined(separator: ".")
        return "write it as its A-label, if you mean that name: \(ascii)"
    }

    private static func scripts(of label: String) -> [String] {
        let found = Set(label.unicodeScalars.compactMap(Script.of))
        return Script.allCases.filter(found.contains).map(\.rawValue)
    }

    /// Letters, marks, digits, hyphens, and the star of a wildcard.
    private static func isText(_ label: String) -> Bool {
        !label.isEmpty
            && label.unicodeScalars.allSatisfy { scalar in
                switch scalar.properties.generalCategory {
                case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark,
                    .spacingMark, .decimalNumber:
                    true
                default: scalar == "-" || scalar == "*"
                }
            }
    }
}
