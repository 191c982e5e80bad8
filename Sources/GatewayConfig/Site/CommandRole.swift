/// The rights of commands that arrive through a sink.
public enum CommandRole: String, Sendable, CaseIterable {
    /// Commands are refused.
    case none
    case viewer
    case `operator`
    case engineer
    case admin
}
