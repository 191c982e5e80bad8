/// Rows in aligned columns.
///
/// Where the width is limited, the columns marked flexible give way from the right; what is cut ends in an ellipsis.
struct TextTable {
    struct Column {
        var title: String
        var right = false
        var flexible = false
    }

    struct Cell: ExpressibleByStringInterpolation {
        var text: String
        var ink: Style.Ink

        init(_ text: String, _ ink: Style.Ink = .plain) {
            self.text = Printable.text(text)
            self.ink = ink
        }

        init(stringLiteral text: String) {
            self.init(text)
        }
    }

    private static let gap = 2
    private static let narrowest = 8

    private let columns: [Column]
    private(set) var rows: [[Cell]] = []

    init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Cells that are missing are empty, those in excess are left out.
    mutating func add(_ cells: [Cell]) {
        rows.append(columns.indices.map { $0 < cells.count ? cells[$0] : "" })
    }

    /// Title and rows; columns that are empty in every row are left out. No line ends in blanks.
    func lines(style: Style, width: Int? = nil) -> [String] {
        let shown = columns.indices.filter { at in rows.contains { !$0[at].text.isEmpty } }
        let widths = widths(of: shown, within: width)
        let titles = columns.map { Cell($0.title, .dim) }
        return ([titles] + rows).map { row in
            let cells = zip(shown, widths).map { at, width in
                style.paint(CellWidth.fit(row[at].text, width, right: columns[at].right), row[at].ink)
            }
            // The last column is not padded: lines that end in blanks break in narrow terminals.
            guard let last = shown.last, let room = widths.last, !columns[last].right else { return joined(cells) }
            return joined(cells.dropLast() + [style.paint(CellWidth.cut(row[last].text, room), row[last].ink)])
        }
    }

    private func joined(_ cells: some Sequence<String>) -> String {
        let line = cells.joined(separator: String(repeating: " ", count: Self.gap))
        guard let end = line.lastIndex(where: { $0 != " " }) else { return "" }
        return String(line[...end])
    }

    private func widths(of shown: [Int], within limit: Int?) -> [Int] {
        var widths = shown.map { at in
            rows.reduce(CellWidth.of(columns[at].title)) { max($0, CellWidth.of($1[at].text)) }
        }
        guard let limit else { return widths }
        var excess = widths.reduce(0, +) + Self.gap * max(0, widths.count - 1) - limit
        for index in widths.indices.reversed() where columns[shown[index]].flexible && excess > 0 {
            let cut = min(excess, max(0, widths[index] - Self.narrowest))
            widths[index] -= cut
            excess -= cut
        }
        return widths
    }
}
