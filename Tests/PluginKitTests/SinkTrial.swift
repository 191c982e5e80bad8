import Foundation
import GatewayCore
import PluginBench
import PluginHost
import Testing

/// What every sink of the kit does, whatever it is written in.
struct SinkTrial {
    let file: PluginFile
    let folder: String

    init(_ file: PluginFile, folder: String) {
        (self.file, self.folder) = (file, folder)
    }

    func run() throws {
        try writesLines()
        try triesAgain()
        try refuses()
    }

    private func writesLines() throws {
        let lines = "\(folder)/lines.txt"
        let bench = try Bench(file: file, cells: [.text(lines), .text("disk")])
        try bench.prepare(points: 2)
        for round in 1...2 {
            try bench.start()
            #expect(bench.owner.wait(for: "link all up") != nil)
            try bench.deliver(Self.block, sequence: UInt64(round))
            #expect(bench.owner.wait(for: "deliver") == "deliver ok ")
            // The answer may have got lost: the same block again is taken, and not written again.
            try bench.deliver(Self.block, sequence: UInt64(round), isResent: true)
            #expect(try bench.settledLines().count { $0 == "deliver ok " } == 2)
            try bench.stop()
            bench.owner.forget()
        }
        let text = try String(contentsOfFile: lines, encoding: .utf8)
        #expect(text == Self.text + Self.text)
    }

    /// A disk that is full takes nothing now, and perhaps later.
    private func triesAgain() throws {
        let bench = try Bench(file: file, cells: [.text("/dev/full"), .text("system")])
        try bench.prepare(points: 2)
        try bench.start()
        try bench.deliver(Self.block)
        #expect(bench.owner.wait(for: "deliver")?.hasPrefix("deliver retry cannot write to /dev/full: ") == true)
    }

    private func refuses() throws {
        let relative = #expect(throws: PluginFailure.self) {
            try Bench(file: file, cells: [.text("lines"), .text("disk")])
        }
        #expect(relative?.status == .configuration && relative?.column == 0)
        let nowhere = try Bench(file: file, cells: [.text("\(folder)/no/lines"), .text("disk")])
        try nowhere.prepare(points: 1)
        let failure = #expect(throws: PluginFailure.self) { try nowhere.start() }
        #expect(failure?.status == .unreachable)
    }

    /// A sample of every type; two of them of a point that is not in the plan.
    private static var block: SampleBuffer {
        let buffer = SampleBuffer()
        buffer.append(Sample(point: 0, float: 1.5))
        buffer.append(Sample(point: 1, int: -7, sourceTime: Timestamp(rawValue: 5)))
        buffer.append(Sample(point: 0, uint: .max))
        buffer.append(Sample(point: 1, bool: true))
        buffer.append(point: 0, text: "grün und\nneu")
        buffer.append(Sample(point: 1, type: .bytes), bytes: [0x01, 0xFE])
        buffer.append(Sample(point: 9, quality: .notConnected))
        return buffer
    }

    private static let text = """
        9 p0 1.5 0x0000
        5 p1 -7 0x0000
        9 p0 18446744073709551615 0x0000
        9 p1 true 0x0000
        9 p0 grün_und_neu 0x0000
        9 p1 01fe 0x0000
        9 ? - 0x8100

        """
}

extension SampleBuffer {
    fileprivate func append(_ sample: Sample, bytes: [UInt8]) {
        bytes.withUnsafeBytes { append(sample, bytes: $0) }
    }
}
