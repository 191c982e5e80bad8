/// How far a stream is: both marks only move forward.
struct SpoolPosition: Hashable, Sendable {
    /// The sink has everything up to here.
    var cursor: BlockID?
    /// Everything up to here is deleted, delivered or not.
    var floor: BlockID?

    /// The first block that counts comes after this.
    var passed: BlockID? {
        guard let cursor, let floor else { return cursor ?? floor }
        return max(cursor, floor)
    }

    /// Returns false when the cursor has been there.
    mutating func moveCursor(to id: BlockID) -> Bool {
        if let cursor, id <= cursor { return false }
        cursor = id
        return true
    }

    mutating func merge(_ other: SpoolPosition) {
        if let id = other.cursor { cursor = max(cursor ?? id, id) }
        if let id = other.floor { floor = max(floor ?? id, id) }
    }
}
