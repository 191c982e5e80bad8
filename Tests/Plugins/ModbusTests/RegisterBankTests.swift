import Testing

@testable import Modbus

@Suite struct RegisterBankTests {
    @Test func `an address exists once it is defined or set`() {
        var bank = RegisterBank()
        #expect(!bank.serves(.holding, 10..<11))
        bank.define(.holding, 10..<20)
        #expect(bank.serves(.holding, 10..<20))
        #expect(!bank.serves(.holding, 10..<21))
        #expect(!bank.serves(.holding, 9..<11))
        bank.set(UInt16(7), in: .holding, at: 20)
        #expect(bank.serves(.holding, 10..<21))
        #expect(!bank.serves(.input, 10..<11))
    }

    @Test func `an empty or foreign range is never served`() {
        for bank in [RegisterBank(), RegisterBank(absent: .zero)] {
            #expect(!bank.serves(.coil, 5..<5))
            #expect(!bank.serves(.coil, -1..<3))
            #expect(!bank.serves(.coil, 65_535..<65_537))
        }
    }

    @Test func `a bank of zeros serves every address and takes writes everywhere`() {
        var bank = RegisterBank(absent: .zero)
        #expect(bank.serves(.input, 0..<65_536))
        #expect(bank.register(.input, at: 65_535) == 0)
        bank.set(UInt16(9), in: .input, at: 65_535)
        #expect(bank.register(.input, at: 65_535) == 9)
    }

    @Test func `ranges that touch become one`() {
        var set = AddressSet()
        set.insert(10..<20)
        set.insert(30..<40)
        set.insert(0..<5)
        #expect(set.ranges == [0..<5, 10..<20, 30..<40])
        set.insert(20..<30)
        #expect(set.ranges == [0..<5, 10..<40])
        set.insert(3..<100)
        #expect(set.ranges == [0..<100])
        #expect(set.contains(0..<100))
        #expect(!set.contains(0..<101))
    }

    @Test func `ranges agree with a plain set of addresses`() {
        var generator = SeededGenerator(seed: 42)
        var set = AddressSet()
        var plain = Set<Int>()
        for _ in 0..<300 {
            let start = Int.random(in: 0..<500, using: &generator)
            let added = start..<start + Int.random(in: 0..<12, using: &generator)
            if Bool.random(using: &generator) {
                set.insert(added)
                plain.formUnion(added)
            }
            #expect(set.contains(added) == (!added.isEmpty && added.allSatisfy(plain.contains)))
        }
        #expect(set.ranges.map(\.count).reduce(0, +) == plain.count)
    }

    @Test func `registers travel high byte first, across pages`() {
        var bank = RegisterBank(absent: .zero)
        bank.set(UInt16(0x0102), in: .holding, at: 255)
        bank.set(UInt16(0x0304), in: .holding, at: 256)
        var bytes: [UInt8] = [0xEE]
        bank.appendRegisters(.holding, 254..<258, to: &bytes)
        #expect(bytes == [0xEE, 0, 0, 1, 2, 3, 4, 0, 0])
    }

    @Test func `bits travel eight to a byte, the first lowest`() {
        var bank = RegisterBank(absent: .zero)
        for address in [250, 253, 257, 260] as [UInt16] { bank.setBit(.coil, at: address, to: true) }
        var bytes: [UInt8] = []
        bank.appendBits(.coil, 250..<261, to: &bytes)
        #expect(bytes == [0b1000_1001, 0b0000_0100])
        bank.setBit(.coil, at: 250, to: false)
        #expect(!bank.bit(.coil, at: 250))
    }

    @Test func `longer values have their high word first`() {
        var bank = RegisterBank()
        bank.set(Int32(-2), in: .input, at: 0)
        bank.set(Float(1), in: .input, at: 2)
        bank.set(1.0, in: .input, at: 4)
        bank.set(UInt64(0x0123_4567_89AB_CDEF), in: .input, at: 8)
        var bytes: [UInt8] = []
        bank.appendRegisters(.input, 0..<12, to: &bytes)
        #expect(bytes[0..<4] == [0xFF, 0xFF, 0xFF, 0xFE])
        #expect(bytes[4..<8] == [0x3F, 0x80, 0, 0])
        #expect(bytes[8..<16] == [0x3F, 0xF0, 0, 0, 0, 0, 0, 0])
        #expect(bytes[16...] == [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF])
        #expect(bank.integer(Int32.self, .input, at: 0) == -2)
        #expect(bank.integer(UInt64.self, .input, at: 8) == 0x0123_4567_89AB_CDEF)
    }

    @Test func `a byte takes a whole register`() {
        var bank = RegisterBank()
        bank.set(UInt8(0xAB), in: .holding, at: 3)
        #expect(bank.register(.holding, at: 3) == 0x00AB)
        bank.set(Int8(-1), in: .holding, at: 3)
        #expect(bank.register(.holding, at: 3) == 0xFFFF)
    }

    @Test func `text is cut or filled up with zeros`() {
        var bank = RegisterBank()
        bank.set("Zähler", in: .input, at: 0, registers: 2)
        bank.set("A", in: .input, at: 2, registers: 2)
        bank.set("ignored", in: .input, at: 4, registers: -1)
        var bytes: [UInt8] = []
        bank.appendRegisters(.input, 0..<4, to: &bytes)
        #expect(bytes == Array("Zäh".utf8) + [0x41, 0, 0, 0])
        #expect(!bank.serves(.input, 4..<5))
    }

    @Test func `what reaches past the last address is dropped`() {
        var bank = RegisterBank()
        bank.set(UInt64.max, in: .holding, at: 65_534)
        #expect(bank.serves(.holding, 65_534..<65_536))
        #expect(bank.register(.holding, at: 65_535) == 0xFFFF)
        #expect(bank.register(.holding, at: 0) == 0)
        #expect(bank.integer(UInt32.self, .holding, at: 65_535) == 0xFFFF_0000)
    }

    @Test func `a copy is independent`() {
        var bank = RegisterBank()
        bank.set(UInt16(1), in: .holding, at: 0)
        let before = bank
        bank.set(UInt16(2), in: .holding, at: 0)
        #expect(before.register(.holding, at: 0) == 1)
        #expect(bank.register(.holding, at: 0) == 2)
    }
}
