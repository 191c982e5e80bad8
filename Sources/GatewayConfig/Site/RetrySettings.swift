/// How long a channel or sink waits after failures, one longer than the last.
public struct RetrySettings: Sendable, Hashable {
    /// The longest wait between two tries; 500 ms to 1 h.
    public var longest: Duration

    public init(longest: Duration = .seconds(30)) {
        self.longest = longest
    }
}
