/// The other side of a ring did what it must not: its end is not where it can be, or its records make no sense.
struct RingBreach: Error, Equatable, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
