import Modbus

/// One write on its way: what is sent first, and for a part of a register what is changed in between.
struct WriteOrder: Hashable, Sendable {
    /// The host's.
    let token: UInt64
    let point: WritePoint
    let first: Exchange
    /// What to alter in the register that ``first`` reads; `nil` when ``first`` is the write itself.
    let change: RegisterChange?

    /// - Parameter deadline: on the monotonic clock; nothing is sent after it.
    init(token: UInt64, point: WritePoint, plan: WritePlan, deadline: Int64) throws(DecodeError) {
        self.token = token
        self.point = point
        switch plan {
        case .request(let request):
            change = nil
            first = try Exchange(request, .write, device: point.device, unit: point.unit, deadline: deadline)
        case .modify(let change):
            self.change = change
            let read = ModbusRequest.readHoldingRegisters(address: point.address.address, quantity: 1)
            first = try Exchange(read, .write, device: point.device, unit: point.unit, deadline: deadline)
        }
    }

    /// The second request of a change, once the register is known.
    func second(_ word: UInt16, _ change: RegisterChange) throws(DecodeError) -> Exchange {
        try Exchange(
            point.registers([change.applied(to: word)]), .write, device: point.device, unit: point.unit,
            deadline: first.deadline)
    }
}
