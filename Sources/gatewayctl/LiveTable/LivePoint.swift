import GatewayWire

/// One point on the live table, with the last minutes of its life.
struct LivePoint {
    /// Seconds the trend goes back; one value each.
    static let memory = 120

    /// Inside its device: `ac_power`.
    let label: String
    let unit: String
    let isBoolean: Bool
    private(set) var value: WireValue
    private(set) var quality: String
    private(set) var receiveTime: WireTime?
    /// The oldest first; nothing where the value was no good.
    private(set) var trend: [Double?] = []
    /// When the value was last another one.
    private(set) var changedAt: WireTime?

    init(_ info: PointInfo) {
        let prefix = "\(info.channel).\(info.device)."
        label = info.name.hasPrefix(prefix) ? String(info.name.dropFirst(prefix.count)) : info.name
        unit = info.unit ?? ""
        isBoolean = info.type == "bool"
        (value, quality, receiveTime) = (info.value, info.quality, info.receiveTime)
    }

    var isGood: Bool {
        quality.hasPrefix("good")
    }

    mutating func take(_ update: PointUpdate, now: WireTime) {
        if update.value != value { changedAt = now }
        (value, quality) = (update.value, update.quality)
        receiveTime = update.receiveTime ?? receiveTime
    }

    /// Called once a second: the trend is one of time, however often values come.
    mutating func remember() {
        if trend.count == Self.memory { trend.removeFirst() }
        trend.append(isGood ? value.number : nil)
    }

    /// What has been stored before this screen began.
    mutating func recall(_ past: [Double?]) {
        trend = Array((past + trend).suffix(Self.memory))
    }

    func justChanged(_ now: WireTime) -> Bool {
        changedAt.map { now.seconds(since: $0) < 1 } ?? false
    }

    /// What a glance takes in.
    var text: String {
        switch value {
        case .bool(let isOn): isOn ? "on" : "off"
        case .float(let number): NumberText.glance(number)
        case .none: "–"
        default: Printable.text(value.description)
        }
    }

    /// Why it is not good: `not connected`; empty when it is.
    var complaint: String {
        guard !isGood else { return "" }
        let words = quality.split(separator: "(", maxSplits: 1)
        guard words.count == 2 else { return quality }
        return String(words[1].filter { $0 != ")" }.map { $0 == "-" ? " " : $0 })
    }
}
