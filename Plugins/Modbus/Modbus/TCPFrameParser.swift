/// Cuts a byte stream into Modbus/TCP frames: bytes in at any split, frames out.
///
/// TCP keeps no message borders, so a frame may come in pieces or together with others. A stream that has once shown
/// something else than Modbus has no way back into step: from then on every call throws the same error, and the
/// connection is to be closed.
///
/// Ask for frames until there is none after each ``receive(_:)-(UnsafeRawBufferPointer)``; then at most one unfinished
/// frame (under 260 bytes) is kept.
public struct TCPFrameParser: Sendable {
    private var buffer: [UInt8] = []
    /// Where the frame after the current one begins.
    private var next = 0
    private var current = 0..<0
    private var fault: DecodeError?

    public init() {}

    /// Bytes that wait for the rest of their frame.
    public var pending: Int {
        buffer.count - next
    }

    /// Takes bytes as they came. Ends what ``withCurrentFrame(_:)`` lends.
    public mutating func receive(_ bytes: UnsafeRawBufferPointer) {
        dropRead()
        guard fault == nil else { return }
        buffer.append(contentsOf: bytes)
    }

    /// Takes bytes as they came, from an array.
    public mutating func receive(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { receive($0) }
    }

    /// The next whole frame, copied; `nil` when more bytes are needed.
    public mutating func nextFrame() throws(DecodeError) -> TCPFrame? {
        guard let header = try advance() else { return nil }
        let pdu = Array(buffer[current].dropFirst(TCPHeader.size))
        return TCPFrame(transaction: header.transaction, unit: header.unit, pdu: pdu)
    }

    /// Makes the next whole frame the current one and gives its header; `nil` when more bytes are needed. Copies nothing.
    public mutating func advance() throws(DecodeError) -> TCPHeader? {
        if let fault { throw fault }
        guard let header = try headerOfNext() else { return nil }
        let end = next + TCPHeader.size + header.pduSize
        guard end <= buffer.count else { return nil }
        current = next..<end
        next = end
        return header
    }

    /// Lends the current frame, header and PDU, as made current by ``advance()``.
    public func withCurrentFrame<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        buffer.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[current])) }
    }

    /// Forgets everything, the fault too: for a new connection.
    public mutating func reset() {
        buffer.removeAll(keepingCapacity: true)
        next = 0
        current = 0..<0
        fault = nil
    }

    private mutating func headerOfNext() throws(DecodeError) -> TCPHeader? {
        guard pending >= TCPHeader.size else { return nil }
        do throws(DecodeError) {
            return try buffer.withRawBytes { bytes throws(DecodeError) in
                var reader = ByteReader(UnsafeRawBufferPointer(rebasing: bytes[next...]))
                return try TCPHeader(&reader)
            }
        } catch {
            fault = error
            throw error
        }
    }

    private mutating func dropRead() {
        current = 0..<0
        guard next > 0 else { return }
        buffer.removeFirst(next)
        next = 0
    }
}
