/// What a child process that runs a plugin may do. Everything that is not said here is the same for all.
public struct ConfinementRequest: Hashable, Sendable {
    public var isolation: Isolation
    /// Bytes of memory of its own, stacks included (each thread reserves what `ulimit -s` says, commonly 8 MiB). 0: no
    /// limit. Past it, allocations fail.
    public var memory: UInt64 = 512 << 20
    /// Files and connections open at once. 0: as many as the gateway itself may open.
    public var openFiles: UInt64 = 1024
    /// Bytes of the largest file it may write; past it, writes fail with `EFBIG`. 0: no limit.
    public var fileSize: UInt64 = 64 << 20

    // The rest is for `sandbox`, which refuses what is not named.

    /// Absolute paths of files and folders, with all beneath them, that it may read, besides the system's libraries,
    /// certificates, time zones and name resolution.
    public var readable: [String] = []
    /// Absolute paths of files, devices and folders, with all beneath them, that it may read, change and control.
    ///
    /// A path is looked up once, when the child starts: a device that is unplugged and plugged in again is another
    /// file, out of reach until the child is started anew.
    public var writable: [String] = []
    /// An absolute path of a folder that is the child's alone, to keep what it likes; it must exist.
    public var privateFolder: String?
    /// TCP ports of others that it may connect to; `nil`: any.
    public var connectPorts: [UInt16]?
    /// TCP ports that it may offer itself; `nil`: any. With neither these nor ``connectPorts`` (both empty) it has no
    /// IP network at all, UDP included; otherwise UDP is free.
    public var bindPorts: [UInt16]?
    /// It may speak over Unix sockets. The gateway's own API listens on one, so say yes only for a plugin whose partner
    /// does too.
    public var usesLocalSockets = false

    public init(_ isolation: Isolation) {
        self.isolation = isolation
    }

    /// TCP ports are named, in one direction at least.
    var limitsPorts: Bool { connectPorts != nil || bindPorts != nil }

    /// Neither TCP port to connect to nor to offer: nothing to do on a network.
    var hasNetwork: Bool { connectPorts != [] || bindPorts != [] }
}
