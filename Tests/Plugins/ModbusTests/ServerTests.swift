import Testing

@testable import Modbus

@Suite struct ServerTests {
    private var units: ServedUnits

    /// Unit 1: holding 0…9 (0x1000 and up), input 0…3, coils 0…19 (every third set), discrete 0…7. Unit 2: holding 0.
    init() {
        units = ServedUnits()
        var bank = RegisterBank()
        for address in UInt16(0)..<10 { bank.set(0x1000 + address, in: .holding, at: address) }
        bank.define(.input, 0..<4)
        for address in UInt16(0)..<20 { bank.setBit(.coil, at: address, to: address % 3 == 0) }
        bank.define(.discrete, 0..<8)
        units[1] = bank
        var second = RegisterBank()
        second.set(UInt16(5), in: .holding, at: 0)
        units[2] = second
    }

    /// What unit `unit` answers to a PDU; empty when it is silent.
    private mutating func answer(_ pdu: [UInt8], unit: UInt8 = 1) -> [UInt8] {
        var output: [UInt8] = []
        let isAnswered = pdu.withUnsafeBytes { units.answer($0, for: unit, into: &output) }
        #expect(isAnswered == !output.isEmpty)
        return output
    }

    @Test mutating func `each read function answers from its own table`() {
        units[1]?.set(UInt16(0xBEEF), in: .input, at: 1)
        units[1]?.setBit(.discrete, at: 7, to: true)
        #expect(answer([0x01, 0, 0, 0, 10]) == [0x01, 2, 0b0100_1001, 0b10])
        #expect(answer([0x02, 0, 0, 0, 8]) == [0x02, 1, 0x80])
        #expect(answer([0x03, 0, 8, 0, 2]) == [0x03, 4, 0x10, 0x08, 0x10, 0x09])
        #expect(answer([0x04, 0, 0, 0, 2]) == [0x04, 4, 0, 0, 0xBE, 0xEF])
    }

    @Test mutating func `each write function stores and confirms`() {
        #expect(answer([0x05, 0, 1, 0xFF, 0]) == [0x05, 0, 1, 0xFF, 0])
        #expect(answer([0x06, 0, 2, 0xAB, 0xCD]) == [0x06, 0, 2, 0xAB, 0xCD])
        #expect(answer([0x0F, 0, 10, 0, 9, 2, 0xFF, 0x01]) == [0x0F, 0, 10, 0, 9])
        #expect(answer([0x10, 0, 8, 0, 2, 4, 1, 2, 3, 4]) == [0x10, 0, 8, 0, 2])
        #expect(units[1]?.bit(.coil, at: 1) == true)
        #expect(units[1]?.register(.holding, at: 2) == 0xABCD)
        #expect((10..<19).allSatisfy { units[1]?.bit(.coil, at: $0) == true })
        #expect(units[1]?.bit(.coil, at: 19) == false)
        #expect(units[1]?.register(.holding, at: 9) == 0x0304)
        #expect(units.writes == 4)
    }

    @Test mutating func `an unknown function gets exception 1`() {
        for function in [0x07, 0x11, 0x16, 0x2B, 0x64] as [UInt8] {
            #expect(answer([function, 0, 0, 0, 1]) == [function | 0x80, 1])
        }
        #expect(answer([0x83, 2]) == [0x83, 1])
        #expect(answer([0x00]) == [0x80, 1])
    }

    @Test(
        arguments: [
            [0x01, 0, 20, 0, 1], [0x01, 0, 19, 0, 2], [0x02, 0, 8, 0, 1], [0x03, 0, 9, 0, 2], [0x03, 0xFF, 0xFF, 0, 2],
            [0x04, 0, 4, 0, 1], [0x05, 0, 20, 0xFF, 0], [0x06, 0, 10, 0, 0], [0x0F, 0, 19, 0, 2, 1, 3],
            [0x10, 0, 9, 0, 2, 4, 0, 0, 0, 0],
        ] as [[UInt8]])
    mutating func `an absent address gets exception 2 and changes nothing`(_ pdu: [UInt8]) {
        #expect(answer(pdu) == [pdu[0] | 0x80, 2])
        #expect(units.writes == 0)
        #expect(units[1]?.register(.holding, at: 9) == 0x1009)
    }

