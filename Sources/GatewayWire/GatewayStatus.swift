/// How the gateway is doing, in one answer.
public struct GatewayStatus: Codable, Hashable, Sendable {
    /// Name of the site, as site.yaml gives it.
    public var site: String
    /// Of the gateway: `0.1.0`.
    public var version: String
    /// The gateway's clock, when it answered.
    public var now: WireTime
    public var startedAt: WireTime
    public var counts: SiteCounts
    /// How many channels are in each state: `connected`, `waiting`, `failed` …
    public var channels: [String: Int]
    /// One for each sink.
    public var lanes: [LaneInfo]
    /// Why samples are not durable just now; none when all is well, or the site has no spool.
    public var spoolProblem: String?
    public var memory: MemoryInfo
    /// The newest first, the last hundred at most.
    public var faults: [FaultInfo]
    /// Since the start.
    public var faultCount: UInt64

    public init(
        site: String, version: String, now: WireTime, startedAt: WireTime, counts: SiteCounts,
        channels: [String: Int] = [:], lanes: [LaneInfo] = [], spoolProblem: String? = nil,
        memory: MemoryInfo = MemoryInfo(),
        faults: [FaultInfo] = [], faultCount: UInt64 = 0
    ) {
        self.site = site
        self.version = version
        self.now = now
        self.startedAt = startedAt
        self.counts = counts
        self.channels = channels
        self.lanes = lanes
        self.spoolProblem = spoolProblem
        self.memory = memory
        self.faults = faults
        self.faultCount = faultCount
    }
}
