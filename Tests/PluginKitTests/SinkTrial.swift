import Foundation
import GatewayCore
import PluginBench
import PluginHost
import Testing

/// What every sink of the kit does, whatever it is written in.
struct SinkTrial {
    let file: PluginFile
    let isolation: Isolation
    /// Where it may write.
    let folder: String

    init(_ file: PluginFile, in isolation: Isolation, folder: String) {
        (self.file, self.isolation, self.folder) = (file, isolation, folder)
    }

    func run() throws {
        try writesLines()
        try triesAgain()
        try refuses()
    }

    private func writesLines() throws {
        let lines = "\(folder)/\(isolation).txt"
        let bench = try PlacedBench(file: file, cells: [.text(lines), .text("disk")], in: isolation)
        try bench.prepare(points: 2)
        for round in 1...2 {
            bench.owner.forget()
            try bench.start()
            #expect(bench.owner.wait(for: "link all up") != nil)
            #expect(bench.deliver(Self.block, sequence: UInt64(round), "new") == "new ok ")
            // The answer may have got lost: the same block again is taken, and not written again.
            #expect(bench.deliver(Self.block, sequence: UInt64(round), isResent: true, "again") == "again ok ")
            try bench.stop()
        }
        let text = try String(contentsOfFile: lines, encoding: .utf8)
        #expect(text == Self.text + Self.text)
    }

    /// A disk that is full takes nothing now, and perhaps later.
    private func triesAgain() throws {
        let bench = try PlacedBench(file: file, cells: [.text("/dev/full"), .text("system")], in: isolation)
        try bench.prepare(points: 2)
        try bench.start()
        #expect(bench.deliver(Self.block)?.hasPrefix("deliver retry cannot write to /dev/full: ") == true)
    }

    private func refuses() throws {
        let relative = try PlacedBench(file: file, cells: [.text("lines"), .text("disk")], in: isolation)
        let refusal = #expect(throws: PlanFailure.self) { try relative.prepare(points: 1) }
        #expect(refusal?.failure.status == .configuration && refusal?.failure.column == 0)
        let nowhere = try PlacedBench(file: file, cells: [.text("\(folder)/no/lines"), .text("disk")], in: isolation)
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
