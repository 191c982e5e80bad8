import GatewayWire

/// The live table: what is known, and how it looks. Knows no terminal and no clock.
struct LiveTable {
    private(set) var status: GatewayStatus?
    /// Why nothing comes at the moment.
    var trouble: String?
    /// First line of the cards that is seen.
    private(set) var scroll = 0
    private var points: [String: LivePoint] = [:]
    /// Names of points in each device, devices by their title.
    private var devices: [(title: String, names: [String])] = []
    private var states: [String: String] = [:]

    init(_ infos: [PointInfo] = []) {
        replace(infos)
    }

    /// Other points, at the start and after a reload; those that stay keep their trend.
    mutating func replace(_ infos: [PointInfo]) {
        let old = points
        points = [:]
        devices = []
        for info in infos {
            var point = LivePoint(info)
            if let known = old[info.name] { point.recall(known.trend) }
            points[info.name] = point
            let title = Printable.text("\(info.channel).\(info.device)")
            if let at = devices.firstIndex(where: { $0.title == title }) {
                devices[at].names.append(info.name)
            } else {
                devices.append((title, [info.name]))
            }
        }
    }

    mutating func take(_ updates: [PointUpdate], now: WireTime) {
        for update in updates { points[update.name]?.take(update, now: now) }
    }

    mutating func take(_ status: GatewayStatus, _ channels: [ChannelInfo]) {
        self.status = status
        trouble = nil
        states = [:]
        for channel in channels {
            for device in channel.devices { states["\(channel.id).\(device.id)"] = device.state }
        }
    }

    /// Once a second.
    mutating func remember() {
        for name in points.keys { points[name]?.remember() }
    }

    mutating func recall(_ past: [Double?], of name: String) {
        points[name]?.recall(past)
    }

    /// Moves what is seen by so many lines, within what there is.
    mutating func scroll(by lines: Int, size: TerminalSize) {
        let height = cardLines(width: size.columns, style: .none, now: WireTime(nanoseconds: 0)).count
        scroll = max(0, min(scroll + lines, height - room(size)))
    }

    var pointCount: Int {
        points.count
    }

    /// As many lines as the terminal has rows, none wider than it.
    func frame(size: TerminalSize, style: Style, now: WireTime) -> [String] {
        let head = LiveHead(table: self)
        let cards = cardLines(width: size.columns, style: style, now: now)
        let room = room(size)
        let first = max(0, min(scroll, cards.count - room))
        let seen = Array(cards.dropFirst(first).prefix(room))
        let blank = Array(repeating: "", count: max(0, room - seen.count))
        let hidden = cards.count > room ? "lines \(first + 1)–\(first + seen.count) of \(cards.count)" : ""
        let foot = head.foot(width: size.columns, hidden: hidden, style: style)
        return Array(
            (head.head(width: size.columns, style: style, now: now) + seen + blank + foot).prefix(max(1, size.rows)))
    }

    private func room(_ size: TerminalSize) -> Int {
        max(0, size.rows - LiveHead.headLines - LiveHead.footLines(lanes: status?.lanes.count ?? 0))
    }

    /// Cards side by side as far as the width goes, each under the shortest column so far.
    private func cardLines(width: Int, style: Style, now: WireTime) -> [String] {
        let cards = devices.map { device in
            DeviceCard(
                title: device.title, state: states[device.title] ?? "", points: device.names.compactMap { points[$0] })
        }
        let count = max(1, min(cards.count, width / DeviceCard.narrowest))
        let cardWidth = (width - (count - 1)) / count
        guard cardWidth >= 24 else { return [] }
        var columns = Array(repeating: [String](), count: count)
        for card in cards {
            let shortest = columns.indices.min { columns[$0].count < columns[$1].count } ?? 0
            columns[shortest] += card.lines(width: cardWidth, style: style, now: now)
        }
        let height = columns.map(\.count).max() ?? 0
        let blank = String(repeating: " ", count: cardWidth)
        return (0..<height).map { row in
            columns.map { row < $0.count ? $0[row] : blank }.joined(separator: " ")
        }
    }
}
