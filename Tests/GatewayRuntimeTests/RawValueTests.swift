import GatewayConfig
import GatewayCore
import Testing

@testable import GatewayRuntime

@Suite struct RawValueTests {
    private func point(
        _ type: DataType, scale: Double = 1, offset: Double = 0, minimum: Double? = nil, maximum: Double? = nil,
        access: Access = [.read, .write]
    ) -> PointConfig {
        PointConfig(
            id: "p", dataType: type, scale: scale, offset: offset, access: access, minimum: minimum, maximum: maximum)
    }

    private func raw(_ value: Value, _ point: PointConfig) -> Result<Value, CommandRefusal> {
        Result { () throws(CommandRefusal) in try RawValue(value, for: point).value }
    }

    @Test func `scale and offset are undone`() {
        #expect(raw(.float(20), point(.int16, scale: 0.1, offset: -5)) == .success(.int(250)))
        #expect(raw(.int(20), point(.float32, scale: 2)) == .success(.float(10)))
    }

    @Test func `integers without scale stay exact`() {
        #expect(raw(.uint(.max), point(.uint64)) == .success(.uint(.max)))
        #expect(raw(.int(.min), point(.int64)) == .success(.int(.min)))
    }

    @Test func `what does not fit the device's type is refused`() {
        #expect(raw(.int(70_000), point(.uint16)) == .failure(CommandRefusal("70000 does not fit uint16")))
        #expect(raw(.int(-1), point(.uint16)) == .failure(CommandRefusal("-1 does not fit uint16")))
        #expect(raw(.float(1e30), point(.int32)) == .failure(CommandRefusal("1e+30 does not fit int32")))
        #expect(raw(.uint(.max), point(.int64)) == .failure(CommandRefusal("18446744073709551615 does not fit int64")))
    }

    @Test func `limits are kept`() {
        let limited = point(.float32, minimum: 0, maximum: 100)
        #expect(raw(.float(100.5), limited) == .failure(CommandRefusal("100.5 is above the maximum 100.0")))
        #expect(raw(.float(-1), limited) == .failure(CommandRefusal("-1.0 is below the minimum 0.0")))
        #expect(raw(.float(.nan), limited) == .failure(CommandRefusal("value has to be a number")))
    }

    @Test func `switches take true, false, 1 and 0`() {
        #expect(raw(.int(1), point(.bool)) == .success(.bool(true)))
        #expect(raw(.bool(false), point(.bool)) == .success(.bool(false)))
        #expect(raw(.float(0.5), point(.bool)) == .failure(CommandRefusal("value has to be true or false")))
    }

    @Test func `a point that cannot be written is not written`() {
        #expect(raw(.int(1), point(.int16, access: .read)) == .failure(CommandRefusal("point is not writable")))
    }
}
