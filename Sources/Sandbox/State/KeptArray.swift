/// An array that remembers which of its elements the state file does not have yet.
///
/// Elements are added and changed, never removed.
struct KeptArray<Element: Sendable>: RandomAccessCollection, Sendable {
    private var elements: [Element] = []
    /// Elements before this position are in the state file, but for those in `changed`.
    private var kept = 0
    private var changed: Set<Int> = []

    init() {}

    /// Elements that all come from the state file.
    init(kept elements: [Element]) {
        self.elements = elements
        kept = elements.count
    }

    var startIndex: Int { 0 }
    var endIndex: Int { elements.count }

    subscript(position: Int) -> Element {
        get { elements[position] }
        set {
            if position < kept { changed.insert(position) }
            elements[position] = newValue
        }
    }

    /// Adds an element at the end.
    mutating func append(_ element: Element) { elements.append(element) }

    /// The positions that are to be written, which count as written from now on.
    mutating func takeChanges() -> [Int] {
        let positions = changed.sorted() + Array(kept..<elements.count)
        changed = []
        kept = elements.count
        return positions
    }
}
