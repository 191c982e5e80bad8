/// Which point of which channel a full name is: the channel by its id, the rest by the channel's own index.
struct PointDirectory: Sendable {
    private var channels: [String: Channel] = [:]

    init() {}

    init(_ channels: some Sequence<Channel>) {
        self.channels = Dictionary(channels.map { ($0.config.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func find(_ name: String) -> (channel: Channel, handle: Int)? {
        guard let dot = name.firstIndex(of: "."), let channel = channels[String(name[..<dot])],
            let handle = channel.handle(of: name)
        else { return nil }
        return (channel, handle)
    }
}
