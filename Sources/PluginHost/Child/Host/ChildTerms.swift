/// What the child processes of a plugin may do, and for how long.
public struct ChildTerms: Hashable, Sendable {
    public var confinement: ConfinementRequest
    /// A plugin that does not come back from a call for so long is ended; at least 3 s.
    public var hangLimit: Duration
    /// Added to the environment, which is otherwise nearly empty.
    public var environment: [String: String]

    public init(
        _ confinement: ConfinementRequest, hangLimit: Duration = .seconds(5), environment: [String: String] = [:]
    ) {
        self.confinement = confinement
        self.hangLimit = hangLimit
        self.environment = environment
    }
}
