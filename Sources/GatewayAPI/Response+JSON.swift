import GatewayWire
import Hummingbird

extension Response {
    /// One JSON document.
    static func json(_ shape: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        let body = ByteBuffer(bytes: try WireCoding.encode(shape))
        return Response(
            status: status, headers: [.contentType: "application/json; charset=utf-8"],
            body: ResponseBody(byteBuffer: body))
    }

    /// JSON documents as they come, one a line; over when `source` ends, when the client goes, or when the server stops.
    static func lines<Element: Sendable, Line: Encodable>(
        _ source: AsyncStream<Element>, for request: Request, of parts: @escaping @Sendable (Element) -> [Line]
    ) -> Response {
        let body = ResponseBody { writer in
            do {
                try await request.body.consumeWithCancellationOnInboundClose { _ in
                    for await element in source {
                        try await writer.write(text(of: parts(element)))
                    }
                }
            } catch is CancellationError {
                // Whoever listened has gone; ending the body is all that is left to do.
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok, headers: [.contentType: "application/x-ndjson", .cacheControl: "no-store"], body: body)
    }

    private static func text(of lines: [some Encodable]) throws -> ByteBuffer {
        var buffer = ByteBuffer()
        for line in lines {
            buffer.writeBytes(try WireCoding.encode(line))
            buffer.writeInteger(UInt8(ascii: "\n"))
        }
        return buffer
    }
}
