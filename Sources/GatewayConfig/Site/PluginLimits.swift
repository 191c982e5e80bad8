/// What a child process of a plugin may use up before the gateway ends it. Plugins inside of the daemon have no limits.
public struct PluginLimits: Sendable, Hashable {
    public static let memoryRange: ClosedRange<Int64> = (16 << 20)...(1 << 40)
    public static let openFilesRange: ClosedRange<Int64> = 16...1_048_576
    public static let hangRange: ClosedRange<Duration> = .seconds(3)...(.seconds(600))

    /// Bytes of memory, from 16 MiB; `nil`: the host's default.
    public var memory: Int64?
    /// Files, sockets and devices open at once, from 16; `nil`: the host's default.
    public var openFiles: Int?
    /// How long it may give no sign of life before it counts as hung; from 3 s to 600 s.
    public var hangAfter: Duration

    public init(memory: Int64? = nil, openFiles: Int? = nil, hangAfter: Duration = .seconds(5)) {
        self.memory = memory
        self.openFiles = openFiles
        self.hangAfter = hangAfter
    }
}
