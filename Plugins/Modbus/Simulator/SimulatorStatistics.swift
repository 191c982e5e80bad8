/// What a simulator has done since it started.
public struct SimulatorStatistics: Sendable, Equatable {
    /// Clients that came, whether or not they are still there.
    public internal(set) var connections: UInt64 = 0
    /// Requests taken, silent ones included.
    public internal(set) var requests: UInt64 = 0

    static func + (left: Self, right: Self) -> Self {
        var sum = left
        sum.connections += right.connections
        sum.requests += right.requests
        return sum
    }
}
