/// A dictionary that remembers which of its values the state file does not have yet.
///
/// Values are added and changed, never removed.
struct KeptTable<Key: Hashable & Comparable & Sendable, Value: Sendable>: Sendable {
    private var values: [Key: Value] = [:]
    private var changed: Set<Key> = []

    init() {}

    /// Values that all come from the state file.
    init(kept values: [Key: Value]) {
        self.values = values
    }

    /// Values that the state file does not have.
    init(new values: [Key: Value]) {
        self.values = values
        changed = Set(values.keys)
    }

    /// The value of a key; giving a key no value keeps the one it has.
    subscript(key: Key) -> Value? {
        get { values[key] }
        set {
            guard let newValue else { return }
            values[key] = newValue
            changed.insert(key)
        }
    }

    /// Every key that has a value.
    var keys: some Collection<Key> { values.keys }

    /// What is to be written, which counts as written from now on.
    mutating func takeChanges() -> [(key: Key, value: Value)] {
        let pairs = changed.sorted().compactMap { key in values[key].map { (key: key, value: $0) } }
        changed = []
        return pairs
    }
}
