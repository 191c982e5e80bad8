import GatewayWire

/// One device on the live table: a frame with its name and state, and its points inside.
struct DeviceCard {
    /// Narrower cards have no room for a trend.
    static let narrowest = 46

    let title: String
    /// Of the device, or of its channel; empty when nobody knows.
    var state = ""
    let points: [LivePoint]

    /// As many lines as there are points, and two.
    func lines(width: Int, style: Style, now: WireTime) -> [String] {
        let layout = Layout(points, width: width)
        let rows = points.map { row($0, layout, style, now) }
        let bottom = style.paint("╰" + String(repeating: "─", count: width - 2) + "╯", .dim)
        return [top(width, style)] + rows + [bottom]
    }

    private func top(_ width: Int, _ style: Style) -> String {
        let name = CellWidth.cut(title, width - 8)
        let room = width - 6 - CellWidth.of(name)
        let word = state.isEmpty || room < state.count + 6 ? "" : state
        let mark = word.isEmpty ? "" : " \(style.paint("●", Style.Ink(state: state))) \(style.paint(word, .dim)) "
        let rule = String(repeating: "─", count: max(0, room - (word.isEmpty ? 0 : word.count + 4)))
        return style.paint("╭─ ", .dim) + style.paint(name, .boldCyan) + style.paint(" " + rule, .dim) + mark
            + style.paint("─╮", .dim)
    }

    private func row(_ point: LivePoint, _ layout: Layout, _ style: Style, _ now: WireTime) -> String {
        let value = CellWidth.fit(point.text, layout.value, right: true)
        let ink: Style.Ink = point.isGood ? (point.justChanged(now) ? .bold : .plain) : .dim
        let age = point.receiveTime.map { Self.age(now.seconds(since: $0)) } ?? "–"
        let cells = [
            mark(point, style) + " " + CellWidth.fit(point.label, layout.label),
            style.paint(value, ink) + " " + style.paint(CellWidth.fit(point.unit, layout.unit), .dim),
            picture(point, layout.trend, style),
            style.paint(CellWidth.fit(age, layout.age, right: true), .dim),
        ]
        let bar = style.paint("│", .dim)
        return "\(bar) \(cells.joined(separator: " ")) \(bar)"
    }

    /// Tenths of a second would only flicker.
    private static func age(_ seconds: Double) -> String {
        seconds < 1 ? "now" : seconds < 10 ? "\(Int(seconds))s" : TimeText.age(seconds)
    }

    private func mark(_ point: LivePoint, _ style: Style) -> String {
        point.isGood ? style.paint("·", .green) : style.paint("!", Style.Ink(quality: point.quality))
    }

    /// A bar for shares of a hundred, a trend for other numbers, the reason for what is not good.
    private func picture(_ point: LivePoint, _ width: Int, _ style: Style) -> String {
        guard width > 0 else { return "" }
        if !point.isGood {
            return style.paint(CellWidth.fit(point.complaint, width), Style.Ink(quality: point.quality))
        }
        if point.unit == "%", let share = point.value.number, (0...100).contains(share) {
            let bar = Sparkline.bar(share / 100, width: width)
            return style.paint(bar.filled, share < 15 ? .yellow : .green) + style.paint(bar.empty, .dim)
        }
        return style.paint(
            CellWidth.fit(Sparkline.blocks(Sparkline.condensed(point.trend, width: width)), width, right: true), .cyan)
    }

    /// Which column gets how much: names first, then values, the trend takes what is left.
    private struct Layout {
        let label: Int
        let value: Int
        let unit: Int
        let trend: Int
        let age = 4

        init(_ points: [LivePoint], width: Int) {
            // Frame and blanks beside it, mark, and the blanks between the columns.
            let room = width - 4 - 2 - 4
            unit = min(7, points.map { CellWidth.of($0.unit) }.max() ?? 0)
            value = min(12, max(7, points.map { CellWidth.of($0.text) }.max() ?? 0))
            let longest = points.map { CellWidth.of($0.label) }.max() ?? 0
            label = max(4, min(longest, room - unit - value - age - 8))
            trend = max(0, room - label - value - unit - age)
        }
    }
}
