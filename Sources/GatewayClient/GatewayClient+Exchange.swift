import GatewayWire
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// One request and its answer on a connection of their own.
extension GatewayClient {
    private typealias Connection = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

    /// Hands over the body of a good answer in pieces; throws ``ClientError/refused(status:_:)`` for any other.
    func exchange(_ request: ClientRequest, isLive: Bool = false, each: (ByteBuffer) async throws -> Void) async throws
    {
        let connection = try await connect()
        let deadline = Deadline(connection.channel, timeout)
        defer { deadline.cancel() }
        do {
            try await connection.executeThenClose { inbound, outbound in
                try await outbound.write(contentsOf: parts(of: request))
                var answer = Answer()
                for try await part in inbound {
                    if case .head = part, isLive { deadline.cancel() }
                    if let piece = answer.take(part) { try await each(piece) }
                    if answer.isComplete { break }
                }
                try Task.checkCancellation()
                try answer.judge(timedOut: deadline.hasPassed)
            }
        } catch let error as ClientError {
            throw error
        } catch let error where error is IOError || error is ChannelError || error is HTTPParserError {
            throw deadline.hasPassed ? ClientError.timedOut : .broken("the connection broke: \(error)")
        }
    }

    private func connect() async throws -> Connection {
        do {
            return try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connectTimeout(timeout)
                .connect(unixDomainSocketPath: socketPath) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHTTPClientHandlers()
                        return try Connection(wrappingChannelSynchronously: channel)
                    }
                }
        } catch let error as IOError {
            throw ClientError.unreachable(socketPath: socketPath, reason: Self.reason(error.errnoCode))
        } catch let error as ChannelError {
            throw ClientError.unreachable(socketPath: socketPath, reason: "\(error)")
        } catch let error as SocketAddressError {
            throw ClientError.unreachable(socketPath: socketPath, reason: "\(error)")
        }
    }

    private func parts(of request: ClientRequest) -> [HTTPClientRequestPart] {
        var headers: HTTPHeaders = ["Host": "gateway", "Connection": "close", "Accept": "application/json"]
        if request.method == .post {
            headers.add(name: "Content-Type", value: "application/json")
            headers.add(name: "Content-Length", value: "\(request.body.count)")
        }
        let head = HTTPRequestHead(
            version: .http1_1, method: request.method == .post ? .POST : .GET, uri: request.target, headers: headers)
        let body =
            request.body.isEmpty ? [] : [HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: request.body)))]
        return [.head(head)] + body + [.end(nil)]
    }

    private static func reason(_ code: CInt) -> String {
        switch code {
        case ENOENT: "there is no such socket"
        case ECONNREFUSED: "nobody listens"
        case EACCES: "you may not connect"
        default: "error \(code)"
        }
    }

    /// What has come of an answer so far.
    private struct Answer {
        private var status: HTTPResponseStatus?
        private var complaint: [UInt8] = []
        private(set) var isComplete = false

        /// A piece of a good answer's body; the body of a bad one is kept here.
        mutating func take(_ part: HTTPClientResponsePart) -> ByteBuffer? {
            switch part {
            case .head(let head): status = head.status
            case .end: isComplete = true
            case .body(let piece) where status?.isGood == true: return piece
            case .body(let piece): complaint += piece.readableBytesView.prefix(65_536 - min(complaint.count, 65_536))
            }
            return nil
        }

        func judge(timedOut: Bool) throws(ClientError) {
            guard isComplete, let status else {
                throw timedOut ? .timedOut : .broken("the gateway went away before its answer was complete")
            }
            guard !status.isGood else { return }
            let body = try? WireCoding.decode(ErrorBody.self, from: complaint)
            throw .refused(
                status: Int(status.code),
                body ?? ErrorBody(error: status.reasonPhrase, mend: "look into the gateway's log"))
        }
    }

    /// Closes a connection when its time is over.
    private final class Deadline: Sendable {
        private let passed = Mutex(false)
        private let task: Mutex<Scheduled<Void>?> = Mutex(nil)

        init(_ channel: any Channel, _ time: TimeAmount) {
            let scheduled = channel.eventLoop.scheduleTask(in: time) { [weak self] in
                self?.passed.withLock { $0 = true }
                channel.close(promise: nil)
            }
            task.withLock { $0 = scheduled }
        }

        var hasPassed: Bool {
            passed.withLock { $0 }
        }

        func cancel() {
            task.withLock { $0?.cancel() }
        }
    }
}

extension HTTPResponseStatus {
    fileprivate var isGood: Bool {
        (200..<300).contains(code)
    }
}
