import GatewaySDK
import Modbus

/// How one point is written.
struct WritePoint: Hashable, Sendable {
    let device: Int
    let unit: UInt8
    let address: PointAddress
    /// Single coils and registers go by function 15 and 16 too.
    let usesMultiple: Bool

    /// What has to be sent for `value`; throws when the point cannot hold it.
    func plan(_ value: Value) throws(WriteRefusal) -> WritePlan {
        switch address.form {
        case .coil:
            return .request(coil(try Self.bool(value)))
        case .flag:
            return .request(registers([placed(try Self.bool(value) ? 1 : 0)]))
        case .bit(let bit):
            let mask = UInt16(1) << UInt16(bit)
            return modify(mask: mask, bits: try Self.bool(value) ? mask : 0)
        case .number(let format):
            return number(format, try Self.bits(value, format))
        case .text(let length):
            guard case .text(let text) = value else { throw WriteRefusal("a text is needed, not \(value)") }
            do throws(RangeError) {
                return .request(registers(try RegisterText.words(text, length: length, order: address.order.bytes)))
            } catch {
                throw WriteRefusal(error.description)
            }
        }
    }

    /// The request that sets registers from the point's address on.
    func registers(_ words: [UInt16]) -> ModbusRequest {
        if words.count == 1, let word = words.first, !usesMultiple {
            return .writeSingleRegister(address: address.address, value: word)
        }
        return .writeMultipleRegisters(address: address.address, values: words)
    }

    private func coil(_ value: Bool) -> ModbusRequest {
        usesMultiple
            ? .writeMultipleCoils(address: address.address, values: [value])
            : .writeSingleCoil(address: address.address, value: value)
    }

    /// 8-bit numbers share their register with somebody else's byte, which must survive.
    private func number(_ format: NumberFormat, _ bits: UInt64) -> WritePlan {
        switch format {
        case .int8, .uint8: modify(mask: 0xFF, bits: UInt16(truncatingIfNeeded: bits))
        default: .request(registers(format.words(bits, order: address.order)))
        }
    }

    private func modify(mask: UInt16, bits: UInt16) -> WritePlan {
        .modify(RegisterChange(mask: placed(mask), bits: placed(bits)))
    }

    /// A register's bits in the order the device keeps its bytes.
    private func placed(_ word: UInt16) -> UInt16 {
        address.order.bytes == .big ? word : word.byteSwapped
    }

    private static func bool(_ value: Value) throws(WriteRefusal) -> Bool {
        switch value {
        case .bool(let bool): return bool
        case .int(0), .uint(0), .float(0): return false
        case .int(1), .uint(1), .float(1): return true
        default: throw WriteRefusal("true or false is needed, not \(value)")
        }
    }

    private static func bits(_ value: Value, _ format: NumberFormat) throws(WriteRefusal) -> UInt64 {
        do throws(RangeError) {
            switch value {
            case .int(let number): return try format.bits(of: number)
            case .uint(let number): return try format.bits(of: number)
            case .float(let number): return try format.bits(of: number)
            case .bool(let bool): return try format.bits(of: bool ? 1 : 0)
            default: break
            }
        } catch {
            throw WriteRefusal(error.description)
        }
        throw WriteRefusal("a number is needed, not \(value)")
    }
}
