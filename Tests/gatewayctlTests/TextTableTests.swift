@testable import gatewayctl
import Testing

@Suite struct TextTableTests {
    private func table() -> TextTable {
        var table = TextTable([
            .init(title: "NAME", flexible: true), .init(title: "VALUE", right: true), .init(title: "EMPTY"),
            .init(title: "NOTE", flexible: true),
        ])
        table.add(["pv", "1.5", "", "fine"])
        table.add(["a longer name", "-100", "", ""])
        return table
    }

    @Test func `columns are aligned, empty ones left out, and no line ends in blanks`() {
        #expect(
            table().lines(style: .none) == [
                "NAME           VALUE  NOTE",
                "pv               1.5  fine",
                "a longer name   -100",
            ])
    }

    @Test func `flexible columns give way on a narrow terminal`() {
        let lines = table().lines(style: .none, width: 22)
        #expect(lines == ["NAME       VALUE  NOTE", "pv           1.5  fine", "a longer…   -100"])
    }

    @Test func `a table of nothing is a table of nothing`() {
        #expect(TextTable([.init(title: "A")]).lines(style: .none) == [""])
    }

    @Test func `colours do not move columns`() {
        let plain = table().lines(style: .none)
        let coloured = table().lines(style: Style(isColoured: true)).map { $0.replacing(/\u{1B}\[[0-9;]*m/, with: "") }
        #expect(coloured.map { $0.replacing(/[ ]+$/, with: "") } == plain)
    }

    @Test func `wide and combining characters take the room they take`() {
        #expect(CellWidth.of("ab") == 2)
        #expect(CellWidth.of("日本") == 4)
        #expect(CellWidth.of("e\u{301}") == 1)
        #expect(CellWidth.of("°C ▁█") == 5)
        #expect(CellWidth.fit("日本語", 4) == "日… ")
        #expect(CellWidth.fit("abc", 5, right: true) == "  abc")
        #expect(CellWidth.cut("abc", 0) == "")
    }

    @Test func `a device cannot talk to the terminal`() {
        #expect(Printable.text("a\u{1B}[31mb\u{7}\n\u{202E}c") == "a\u{FFFD}[31mb\u{FFFD}\u{FFFD}\u{FFFD}c")
        #expect(TextTable.Cell("\u{9B}x").text == "\u{FFFD}x")
        #expect(Printable.text("Zähler °C") == "Zähler °C")
    }
}
