import Dispatch

/// Threads that do the same at the same time.
enum Many {
    static func atOnce(_ count: Int, _ body: @Sendable @escaping (Int) -> Void) {
        let group = DispatchGroup()
        for index in 0..<count { DispatchQueue.global().async(group: group) { body(index) } }
        group.wait()
    }
}
