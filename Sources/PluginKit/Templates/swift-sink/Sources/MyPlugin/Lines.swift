// SPDX-License-Identifier: 0BSD
import GatewaySDK

/// The lines of one block; keeps its memory from block to block.
struct Lines {
    /// Of the points, by handle.
    var names: [UInt32: String] = [:]
    private(set) var text: [UInt8] = []

    mutating func fill(_ delivery: Delivery) {
        text.removeAll(keepingCapacity: true)
        for sample in delivery.samples {
            let time = sample.sourceTime == .none ? delivery.receiveTime : sample.sourceTime
            put("\(time.rawValue) \(names[sample.point] ?? "?") ")
            put(SampleBuffer.value(sample, bytes: delivery.bytes))
            put(" 0x\(Self.hex(UInt8(sample.qualityBits >> 8)))\(Self.hex(UInt8(sample.qualityBits & 0xFF)))\n")
        }
    }

    private mutating func put(_ words: String) {
        text.append(contentsOf: words.utf8)
    }

    private mutating func put(_ value: Value) {
        switch value {
        case .none: put("-")  // the quality says why
        case .bool(let value): put("\(value)")
        case .int(let value): put("\(value)")
        case .uint(let value): put("\(value)")
        case .float(let value): put("\(value)")
        // A text in one line: blanks and what does not print become '_'. Bytes beyond ASCII are UTF-8 and stay.
        case .text(let value):
            text.append(contentsOf: value.utf8.map { $0 <= 32 || $0 == 127 ? UInt8(ascii: "_") : $0 })
        case .bytes(let value): put(value.map(Self.hex).joined())
        }
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
