import Modbus
import ModbusSimulator
import Testing

/// Other people's clients at our simulator.
@Suite struct SimulatorPeerTests {
    private func with(_ profile: DeviceProfile, _ body: (UInt16) throws -> Void) throws {
        var options = SimulatorOptions()
        options.port = 0
        options.autoUpdate = false
        options.profile = profile
        options.timeOfDay = .seconds(12 * 3600)
        let simulator = try ModbusSimulator(options)
        let port = try simulator.start()
        defer { simulator.stop() }
        try body(port)
    }

    /// The values mbpoll prints, as `address: text`.
    private func mbpoll(_ port: UInt16, _ arguments: [String], writing values: [String] = []) throws -> [String] {
        let program = try PeerProgram(
            PeerProgram.mbpoll, ["-m", "tcp", "-p", "\(port)", "-0", "-1"] + arguments + ["127.0.0.1"] + values)
        let lines = program.output.split(separator: "\n")
        if let failure = lines.first(where: { $0.contains("failed") }) { return [String(failure)] }
        return lines.filter { $0.hasPrefix("[") || $0.hasPrefix("Written") }.map {
            String($0.replacing("\t", with: ""))
        }
    }

    @Test(.enabled(if: PeerProgram.hasMbpoll))
    func `mbpoll writes and reads registers, coils, int32 and float`() throws {
        try with(.plain) { (port) throws in
            #expect(
                try mbpoll(port, ["-t", "4", "-r", "100"], writing: ["11", "22", "33"]) == ["Written 3 references."])
            #expect(try mbpoll(port, ["-t", "4", "-r", "100", "-c", "3"]) == ["[100]: 11", "[101]: 22", "[102]: 33"])
            #expect(try mbpoll(port, ["-t", "0", "-r", "8"], writing: ["1", "0", "1"]) == ["Written 3 references."])
            #expect(try mbpoll(port, ["-t", "0", "-r", "8", "-c", "3"]) == ["[8]: 1", "[9]: 0", "[10]: 1"])
            #expect(
                try mbpoll(port, ["-t", "4:int", "-B", "-r", "200"], writing: ["123456789"]) == [
                    "Written 1 references."
                ])
            #expect(try mbpoll(port, ["-t", "4:int", "-B", "-r", "200"]) == ["[200]: 123456789"])
            #expect(
                try mbpoll(port, ["-t", "4:float", "-B", "-r", "210"], writing: ["--", "-2.5"]) == [
                    "Written 1 references."
                ])
            #expect(try mbpoll(port, ["-t", "4:float", "-B", "-r", "210"]) == ["[210]: -2.5"])
            #expect(try mbpoll(port, ["-t", "3:float", "-B", "-r", "30"]) == ["[30]: 20"])
            #expect(try mbpoll(port, ["-t", "1", "-r", "0", "-c", "2"]) == ["[0]: 0", "[1]: 0"])
        }
    }

    @Test(.enabled(if: PeerProgram.hasMbpoll))
    func `mbpoll is told why a request is refused`() throws {
        try with(.energySite) { (port) throws in
            #expect(try mbpoll(port, ["-t", "3", "-r", "5000"]).first?.contains("Illegal data address") == true)
            #expect(
                try mbpoll(port, ["-t", "4", "-r", "0"], writing: ["1001"]).first?.contains("Illegal data value")
                    == true)
        }
    }

    @Test(.enabled(if: PeerProgram.hasMbpoll))
    func `mbpoll reads the demo site`() throws {
        try with(.energySite) { (port) throws in
            let powers =
                try mbpoll(port, ["-a", "3", "-t", "3:float", "-B", "-r", "18", "-c", "1"])
                + mbpoll(port, ["-a", "3", "-t", "3:float", "-B", "-r", "36", "-c", "1"])
                + mbpoll(port, ["-a", "1", "-t", "3:float", "-B", "-r", "10", "-c", "1"])
                + mbpoll(port, ["-a", "2", "-t", "3:float", "-B", "-r", "10", "-c", "1"])
            let watts = powers.compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }
            try #require(watts.count == 4)
            #expect(watts[0] == watts[1] - watts[2] - watts[3])
            #expect(watts[2] > 0)
        }
    }

    @Test(.enabled(if: PeerProgram.hasPymodbus))
    func `pymodbus reads and writes with every function`() throws {
        try with(.plain) { (port) throws in
            let program = try PeerProgram(PeerProgram.env, ["python3", "-c", Self.script, "\(port)"])
            #expect(program.output == "", "\(program.output)")
            #expect(program.status == 0)
        }
    }

    private static let script = """
        import sys
        from pymodbus.client import ModbusTcpClient
        client = ModbusTcpClient("127.0.0.1", port=int(sys.argv[1]))
        assert client.connect()
        T = client.DATATYPE
        assert not client.write_coil(3, True).isError()
        assert not client.write_coils(4, [True, False, True]).isError()
        assert client.read_coils(3, count=4).bits[:4] == [True, True, False, True]
        assert client.read_discrete_inputs(0, count=9).bits[:9] == [False] * 9
        assert not client.write_register(100, 0xABCD).isError()
        words = client.convert_to_registers(3.25, T.FLOAT32) + client.convert_to_registers(-7, T.INT32)
        assert not client.write_registers(101, words).isError()
        got = client.read_holding_registers(100, count=5).registers
        assert got[0] == 0xABCD
        assert client.convert_from_registers(got[1:3], T.FLOAT32) == 3.25
        assert client.convert_from_registers(got[3:5], T.INT32) == -7
        assert client.convert_from_registers(client.read_input_registers(30, count=2).registers, T.FLOAT32) == 20.0
        assert len(client.read_holding_registers(0, count=125).registers) == 125
        assert client.read_holding_registers(999, count=2).exception_code == 2
        assert client.read_device_information().exception_code == 1
        client.close()
        """
}
