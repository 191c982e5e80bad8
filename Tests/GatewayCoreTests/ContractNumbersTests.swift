import CGatewayABI
import Testing

@testable import GatewayCore

/// Core values cross the contract uncopied, so their layout and their numbers must be those of the headers.
@Suite struct ContractNumbersTests {
    @Test func `a sample is laid out like gw_sample`() {
        #expect(MemoryLayout<Sample>.size == MemoryLayout<gw_sample>.size)
        #expect(MemoryLayout<Sample>.stride == MemoryLayout<gw_sample>.stride)
        #expect(MemoryLayout<Sample>.alignment == MemoryLayout<gw_sample>.alignment)
        #expect(MemoryLayout<Sample>.offset(of: \.point) == MemoryLayout<gw_sample>.offset(of: \.point))
        #expect(MemoryLayout<Sample>.offset(of: \.typeCode) == MemoryLayout<gw_sample>.offset(of: \.type))
        #expect(MemoryLayout<Sample>.offset(of: \.flags) == MemoryLayout<gw_sample>.offset(of: \.flags))
        #expect(MemoryLayout<Sample>.offset(of: \.qualityBits) == MemoryLayout<gw_sample>.offset(of: \.quality))
        #expect(MemoryLayout<Sample>.offset(of: \.sourceTime) == MemoryLayout<gw_sample>.offset(of: \.source_time))
        #expect(MemoryLayout<Sample>.offset(of: \.bits) == MemoryLayout<gw_sample>.offset(of: \.value))
    }

    @Test func `a span is read as C writes it`() {
        var foreign = gw_sample()
        foreign.type = UInt8(GW_TYPE_TEXT)
        foreign.value.span = gw_span(offset: 3, size: 0xFFFF_FFFF)
        let sample = withUnsafeBytes(of: &foreign) { $0.load(as: Sample.self) }
        #expect(sample.type == .text)
        #expect(sample.span == (3, 0xFFFF_FFFF))
    }

    @Test func `value types have the contract's numbers`() {
        let numbers = [
            GW_TYPE_NONE, GW_TYPE_BOOL, GW_TYPE_INT, GW_TYPE_UINT, GW_TYPE_FLOAT, GW_TYPE_TEXT, GW_TYPE_BYTES,
        ]
        #expect(ValueType.allCases.map { Int32($0.rawValue) } == numbers)
    }

    @Test func `data types have the contract's numbers`() {
        let numbers = [
            GW_DATA_BOOL, GW_DATA_INT8, GW_DATA_INT16, GW_DATA_INT32, GW_DATA_INT64, GW_DATA_UINT8, GW_DATA_UINT16,
            GW_DATA_UINT32, GW_DATA_UINT64, GW_DATA_FLOAT32, GW_DATA_FLOAT64, GW_DATA_TEXT, GW_DATA_BYTES,
        ]
        #expect(DataType.allCases.map { Int32($0.rawValue) } == numbers)
    }

    @Test func `statuses have the contract's numbers`() {
        let numbers = [
            GW_OK, GW_PENDING, GW_CONFIGURATION, GW_UNREACHABLE, GW_DEVICE, GW_TIMEOUT, GW_CANCELLED, GW_UNSUPPORTED,
            GW_BUG,
            GW_RETRY, GW_REJECTED,
        ]
        #expect(PluginStatus.allCases.map(\.rawValue) == numbers)
    }

    @Test func `kinds and access have the contract's numbers`() {
        #expect(PluginKind.allCases.map { Int32($0.rawValue) } == [GW_KIND_DRIVER, GW_KIND_SINK, GW_KIND_STAGE])
        #expect(Int32(Access.read.rawValue) == GW_ACCESS_READ)
        #expect(Int32(Access.write.rawValue) == GW_ACCESS_WRITE)
    }
}
