import Foundation
import GRDB
import GatewayCore

/// Between the spool's values and the rows of ``SpoolFile``; what comes from a row may be damaged.
enum SpoolRow {
    /// `stream, epoch, sequence, samples, bytes, created, checksum, payload`.
    static func arguments(_ block: SpoolBlock) -> StatementArguments {
        [
            block.stream, Int64(clamping: block.id.epoch), Int64(clamping: block.id.sequence), block.sampleCount,
            block.payload.count, block.created.rawValue, checksum(block), Data(block.payload),
        ]
    }

    static func arguments(_ id: BlockID) -> StatementArguments {
        [Int64(clamping: id.epoch), Int64(clamping: id.sequence)]
    }

    static func arguments(_ stream: String, _ position: SpoolPosition) -> StatementArguments {
        let ids = [position.cursor?.epoch, position.cursor?.sequence, position.floor?.epoch, position.floor?.sequence]
        return [stream] + StatementArguments(ids.map { $0.map { Int64(clamping: $0) } })
    }

    /// The block of a row, if it is whole.
    static func block(_ row: Row) -> SpoolBlock? {
        block(row[0], row[1], row[2], row[3], row[5], checksum: row[6], [UInt8](row[7] as Data))
    }

    /// The block of a row of the table `block`, found by ``PageCarver``.
    static func block(_ record: SQLiteRecord) -> SpoolBlock? {
        let values = record.values
        guard values.count == 9, let stream = values[1].text, let epoch = values[2].int, let sequence = values[3].int,
            let samples = values[4].int, let created = values[6].int, let checksum = values[7].int,
            let payload = values[8].blob
        else { return nil }
        return block(stream, epoch, sequence, samples, created, checksum: checksum, payload)
    }

    private static func block(
        _ stream: String, _ epoch: Int64, _ sequence: Int64, _ samples: Int64, _ created: Int64, checksum: Int64,
        _ payload: [UInt8]
    ) -> SpoolBlock? {
        let block = SpoolBlock(
            stream: stream, id: id(epoch, sequence), sampleCount: Int(samples), created: Timestamp(rawValue: created),
            payload: payload)
        return Self.checksum(block) == checksum ? block : nil
    }

    static func id(_ epoch: Int64, _ sequence: Int64) -> BlockID {
        BlockID(epoch: UInt64(clamping: epoch), sequence: UInt64(clamping: sequence))
    }

    static func position(
        _ cursorEpoch: Int64?, _ cursorSequence: Int64?, _ floorEpoch: Int64?, _ floorSequence: Int64?
    ) -> SpoolPosition {
        var position = SpoolPosition()
        if let cursorEpoch, let cursorSequence { position.cursor = id(cursorEpoch, cursorSequence) }
        if let floorEpoch, let floorSequence { position.floor = id(floorEpoch, floorSequence) }
        return position
    }

    /// Over everything that a row says, so that a wrong name is damage as much as a wrong payload.
    private static func checksum(_ block: SpoolBlock) -> Int64 {
        var sum = Checksum.of(block.payload)
        for word in [
            block.id.epoch, block.id.sequence, UInt64(clamping: block.sampleCount),
            UInt64(bitPattern: block.created.rawValue),
        ] {
            sum = withUnsafeBytes(of: word.littleEndian) { Checksum.of($0, seed: sum) }
        }
        return Int64(bitPattern: Checksum.of(Array(block.stream.utf8), seed: sum))
    }
}
