/// What a sandboxed plugin may reach beyond the code it is made of.
public struct PluginReach: Sendable, Hashable {
    public static let portRange: ClosedRange<Int64> = 1...65_535

    /// Absolute paths of files and folders it may read, with everything below them.
    public var read: [String]
    /// Absolute paths it may also write.
    public var write: [String]
    /// TCP ports it may connect to, on every host.
    public var connect: [UInt16]
    /// TCP ports it may listen on.
    public var listen: [UInt16]

    public init(read: [String] = [], write: [String] = [], connect: [UInt16] = [], listen: [UInt16] = []) {
        self.read = read
        self.write = write
        self.connect = connect
        self.listen = listen
    }
}
