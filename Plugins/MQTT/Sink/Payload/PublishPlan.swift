import GatewaySDK

/// Where each point goes and what stands before its value, worked out once.
struct PublishPlan {
    struct Entry: Equatable {
        /// Index into ``PublishPlan/topics``.
        var topic: Int32
        /// The point gives single precision.
        var isFloat32: Bool
        /// `{"name":"power","value":` within ``PublishPlan/prefixes``.
        var prefixStart: Int
        var prefixSize: Int
    }

    private(set) var entries: [Entry] = []
    /// Texts with a zero byte at the end, as C wants them.
    private(set) var topics: [ContiguousArray<CChar>] = []
    private(set) var prefixes: [UInt8] = []
    private(set) var index = PointIndex([])

    /// `points` as the host plans them; `problem` hears of points that make no topic.
    init(
        _ points: some Collection<(handle: UInt32, name: String, type: DataType)>, topic template: TopicTemplate,
        site: String,
        sink: String, problem: (UInt32, String) -> Void = { _, _ in }
    ) {
        let writer = ByteWriter()
        var known: [String: Int32] = [:]
        entries.reserveCapacity(points.count)
        for point in points {
            let name = PointName(point.name)
            let topic = template.filled { Self.part($0, name, site, sink) }
            if let fault = Topic.fault(topic) {
                problem(point.handle, "the topic '\(topic)' of '\(point.name)' \(fault)")
            }
            let number = known[topic] ?? Int32(clamping: topics.count)
            if known.updateValue(number, forKey: topic) == nil { topics.append(ContiguousArray(topic.utf8CString)) }
            let start = writer.count
            writer.append("{\"name\":")
            writer.append(jsonText: Self.name(name, beside: template))
            writer.append(",\"value\":")
            entries.append(
                Entry(
                    topic: number, isFloat32: point.type == .float32, prefixStart: start,
                    prefixSize: writer.count - start))
        }
        prefixes = Array(writer.view)
        index = PointIndex(points.map(\.handle))
    }

    /// No points.
    init() {}

    /// Bytes of the longest topic.
    var longestTopic: Int { topics.map { $0.count - 1 }.max() ?? 0 }

    func withTopic<Result, Failure: Error>(_ number: Int, _ body: (UnsafePointer<CChar>) throws(Failure) -> Result)
        throws(Failure) -> Result
    {
        // Every topic has its zero byte, so there always is a base address.
        try topics[number].withUnsafeBufferPointer { (name) throws(Failure) in
            try body(name.baseAddress.unsafelyUnwrapped)
        }
    }

    func topicText(_ number: Int) -> String {
        withTopic(number) { String(cString: $0) }
    }

    private static func part(
        _ placeholder: TopicTemplate.Placeholder, _ name: PointName, _ site: String, _ sink: String
    )
        -> Substring
    {
        switch placeholder {
        case .site: site[...]
        case .sink: sink[...]
        case .channel: name.channel
        case .device: name.device
        case .point: name.point
        }
    }

    /// What the topic does not say already.
    private static func name(_ name: PointName, beside template: TopicTemplate) -> String {
        guard template.contains(.channel), !name.channel.isEmpty else { return name.whole }
        guard !template.contains(.device), !name.device.isEmpty else { return String(name.point) }
        return "\(name.device).\(name.point)"
    }
}
