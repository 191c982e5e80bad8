@testable import GatewayAPI
import GatewayClient
import GatewayWire
import Testing

/// Requests that are wrong, and gateways that cannot answer.
@Suite struct RefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var request: ClientRequest
        var status: Int
        var error: String
        var mend: String

        var testDescription: String { error }
    }

    private static func get(_ path: String..., query: [(key: String, value: String)] = []) -> ClientRequest {
        ClientRequest(path: ["api", "v1"] + path, query: query)
    }

    private static func post(_ path: String, _ body: String) -> ClientRequest {
        ClientRequest(.post, path: ["api", "v1", path], body: Array(body.utf8))
    }

    private static let noon = GatewayOfValues.noon.description

    static let cases: [Case] = [
        Case(
            request: get("nothing"), status: 404, error: "there is no /api/v1/nothing",
            mend: "GET /api/v1 lists what there is"),
        Case(request: get("reload"), status: 405, error: "GET is not possible here", mend: "use POST"),
        Case(request: post("status", "{}"), status: 405, error: "POST is not possible here", mend: "use GET"),
        Case(
            request: get("plugins", "modbos"), status: 404, error: "no plugin is called \"modbos\"",
            mend: "did you mean \"modbus\"?"),
        Case(
            request: get("channels", "xyz"), status: 404, error: "no channel is called \"xyz\"",
            mend: "list the channels for their names"),
        Case(
            request: get("channels", "xyz", "trace"), status: 404, error: "no channel is called \"xyz\"",
            mend: "list the channels for their names"),
        Case(
            request: get("points", "no.such.point"), status: 404, error: "no point is called \"no.such.point\"",
            mend: "list the points for their names"),
        Case(
            request: get("points", query: [(key: "limit", value: "0")]), status: 400, error: "limit is \"0\"",
            mend: "write a whole number from 1 to 10000"),
        Case(
            request: get("points", query: [(key: "limit", value: "ten")]), status: 400, error: "limit is \"ten\"",
            mend: "write a whole number from 1 to 10000"),
        Case(
            request: get("points", query: [(key: "limits", value: "1")]), status: 400,
            error: "no parameter is called \"limits\"", mend: "did you mean \"limit\"?"),
        Case(
            request: get("status", query: [(key: "x", value: "1")]), status: 400, error: "no parameter is called \"x\"",
            mend: "there are none here"),
        Case(
            request: get("plugins", query: [(key: "rescan", value: "maybe")]), status: 400,
            error: "rescan is \"maybe\"",
            mend: "write true or false"),
        Case(
            request: get("history", query: [(key: "from", value: noon), (key: "to", value: noon)]), status: 400,
            error: "from is not before to", mend: "swap them, or widen the stretch"),
        Case(
            request: get("history", query: [(key: "from", value: "yesterday")]), status: 400,
            error: "from is \"yesterday\"",
            mend: "write a time such as 2026-03-01T12:00:00Z"),
        Case(
            request: get("history", query: [(key: "name", value: "a")]), status: 400,
            error: "parameter \"from\" is missing",
            mend: "add ?from=…"),
        Case(
            request: post("commands", "{\"point\": \"a\"}"), status: 400,
            error: "the body does not fit: value is missing",
            mend: "send JSON as GET /api/v1 describes it"),
        Case(
            request: post("commands", "{\"point\": 7, \"value\": 1}"), status: 400,
            error: "the body does not fit: point has the wrong type", mend: "send JSON as GET /api/v1 describes it"),
        Case(
            request: post("commands", "not json"), status: 400, error: "the body does not fit: it is not JSON",
            mend: "send JSON as GET /api/v1 describes it"),
        Case(
            request: post("commands", ""), status: 400, error: "the body does not fit: it is not JSON",
            mend: "send JSON as GET /api/v1 describes it"),
        Case(
            request: post("commands", "{\"point\": \"a\", \"value\": null}"), status: 400, error: "value is null",
            mend: "write true, false, a number or a text"),
        Case(
            request: post("commands", "{\"point\": \"\", \"value\": 1}"), status: 400, error: "point is empty",
            mend: "name a point in full: channel.device.point"),
        Case(
            request: post("commands", "{\"point\": \"a\", \"value\": 1, \"timeout_ms\": 0}"), status: 400,
            error: "timeout_ms is 0", mend: "write a whole number from 1 to 60000"),
        Case(
            request: post("read", "{\"names\": []}"), status: 400, error: "0 names, or an empty one",
            mend: "name 1 to 10,000 points in full"),
        Case(
            request: post("commands", "{\"point\": \"slow\", \"value\": 1}"), status: 504, error: "nobody answered",
            mend: "look at the channel"),
        Case(
            request: post("commands", "{\"point\": \"broken\", \"value\": 1}"), status: 500, error: "internal error",
            mend: "look into the gateway's log"),
        Case(
            request: post("read", String(repeating: " ", count: 1 << 20) + "{}"), status: 413,
            error: "the body is larger than 1 MiB", mend: "ask in smaller portions"),
    ]

    @Test func `each wrong request is told what is wrong and what to do`() async throws {
        let folder = try SocketFolder()
        try await serving(GatewayOfValues(), at: folder.socket) { client in
            for wrong in Self.cases {
                await #expect(
                    throws: ClientError.refused(status: wrong.status, ErrorBody(error: wrong.error, mend: wrong.mend))
                ) {
                    _ = try await client.send(wrong.request)
                }
            }
        }
    }

    @Test func `a body of exactly one mebibyte is still read`() async throws {
        let folder = try SocketFolder()
        try await serving(GatewayOfValues(), at: folder.socket) { client in
            let request = "{\"names\": [\"pv.inverter.power\"]}"
            let body = request + String(repeating: " ", count: (1 << 20) - request.utf8.count)
            let points: [PointInfo] = try await client.fetch(Self.post("read", body))
            #expect(points.count == 1)
        }
    }

    @Test func `every class of failure has a status of its own`() {
        #expect(Set(ControlError.Kind.allCases.map(\.status.code)).count == ControlError.Kind.allCases.count)
    }
}
