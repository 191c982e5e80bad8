import GatewayWire
import Hummingbird

/// The gateway as a whole.
extension Answers {
    static func routes(_ call: Call) async throws -> Response {
        _ = try call.query([])
        return try .json(
            RouteTable.routes.map {
                RouteInfo(method: $0.method.rawValue, path: $0.path, role: $0.role.rawValue, summary: $0.summary)
            })
    }

    static func status(_ call: Call) async throws -> Response {
        _ = try call.query([])
        return try await .json(call.control.status())
    }

    static func metrics(_ call: Call) async throws -> Response {
        let text = PrometheusText.of(await call.control.status())
        return Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    static func reload(_ call: Call) async throws -> Response {
        _ = try call.query([])
        return try await .json(call.control.reload())
    }

    static func channels(_ call: Call) async throws -> Response {
        _ = try call.query([])
        return try await .json(call.control.channels())
    }

    static func channel(_ call: Call) async throws -> Response {
        let id = try call.segment("id")
        return try .json(find(id, in: await call.control.channels(), by: \.id, "channel"))
    }

    static func trace(_ call: Call) async throws -> Response {
        _ = try call.query([])
        let lines = try await call.control.trace(channel: call.segment("id"))
        return .lines(lines, for: call.request) { [$0] }
    }

    static func sinks(_ call: Call) async throws -> Response {
        _ = try call.query([])
        return try await .json(call.control.sinks())
    }

    static func sink(_ call: Call) async throws -> Response {
        let id = try call.segment("id")
        return try .json(find(id, in: await call.control.sinks(), by: \.id, "sink"))
    }
}
