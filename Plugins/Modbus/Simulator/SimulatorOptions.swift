import Glibc

/// What to simulate, and where. The names follow the seed's tool: `--host --port --slave-id --update-interval`.
public struct SimulatorOptions: Sendable {
    /// A name or an address of this machine; `0.0.0.0` or `::` for all of them.
    public var host = "127.0.0.1"
    /// 0 lets the kernel choose. Ports below 1024 need rights.
    public var port: UInt16 = 502
    /// Listens on so many ports from ``port`` on, each with devices of its own. With port 0 the kernel chooses each.
    public var ports = 1
    /// 1…255. The energy site takes three for each site; a single one means that and the next two.
    public var slaveIDs: [UInt8] = [1]
    /// How often values change: one millisecond to one hour.
    public var updateInterval: Duration = .seconds(1)
    /// Without it values stay as they are until someone writes.
    public var autoUpdate = true
    public var profile = DeviceProfile.plain
    /// Whether a slave id that is not there is answered with exception 0x0B or not at all.
    public var answersMissingSlaves = true
    /// Device seconds in a second: 60 makes a day of 24 minutes. Above 0, up to 86,400.
    public var speed = 1.0
    /// The same seed gives the same weather, habits and faults.
    public var seed: UInt64 = 1
    /// Time since midnight on the device's clock when it starts; now when not given.
    public var timeOfDay: Duration?
    /// Misbehaves on purpose; `nil` is a good device.
    public var faults: FaultPlan?

    public init() {}

    /// Seconds since midnight at the start.
    var startSecond: Double {
        if let timeOfDay { return timeOfDay / .seconds(1) }
        var now = time(nil)
        var local = tm()
        localtime_r(&now, &local)
        return Double(local.tm_hour * 3600 + local.tm_min * 60 + local.tm_sec)
    }

    /// Says what cannot work, before anything is opened.
    func check() throws(SimulatorError) {
        guard !slaveIDs.isEmpty else { throw .settings("no slave id was given", mend: "give at least one, such as 1") }
        guard !slaveIDs.contains(0) else {
            throw .settings("slave id 0 is the broadcast address", mend: "use 1 to 255")
        }
        guard Set(slaveIDs).count == slaveIDs.count else {
            throw .settings("a slave id was given twice", mend: "give each id once")
        }
        try checkSites()
        guard updateInterval >= .milliseconds(1), updateInterval <= .seconds(3600) else {
            throw .settings(
                "the update interval is \(updateInterval)", mend: "use 1 ms to 1 hour, or switch updates off")
        }
        guard speed > 0, speed <= 86_400 else {
            throw .settings("the speed is \(speed)", mend: "use a number above 0 and up to 86400")
        }
        guard ports >= 1, ports <= 65_536 - Int(max(port, 1)) else {
            throw .settings("\(ports) ports from \(port) on do not exist", mend: "use 1 or more that end by 65535")
        }
    }

    private func checkSites() throws(SimulatorError) {
        let size = max(1, profile.maps.count)
        let ids = profile.slaveIDs(self)
        guard ids.count % size == 0, !ids.contains(0) else {
            throw .settings(
                "\(profile.rawValue) takes \(size) slave ids for each site, and \(slaveIDs.map { "\($0)" }.joined(separator: ", ")) are not that",
                mend: "give the first of a site only, at most \(256 - size), or all ids of every site")
        }
    }
}
