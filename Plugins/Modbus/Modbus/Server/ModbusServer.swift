/// One Modbus/TCP connection of a server as a pure machine: bytes in, answers out, no socket, no clock.
///
/// Hand it what was received, then ask for steps until ``Step/needsMore`` or ``Step/close(_:)``. Requests that came
/// together (pipelined) are answered one by one, in order.
public struct ModbusServer: Sendable {
    public enum Step: Equatable, Sendable {
        /// One answer was appended.
        case answered
        /// One request was taken and gets no answer.
        case silent
        /// There is no whole request.
        case needsMore
        /// These bytes are not Modbus/TCP and have no way back into step; close the connection.
        case close(DecodeError)
    }

    private var parser = TCPFrameParser()

    public init() {}

    /// Takes bytes as they came, split anywhere.
    public mutating func receive(_ bytes: UnsafeRawBufferPointer) {
        parser.receive(bytes)
    }

    /// Answers the next request from `units` and appends the frame to `output`.
    public mutating func next(_ units: inout ServedUnits, into output: inout [UInt8]) -> Step {
        let header: TCPHeader
        do throws(DecodeError) {
            guard let next = try parser.advance() else { return .needsMore }
            header = next
        } catch {
            return .close(error)
        }
        let start = output.count
        Self.open(header, &output)
        let isAnswered = parser.withCurrentFrame { frame in
            units.answer(
                UnsafeRawBufferPointer(rebasing: frame.dropFirst(TCPHeader.size)), for: header.unit, into: &output)
        }
        guard isAnswered else {
            output.removeSubrange(start...)
            return .silent
        }
        Self.close(start, &output)
        return .answered
    }

    /// The MBAP header, its length still to be known. The unit and the transaction are those of the request
    /// (Messaging Implementation Guide V1.0b §4.4.2.3).
    private static func open(_ request: TCPHeader, _ output: inout [UInt8]) {
        output.append(bigEndian: request.transaction)
        output.append(bigEndian: 0)
        output.append(bigEndian: 0)
        output.append(request.unit)
    }

    /// Fills in the length: unit and PDU.
    private static func close(_ start: Int, _ output: inout [UInt8]) {
        let length = output.count - start - TCPHeader.size + 1
        output[start + 4] = UInt8(truncatingIfNeeded: length >> 8)
        output[start + 5] = UInt8(truncatingIfNeeded: length)
    }
}
