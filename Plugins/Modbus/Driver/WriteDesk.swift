import GatewaySDK
import Modbus

/// The writes of one connection, one after the other, as decisions only.
///
/// In order, and never two at once: so that two bits of one register, changed by reading, altering and writing it back,
/// do not undo each other. Nothing is ever sent twice.
struct WriteDesk {
    /// What follows an answer.
    enum Outcome: Hashable {
        case send(Exchange)
        case ended(token: UInt64, Answer)
        /// Nobody had asked.
        case none
    }

    private var active: WriteOrder?
    private var isChanging = false
    private var waiting: [WriteOrder] = []

    /// Takes an order; ``next()`` says what to send.
    mutating func submit(_ order: WriteOrder) {
        waiting.append(order)
    }

    /// The first request of the next order, if none is under way.
    mutating func next() -> Exchange? {
        guard active == nil, !waiting.isEmpty else { return nil }
        let order = waiting.removeFirst()
        active = order
        isChanging = order.change != nil
        return order.first
    }

    /// The answer to the request under way came; `data` are the register's two bytes when that was a read.
    mutating func succeeded(_ data: UnsafeRawBufferPointer) -> Outcome {
        guard let order = active else { return .none }
        guard isChanging, let change = order.change else { return end(.ok) }
        isChanging = false
        var reader = ByteReader(data)
        do throws(DecodeError) {
            return .send(try order.second(try reader.uint16(), change))
        } catch {
            return end(.failed(.device("the register could not be read: \(error)")))
        }
    }

    /// The request under way came to nothing.
    mutating func failed(_ error: PluginError) -> Outcome {
        end(.failed(error))
    }

    /// The connection is gone: the tokens of all orders, none of which goes on.
    mutating func closed() -> [UInt64] {
        defer { self = WriteDesk() }
        return (active.map { [$0.token] } ?? []) + waiting.map(\.token)
    }

    private mutating func end(_ answer: Answer) -> Outcome {
        guard let order = active else { return .none }
        active = nil
        return .ended(token: order.token, answer)
    }
}
