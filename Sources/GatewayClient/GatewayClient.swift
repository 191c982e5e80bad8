import GatewayWire
import NIOCore
import NIOHTTP1

/// Talks to a gateway over its Unix socket: HTTP/1.1, one connection a request.
///
/// Every call throws ``ClientError``, or `CancellationError` when its task is cancelled.
public struct GatewayClient: Sendable {
    public let socketPath: String
    /// How long an answer may take, or, for a live stream, its beginning.
    public let timeout: TimeAmount

    public init(socketPath: String, timeout: TimeAmount = .seconds(10)) {
        self.socketPath = socketPath
        self.timeout = timeout
    }

    /// The body of the answer to one request.
    public func send(_ request: ClientRequest) async throws -> [UInt8] {
        var body: [UInt8] = []
        try await exchange(request) { part in
            guard body.count + part.readableBytes <= 256 << 20 else {
                throw ClientError.broken("the answer is larger than 256 MiB")
            }
            body += part.readableBytesView
        }
        return body
    }

    /// The answer to one request, as a shape.
    public func fetch<Shape: Decodable>(_ request: ClientRequest, as shape: Shape.Type = Shape.self) async throws
        -> Shape
    {
        try Self.decode(shape, from: await send(request))
    }

    /// Follows a live stream of one JSON object a line and hands over what arrived together, until the gateway ends it.
    ///
    /// `each` holds the stream back while it works, so a slow reader needs no more memory than a fast one.
    public func follow<Line: Decodable>(
        _ request: ClientRequest, as shape: Line.Type = Line.self, each: ([Line]) async throws -> Void
    ) async throws {
        var splitter = LineSplitter()
        try await exchange(request, isLive: true) { part in
            let lines = try splitter.add(part.readableBytesView)
            if !lines.isEmpty { try await each(lines.map { try Self.decode(shape, from: $0) }) }
        }
    }

    private static func decode<Shape: Decodable>(_ shape: Shape.Type, from bytes: [UInt8]) throws -> Shape {
        do {
            return try WireCoding.decode(shape, from: bytes)
        } catch {
            throw ClientError.broken("the answer is no \(shape): gateway and client may be of different versions")
        }
    }
}
