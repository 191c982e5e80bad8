/// Who wants to be told of changes of the shelf.
struct ShelfListeners {
    private var continuations: [Int: AsyncStream<ShelfChange>.Continuation] = [:]
    private var next = 0

    mutating func add(_ continuation: AsyncStream<ShelfChange>.Continuation) -> Int {
        next += 1
        continuations[next] = continuation
        return next
    }

    mutating func remove(_ number: Int) {
        continuations[number] = nil
    }

    func tell(_ change: ShelfChange) {
        for continuation in continuations.values { continuation.yield(change) }
    }

    func finish() {
        for continuation in continuations.values { continuation.finish() }
    }
}
