import Modbus
import Testing

@Suite struct ExceptionCodeTests {
    @Test func `every byte has a code and comes back from it`() {
        for byte in UInt8.min...UInt8.max {
            #expect(ExceptionCode(rawValue: byte).rawValue == byte)
        }
        #expect(ExceptionCode.known.map(\.rawValue) == [1, 2, 3, 4, 5, 6, 7, 8, 10, 11])
    }

    @Test func `the first three are permanent`() {
        #expect(ExceptionCode.known.filter(\.isPermanent).map(\.rawValue) == [1, 2, 3])
    }

    @Test func `a read is worth another try unless it can never succeed`() {
        #expect(ModbusError.timeout(operation: "Read Coils", milliseconds: 500).isRetryable)
        #expect(ModbusError.invalidResponse(expected: "a", received: "b").isRetryable)
        #expect(ModbusError.connectionClosed.isRetryable)
        #expect(ModbusError.unreachable("refused").isRetryable)
        #expect(ModbusError.exception(.readCoils, .serverDeviceBusy).isRetryable)
        #expect(!ModbusError.exception(.readCoils, .illegalDataAddress).isRetryable)
        #expect(!ModbusError.malformed(.length(0)).isRetryable)
    }
}
