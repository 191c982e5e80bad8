/// Why the history gives no answer.
public enum HistoryError: Error, Hashable, Sendable {
    /// The disk refuses; what is in memory is not a whole answer.
    case unavailable(String)
}
