/// A dictionary that remembers which of its values the state file does not have yet.
///
/// Values are added and changed, never removed.
struct KeptTable<Key: Hashable & Comparable & Sendable, Value: Sendable>: Sendable {
    private var table: [Key: Value] = [:]
    private var changed: Set<Key> = []

    init() {}

    /// Values that all come from the state file.
    init(kept values: [Key: Value]) {
        table = values
    }

    /// Values that the state file does not have.
    init(new values: [Key: Value]) {
        table = values
        changed = Set(values.keys)
    }

    /// The value of a key; giving a key no value keeps the one it has.
    subscript(key: Key) -> Value? {
        get { table[key] }
        set {
            guard let newValue else { return }
            table[key] = newValue
            changed.insert(key)
        }
    }

    /// Every value, in no order.
    var values: some Collection<Value> { table.values }

    /// Every key that has a value.
    var keys: some Collection<Key> { table.keys }

    /// What is to be written, which counts as written from now on.
    mutating func takeChanges() -> [(key: Key, value: Value)] {
        let pairs = changed.sorted().compactMap { key in table[key].map { (key: key, value: $0) } }
        changed = []
        return pairs
    }
}
