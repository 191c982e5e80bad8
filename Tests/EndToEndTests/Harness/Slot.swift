import Synchronization

/// Room for one thing that comes and goes.
final class Slot<Thing: Sendable>: Sendable {
    private let thing = Mutex<Thing?>(nil)

    var current: Thing? {
        thing.withLock { $0 }
    }

    func set(_ new: Thing) {
        thing.withLock { $0 = new }
    }

    func take() -> Thing? {
        thing.withLock { thing in
            defer { thing = nil }
            return thing
        }
    }
}
