import GatewaySDK
import Modbus

/// The edge: one TCP connection on the host's loop, frames in and bytes out.
///
/// A fault found while sending or reading is kept in ``fault`` and acted upon by the driver when it is through with what
/// it does; nothing here calls back except with frames.
final class Link {
    private let loop: LoopHost
    private var socket: TCPSocket?
    private var parser = TCPFrameParser()
    private var unsent: [UInt8] = []
    private var watched: LoopEvents = []
    /// Why the connection cannot be used any more.
    private(set) var fault: String?

    init(_ loop: LoopHost) {
        self.loop = loop
    }

    /// Bytes of a frame whose rest has not come.
    var hasPartialFrame: Bool {
        parser.pending > 0
    }

    /// Begins to connect; the loop then says that the socket is writable.
    func connect(to address: SocketAddress) throws(SocketFailure) {
        close()
        parser.reset()
        fault = nil
        socket = try TCPSocket.connecting(to: address)
        watch(.writable)
    }

    /// Throws how connecting ended, if not well.
    func finishConnecting() throws(SocketFailure) {
        try socket?.checkConnected()
        watch(.readable)
    }

    func close() {
        watch([])
        socket = nil
        unsent.removeAll(keepingCapacity: true)
    }

    /// Appends the frame of a request to what ``flush()`` sends; gives where in ``withUnsent(from:_:)`` it begins.
    func append(_ exchange: Exchange, transaction: UInt16) -> Int {
        let start = unsent.count
        exchange.encode(transaction: transaction, into: &unsent)
        return start
    }

    /// Lends what has been appended from `start` on.
    func withUnsent(from start: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
        unsent.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start...])) }
    }

    /// Sends what the kernel takes, and watches for more room when that was not all.
    func flush() {
        guard fault == nil, !unsent.isEmpty else { return }
        do throws(SocketFailure) {
            let sent = try send()
            unsent.removeFirst(sent)
            watch(unsent.isEmpty ? .readable : [.readable, .writable])
        } catch {
            fault = "sending failed: \(error)"
        }
    }

    /// Reads what is there and hands on each whole frame, header and PDU.
    func receive(_ handle: (TCPHeader, UnsafeRawBufferPointer) -> Void) {
        read()
        do throws(DecodeError) {
            while socket != nil, let header = try parser.advance() {
                parser.withCurrentFrame { handle(header, $0) }
            }
        } catch {
            fault = "the peer does not speak Modbus: \(error)"
        }
    }

    private func send() throws(SocketFailure) -> Int {
        var outcome: Result<Int, SocketFailure> = .success(0)
        unsent.withUnsafeBytes { bytes in
            do throws(SocketFailure) {
                outcome = .success(try socket?.send(bytes) ?? 0)
            } catch {
                outcome = .failure(error)
            }
        }
        return try outcome.get()
    }

    private func read() {
        // Room for a dozen full frames; the loop comes again when there is more.
        withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { room in
            switch socket?.receive(into: room) ?? .nothing {
            case .bytes(let count): parser.receive(UnsafeRawBufferPointer(rebasing: room[..<count]))
            case .nothing: break
            case .ended: fault = "the peer closed the connection"
            case .failed(let reason): fault = "receiving failed: \(reason)"
            }
        }
    }

    private func watch(_ events: LoopEvents) {
        guard events != watched, let descriptor = socket?.descriptor else { return }
        watched = events
        loop.watch(descriptor, events, id: 0)
    }
}
