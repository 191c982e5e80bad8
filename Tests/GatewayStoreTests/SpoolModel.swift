import GatewayCore
import GatewayStore

func id(_ sequence: UInt64) -> BlockID {
    BlockID(epoch: 1, sequence: sequence)
}

func created(_ sequence: UInt64) -> Timestamp {
    Timestamp(rawValue: Int64(sequence) * 1_000_000_000)
}

/// A block of ten samples whose payload tells which it is.
func block(_ stream: String, _ id: BlockID, size: Int = 40) -> SpoolBlock {
    let payload = (1...UInt64(size)).map { at in
        UInt8(truncatingIfNeeded: (at &* 0x9E37_79B9_7F4A_7C15 ^ id.sequence &* 0xD1B5_4A32_D192_ED03) >> 32)
    }
    return SpoolBlock(
        stream: stream, id: id, sampleCount: 10, created: created(id.sequence), payload: payload)
}

func blocks(_ stream: String, _ range: ClosedRange<UInt64>, size: Int = 40) -> [SpoolBlock] {
    range.map { block(stream, id($0), size: size) }
}

/// What a spool should hold, said the simple way.
struct SpoolModel {
    var blocks: [SpoolBlock] = []
    var cursors: [String: BlockID] = [:]

    func held(_ stream: String) -> [SpoolBlock] {
        blocks.filter { $0.stream == stream }
    }

    mutating func cursor(_ stream: String, _ id: BlockID) {
        cursors[stream] = max(cursors[stream] ?? id, id)
    }

    mutating func trim() -> SpoolAmount {
        take { [cursors] block in cursors[block.stream].map { block.id <= $0 } ?? false }
    }

    mutating func drop(_ stream: String, _ keeping: Int) -> SpoolAmount {
        var left = held(stream).reduce(0) { $0 + $1.payload.count }
        return take { block in
            guard block.stream == stream, left > keeping else { return false }
            left -= block.payload.count
            return true
        }
    }

    private mutating func take(_ goes: (SpoolBlock) -> Bool) -> SpoolAmount {
        let gone = blocks.map(goes)
        defer { blocks = zip(blocks, gone).filter { !$1 }.map(\.0) }
        return zip(blocks, gone).filter(\.1).reduce(.zero) { $0 + SpoolAmount($1.0) }
    }
}
