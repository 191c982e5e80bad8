import GatewayWire

/// What stands above and below the cards: the site and its channels, the sinks and the keys.
struct LiveHead {
    static let headLines = 2

    let table: LiveTable

    static func footLines(lanes: Int) -> Int {
        1 + min(lanes, 3)
    }

    func head(width: Int, style: Style, now: WireTime) -> [String] {
        let right = TimeText.clock(now)
        var parts = [Part(" " + Printable.text(table.status?.site ?? "gateway"), .bold)]
        if let trouble = table.trouble {
            parts.append(Part(trouble, .boldRed))
        } else if let status = table.status {
            parts += channels(status)
            parts.append(Part("\(NumberText.grouped(table.pointCount)) points"))
            parts.append(
                Part("\(NumberText.grouped(Int64(status.counts.samplesPerSecond.rounded().clamped))) samples/s"))
            if status.faultCount > 0 { parts.append(Part("\(NumberText.grouped(status.faultCount)) faults", .red)) }
            parts.append(Part("up \(TimeText.stretch(now.seconds(since: status.startedAt)))", .dim))
        }
        return [Part.line(parts, right: Part(right, .dim), width: width, style: style), ""]
    }

    func foot(width: Int, hidden: String, style: Style) -> [String] {
        let lanes = (table.status?.lanes ?? []).prefix(3).map { lane in
            Part.line(parts(lane), right: Part("", .plain), width: width, style: style)
        }
        let keys = Part(hidden.isEmpty ? " q quit" : " ↑ ↓ scroll   q quit", .dim)
        return lanes + [Part.line([keys], right: Part(hidden, .dim), width: width, style: style)]
    }

    private func channels(_ status: GatewayStatus) -> [Part] {
        status.channels.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map {
            Part("● \($0.value) \($0.key)", Style.Ink(state: $0.key))
        }
    }

    private func parts(_ lane: LaneInfo) -> [Part] {
        let waits = lane.queued > 0 || lane.spooled > 0
        return [
            Part(" → \(Printable.text(lane.sink))", .bold), Part("\(NumberText.grouped(lane.delivered)) delivered"),
            Part("\(NumberText.grouped(lane.queued)) queued", .dim),
            Part("\(NumberText.grouped(lane.spooled)) spooled", waits && lane.spooled > 0 ? .yellow : .dim),
            Part("\(NumberText.grouped(lane.dropped)) dropped", lane.dropped > 0 ? .red : .dim),
        ]
    }

    /// A piece of a line in one colour.
    private struct Part {
        let text: String
        let ink: Style.Ink

        init(_ text: String, _ ink: Style.Ink = .plain) {
            self.text = text
            self.ink = ink
        }

        /// Pieces from the left as far as they fit, one at the right end.
        static func line(_ parts: [Part], right: Part, width: Int, style: Style) -> String {
            let right = width > CellWidth.of(right.text) + 10 ? right : Part("")
            var room = width - CellWidth.of(right.text) - 1
            var line = ""
            for part in parts {
                let gap = line.isEmpty ? "" : "   "
                let text = CellWidth.cut(part.text, room - gap.count)
                guard CellWidth.of(text) == CellWidth.of(part.text) || line.isEmpty else { break }
                line += gap + style.paint(text, part.ink)
                room -= gap.count + CellWidth.of(text)
            }
            return line + String(repeating: " ", count: max(0, room)) + style.paint(right.text, right.ink)
        }
    }
}

extension Double {
    /// Whole numbers that fit 53 bits; what is none is 0.
    fileprivate var clamped: Double {
        isFinite ? Swift.min(9e15, Swift.max(0, self)) : 0
    }
}
