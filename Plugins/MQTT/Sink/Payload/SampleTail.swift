import GatewaySDK

/// What stands behind a sample's value: `,"quality":"good","time":1700000000120}`.
///
/// Neighbours in a block mostly share quality and time, so the last tail is kept as bytes and written again as long as it
/// fits.
struct SampleTail {
    private let written = ByteWriter(capacity: 128)
    private var detail = JSONDetail.full
    private var receiveTime = Timestamp.none
    private var quality: UInt16 = 0
    private var sourceTime = Timestamp.none

    /// `"good"`, `"bad(not-connected)"` … by the upper byte of the quality.
    private static let words: [[UInt8]] = (0..<256).map { Array(Quality(rawValue: UInt16($0) << 8).description.utf8) }

    /// A new block: its receive time stands for samples whose device gives none.
    mutating func begin(_ detail: JSONDetail, receiveTime: Timestamp) {
        self.detail = detail
        self.receiveTime = receiveTime
        written.cut(to: 0)
    }

    @inline(__always)
    mutating func append(_ sample: Sample, to writer: ByteWriter) {
        let quality = sample.isNotFinite && sample.quality.isGood ? Quality.outOfRange.rawValue : sample.qualityBits
        if written.count == 0 || quality != self.quality || sample.sourceTime != sourceTime {
            self.quality = quality
            sourceTime = sample.sourceTime
            compose()
        }
        writer.append(UnsafePointer(written.bytes), count: written.count)
    }

    private func compose() {
        written.cut(to: 0)
        if detail == .full || Quality(rawValue: quality).description != "good" {
            written.append(",\"quality\":\"")
            Self.words[Int(quality >> 8)].withUnsafeBytes { written.append($0) }
            written.append(UInt8(ascii: "\""))
        }
        let isBelieved = sourceTime != .none && quality & Quality.sourceTimeInvalid == 0
        let time = (isBelieved ? sourceTime : receiveTime).milliseconds
        if detail == .full || time != receiveTime.milliseconds {
            written.append(",\"time\":")
            written.append(time)
        }
        written.append(UInt8(ascii: "}"))
    }
}

extension Sample {
    /// NaN or infinite: no number that JSON can say.
    @inline(__always)
    var isNotFinite: Bool {
        typeCode == ValueType.float.rawValue && !float.isFinite
    }
}