    @Test(
        arguments: [
            [0x01, 0, 0, 0, 0], [0x01, 0, 0, 0x07, 0xD1], [0x02, 0, 0, 0, 0], [0x03, 0, 0, 0, 0], [0x03, 0, 0, 0, 126],
            [0x04, 0, 0, 0xFF, 0xFF], [0x05, 0, 0, 0, 1], [0x05, 0, 0, 0xFF, 1], [0x0F, 0, 0, 0, 0, 0],
            [0x0F, 0, 0, 0, 9, 1, 0xFF], [0x10, 0, 0, 0, 0, 0], [0x10, 0, 0, 0, 2, 3, 0, 0, 0],
            [0x10, 0, 0, 0, 124, 248],
        ] as [[UInt8]])
    mutating func `a bad quantity, count or value gets exception 3`(_ pdu: [UInt8]) {
        #expect(answer(pdu) == [pdu[0] | 0x80, 3])
        #expect(units.writes == 0)
    }

    @Test(
        arguments: [
            [0x03], [0x03, 0], [0x03, 0, 0, 0], [0x03, 0, 0, 0, 1, 9], [0x06, 0, 0], [0x10, 0, 0, 0, 2, 4, 0, 0, 0],
            [0x10, 0, 0, 0, 1, 2, 0, 0, 9],
        ] as [[UInt8]])
    mutating func `a request of the wrong size gets exception 3`(_ pdu: [UInt8]) {
        #expect(answer(pdu) == [pdu[0] | 0x80, 3])
    }

    @Test mutating func `an empty request is not answered`() {
        #expect(answer([]) == [])
    }

    @Test mutating func `a unit that is not there answers with exception 11, or not at all`() {
        #expect(answer([0x03, 0, 0, 0, 1], unit: 9) == [0x83, 0x0B])
        #expect(answer([0x10, 0, 0, 0, 0, 0], unit: 9) == [0x90, 0x0B])
        units.missing = .silence
        #expect(answer([0x03, 0, 0, 0, 1], unit: 9) == [])
    }

    @Test mutating func `a write to unit 0 reaches all units and is not answered`() {
        #expect(answer([0x06, 0, 0, 0, 77], unit: 0) == [])
        #expect(units[1]?.register(.holding, at: 0) == 77)
        #expect(units[2]?.register(.holding, at: 0) == 77)
        #expect(answer([0x06, 0, 5, 0, 78], unit: 0) == [])
        #expect(units[1]?.register(.holding, at: 5) == 78)
        #expect(units[2]?.serves(.holding, 5..<6) == false)
    }

    @Test mutating func `a read or a malformed request to unit 0 is ignored`() {
        #expect(answer([0x03, 0, 0, 0, 1], unit: 0) == [])
        #expect(answer([0x10, 0], unit: 0) == [])
    }

    @Test mutating func `a unit 0 that exists is a unit like others`() {
        units[0] = units[2]
        #expect(answer([0x03, 0, 0, 0, 1], unit: 0) == [0x03, 2, 0, 5])
        #expect(units.ids == [0, 1, 2])
    }

    @Test mutating func `a refused write is taken back`() {
        units.behaviour = OddsOnly()
        #expect(answer([0x06, 0, 0, 0, 4]) == [0x86, 3])
        #expect(units[1]?.register(.holding, at: 0) == 0x1000)
        #expect(units.writes == 0)
        #expect(answer([0x06, 0, 0, 0, 5]) == [0x06, 0, 0, 0, 5])
        #expect(units.writes == 1)
    }

    @Test mutating func `a behaviour refreshes registers before they are read`() {
        units.behaviour = OddsOnly()
        #expect(answer([0x04, 0, 2, 0, 2]) == [0x04, 4, 0, 2, 0, 3])
    }
}

/// Holding register 0 takes odd numbers only; input registers hold their own address once read.
private struct OddsOnly: RegisterBehaviour {
    func willRead(_ table: RegisterBank.Table, _ addresses: Range<Int>, of unit: UInt8, in bank: inout RegisterBank) {
        for address in addresses { bank.set(UInt16(address), in: table, at: UInt16(address)) }
    }

    func refusal(
        ofWriting table: RegisterBank.Table, _ addresses: Range<Int>, to unit: UInt8, in bank: RegisterBank
    ) -> ExceptionCode? {
        bank.register(.holding, at: 0) % 2 == 0 ? .illegalDataValue : nil
    }
}
