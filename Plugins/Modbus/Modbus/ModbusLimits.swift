/// The quantities one request may carry. Modbus Application Protocol V1.1b3, §4.1 and §6.
public enum ModbusLimits {
    /// Coils or discrete inputs in one read (§6.1, §6.2).
    public static let readBits = 2000
    /// Registers in one read (§6.3, §6.4).
    public static let readRegisters = 125
    /// Coils in one write (§6.11).
    public static let writeBits = 1968
    /// Registers in one write (§6.12).
    public static let writeRegisters = 123
    /// Bytes of a PDU.
    public static let pduSize = 253
    /// Addresses of each of the four tables.
    public static let addresses = 65536

    /// Checks a quantity against `limit` and the end of the address space.
    static func check(address: UInt16, quantity: Int, limit: Int) throws(DecodeError) {
        guard quantity >= 1, quantity <= limit else { throw .quantity(quantity, limit: limit) }
        guard Int(address) + quantity <= addresses else { throw .addressRange(address: address, quantity: quantity) }
    }
}
