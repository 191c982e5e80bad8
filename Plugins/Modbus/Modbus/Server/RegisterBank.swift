/// The memory of one Modbus unit: coils, discrete inputs, input registers and holding registers, 65,536 of each.
///
/// Sparse: an empty bank takes a few kilobytes, and pages of 256 appear as they are written. Addresses count from 0, as
/// on the wire. A value: copies are cheap and independent, so a write can be tried on the bank and taken back.
public struct RegisterBank: Sendable {
    /// The four address spaces (Modbus Application Protocol V1.1b3 §4.3).
    public enum Table: String, Sendable, CaseIterable {
        case coil
        case discrete
        case input
        case holding

        /// Whether a cell is one bit; else it is a register of 16 bits.
        public var holdsBits: Bool {
            self == .coil || self == .discrete
        }
    }

    /// What becomes of requests for addresses that nobody defined.
    public enum AbsentAddresses: Sendable {
        /// Exception 2, as devices do.
        case refused
        /// They read as zero and can be written, as in a soft PLC.
        case zero
    }

    public let absent: AbsentAddresses
    private var coils = TableCells(cellSize: 1)
    private var discretes = TableCells(cellSize: 1)
    private var inputs = TableCells(cellSize: 2)
    private var holdings = TableCells(cellSize: 2)

    private struct TableCells: Sendable {
        var cells: PagedCells
        var defined = AddressSet()

        init(cellSize: Int) {
            cells = PagedCells(cellSize: cellSize)
        }
    }

    public init(absent: AbsentAddresses = .refused) {
        self.absent = absent
    }

    /// Makes addresses exist, as zero until they are set. Parts outside 0..<65,536 are dropped.
    public mutating func define(_ table: Table, _ addresses: Range<Int>) {
        self[table].defined.insert(addresses.clamped(to: 0..<PagedCells.count))
    }

    /// Whether a request for `addresses` can be served: within 0..<65,536, and all of them exist.
    public func serves(_ table: Table, _ addresses: Range<Int>) -> Bool {
        guard addresses.lowerBound >= 0, addresses.upperBound <= PagedCells.count, !addresses.isEmpty else {
            return false
        }
        return absent == .zero || self[table].defined.contains(addresses)
    }

    /// The registers as they travel, high byte first. `addresses` must lie within 0..<65,536.
    public func appendRegisters(_ table: Table, _ addresses: Range<Int>, to output: inout [UInt8]) {
        self[table].cells.append(addresses, to: &output)
    }

    /// The bits as they travel: eight to a byte, the first in the lowest bit, the last byte filled up with zeros.
    public func appendBits(_ table: Table, _ addresses: Range<Int>, to output: inout [UInt8]) {
        let cells = self[table].cells
        for start in stride(from: addresses.lowerBound, to: addresses.upperBound, by: 8) {
            var packed: UInt8 = 0
            for (place, address) in (start..<min(start + 8, addresses.upperBound)).enumerated() {
                packed |= cells.byte(0, of: address) << UInt8(place)
            }
            output.append(packed)
        }
    }

    /// Stores registers as they travel, or coils and discrete inputs as one byte each. Defines their addresses; what reaches past 65,535 is dropped.
    public mutating func store(_ bytes: [UInt8], in table: Table, at address: UInt16) {
        bytes.withUnsafeBytes { store($0, in: table, at: address) }
    }

    /// Stores registers given as they travel, from borrowed memory.
    public mutating func store(_ bytes: UnsafeRawBufferPointer, in table: Table, at address: UInt16) {
        let start = Int(address)
        define(table, start..<(start + bytes.count / self[table].cells.cellSize))
        self[table].cells.store(bytes, at: start)
    }

    public func bit(_ table: Table, at address: UInt16) -> Bool {
        self[table].cells.byte(0, of: Int(address)) != 0
    }

    /// Sets one coil or discrete input, and defines its address.
    public mutating func setBit(_ table: Table, at address: UInt16, to value: Bool) {
        withUnsafeBytes(of: UInt8(value ? 1 : 0)) { store($0, in: table, at: address) }
    }

    public func register(_ table: Table, at address: UInt16) -> UInt16 {
        let cells = self[table].cells
        return UInt16(cells.byte(0, of: Int(address))) << 8 | UInt16(cells.byte(1, of: Int(address)))
    }

    private subscript(table: Table) -> TableCells {
        _read {
            switch table {
            case .coil: yield coils
            case .discrete: yield discretes
            case .input: yield inputs
            case .holding: yield holdings
            }
        }
        _modify {
            switch table {
            case .coil: yield &coils
            case .discrete: yield &discretes
            case .input: yield &inputs
            case .holding: yield &holdings
            }
        }
    }
}
