import Glibc
import Modbus

/// A plain client of one connection that waits at most five seconds for anything.
final class SimulatorClient {
    private let descriptor: Int32
    private var transaction: UInt16 = 0

    init?(_ port: UInt16, receiveBuffer: Int32? = nil) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        if var receiveBuffer { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, 4) }
        var patience = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else { return nil }
    }

    deinit {
        close(descriptor)
    }

    /// How a wait for bytes ended early.
    enum Ending: Equatable {
        case closed
        case reset
        case timeout
    }

    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// So many bytes, or fewer and why.
    func receive(_ count: Int) -> (bytes: [UInt8], ending: Ending?) {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: count)
        while bytes.count < count {
            let got = recv(descriptor, &buffer, count - bytes.count, 0)
            guard got > 0 else { return (bytes, got == 0 ? .closed : errno == ECONNRESET ? .reset : .timeout) }
            bytes += buffer[..<got]
        }
        return (bytes, nil)
    }

    /// Whether nothing has come and nothing has ended.
    var isQuiet: Bool {
        var byte: UInt8 = 0
        return recv(descriptor, &byte, 1, Int32(MSG_DONTWAIT)) < 0 && errno == EAGAIN
    }

    func send(_ request: ModbusRequest, unit: UInt8 = 1) throws {
        transaction &+= 1
        send(try TCPFrame(transaction: transaction, unit: unit, pdu: try request.encoded()).encoded())
    }

    /// The next frame, whatever it says; `nil` when there is none.
    func frame() throws -> TCPFrame? {
        let head = receive(7)
        guard head.ending == nil else { return nil }
        let body = receive(Int(head.bytes[4]) << 8 + Int(head.bytes[5]) - 1)
        guard body.ending == nil else { return nil }
        return TCPFrame(
            transaction: UInt16(head.bytes[0]) << 8 | UInt16(head.bytes[1]), unit: head.bytes[6], pdu: body.bytes)
    }

    /// What a good device answers.
    func ask(_ request: ModbusRequest, unit: UInt8 = 1) throws -> ModbusResponse? {
        try send(request, unit: unit)
        guard let frame = try frame(), frame.transaction == transaction, frame.unit == unit else { return nil }
        return try ModbusResponse(pdu: frame.pdu)
    }

    func registers(_ address: UInt16, _ quantity: UInt16, unit: UInt8 = 1) throws -> [UInt16] {
        guard
            case .readHoldingRegisters(let words) = try ask(
                .readHoldingRegisters(address: address, quantity: quantity), unit: unit)
        else { return [] }
        return words
    }
}
