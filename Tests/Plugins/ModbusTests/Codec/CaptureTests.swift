import Glibc
import Modbus
import Testing

/// Real captures, good and fuzzed, that lie beside the package on some machines.
@Suite struct CaptureTests {
    static let folder = #filePath.split(separator: "/").dropLast(5).map { "/" + $0 }.joined() + "/../shared/data/pcap/"

    static var isThere: Bool {
        let found = access(folder, R_OK) == 0
        if !found { print("SKIPPED: no captures in \(folder); real traffic is not checked on this machine") }
        return found
    }

    @Test(
        .enabled(if: isThere, "the captures are not on this machine"),
        arguments: [
            ("modbusSmall.pcap", 1), ("modbus_fuzz-72.pcap", 1), ("modbus-and-non-modbus-p502.pcap", 1),
            ("modbus_test.pcap", 1), ("modbus_test_data_part1.pcap", 1), ("iec104_diverse.pcap", 0),
        ])
    func `every frame decodes or says why not`(name: String, least: Int) throws {
        let capture = try #require(Capture(path: Self.folder + name))
        var decoded = 0
        var refused = 0
        for segment in capture.segments {
            let isRequest = segment.destinationPort == 502
            var parser = TCPFrameParser()
            parser.receive(segment.payload)
            do {
                while let frame = try parser.nextFrame() {
                    let words = isRequest ? frame.requestWords : frame.responseWords
                    #expect(!words.isEmpty)
                    if isRequest {
                        _ = try ModbusRequest(pdu: frame.pdu)
                    } else {
                        _ = try ModbusResponse(pdu: frame.pdu)
                    }
                    decoded += 1
                }
            } catch {
                refused += 1
            }
        }
        print("\(name): \(capture.segments.count) segments, \(decoded) frames decoded, \(refused) refused")
        #expect(decoded >= least)
        #expect(decoded + refused > 0)
    }
}
