import GatewayWire
import Hummingbird

/// One request on its way to its answer.
struct Call: Sendable {
    /// More than this is nothing a person or a program of this API sends.
    static let bodyLimit = 1 << 20

    let request: Request
    let parameters: Parameters
    let control: any GatewayControl

    /// A segment of the path, decoded.
    func segment(_ name: String) throws -> String {
        let raw = try parameters.require(name)
        guard let text = PercentText.decode(raw), !text.isEmpty else {
            throw ControlError(.invalid, "\"\(raw)\" is not a name", mend: "write it in UTF-8, percent-encoded")
        }
        return text
    }

    /// The query of the URL, which may hold `known` keys only.
    func query(_ known: [String]) throws -> Query {
        try Query(request.uri.queryParameters, known: known)
    }

    /// The body as one of our shapes.
    func body<Shape: Decodable>(_ shape: Shape.Type = Shape.self) async throws -> Shape {
        var bytes: [UInt8] = []
        for try await part in request.body {
            guard bytes.count + part.readableBytes <= Self.bodyLimit else {
                throw ControlError(.tooLarge, "the body is larger than 1 MiB", mend: "ask in smaller portions")
            }
            bytes += part.readableBytesView
        }
        do {
            return try WireCoding.decode(shape, from: bytes)
        } catch let error as DecodingError {
            throw ControlError(
                .invalid, "the body does not fit: \(error.plain)", mend: "send JSON as GET /api/v1 describes it")
        }
    }
}
