@testable import gatewayctl
import Testing

@Suite struct SparklineTests {
    @Test func `blocks reach from the lowest to the highest`() {
        #expect(Sparkline.blocks([0, 1, 2, 3, 4, 5, 6, 7]) == "▁▂▃▄▅▆▇█")
        #expect(Sparkline.blocks([5, 5, 5]) == "▁▁▁")
        #expect(Sparkline.blocks([1, nil, .nan, .infinity, 2]) == "▁   █")
        #expect(Sparkline.blocks([-.greatestFiniteMagnitude, .greatestFiniteMagnitude]) == "▁█")
        #expect(Sparkline.blocks([nil, nil]) == "  ")
        #expect(Sparkline.blocks([]) == "")
    }

    @Test func `a long past is averaged into the room there is`() {
        #expect(Sparkline.condensed([1, 2, 3], width: 3) == [1, 2, 3])
        #expect(Sparkline.condensed([1, 3, nil, 5, nil, nil], width: 3) == [2, 5, nil])
        #expect(Sparkline.condensed([9, 1, 3, 2, 4], width: 3) == [9, 2, 3])
    }

    @Test func `a bar is as long as its share`() {
        #expect(Sparkline.bar(0.5, width: 4) == ("██", "░░"))
        #expect(Sparkline.bar(0.28125, width: 4) == ("█▏", "░░"))
        #expect(Sparkline.bar(0, width: 3) == ("", "░░░"))
        #expect(Sparkline.bar(7, width: 3) == ("███", ""))
        #expect(Sparkline.bar(.nan, width: 2) == ("", "░░"))
    }

    @Test func `keys are found among escape sequences`() {
        #expect(LiveKey.read(Array("\u{1B}[A\u{1B}[6~xq".utf8)) == [.lineUp, .pageDown, .quit])
        #expect(LiveKey.read([0x1B, 0xFF]) == [])
    }
}
