/// Something that should not have happened: a second answer to one request, a plugin's bug, a missed promise.
public struct FaultInfo: Codable, Hashable, Sendable {
    public var time: WireTime
    /// Who is at fault: `plugin modbus`, `channel pv`.
    public var source: String
    public var message: String

    public init(time: WireTime, source: String, message: String) {
        self.time = time
        self.source = source
        self.message = message
    }
}
