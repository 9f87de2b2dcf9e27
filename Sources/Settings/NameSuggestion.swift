/// The name among `known` that was probably meant by a mistyped one, or nil.
///
/// Probable is at most a third of the letters changed, added or left out: two of four or five
/// (a swap counts as two), one of fewer.
package func suggestion(for name: String, among known: [String]) -> String? {
    let most = name.count < 4 ? 1 : max(2, name.count / 3)
    let wanted = Array(name.lowercased())
    return known.map { ($0, editDistance(wanted, Array($0.lowercased()))) }
        .filter { $0.1 <= most }
        .min { $0.1 < $1.1 }?.0
}

/// How many letters must be changed, added or left out to make one from the other (Levenshtein).
private func editDistance(_ first: [Character], _ second: [Character]) -> Int {
    var row = Array(0...second.count)
    for (index, letter) in first.enumerated() {
        var diagonal = row[0]
        row[0] = index + 1
        for (column, other) in second.enumerated() {
            let changed = diagonal + (letter == other ? 0 : 1)
            diagonal = row[column + 1]
            row[column + 1] = min(changed, row[column] + 1, diagonal + 1)
        }
    }
    return row[second.count]
}
