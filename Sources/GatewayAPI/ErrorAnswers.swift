import GatewayWire
import Hummingbird
import Logging

/// Turns whatever goes wrong into `{"error": …, "mend": …}` with a fitting status.
struct ErrorAnswers: RouterMiddleware {
    typealias Context = BasicRequestContext

    let logger: Logger

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as ControlError {
            return try answer(error.kind.status, error.message, error.mend)
        } catch let error as HTTPError where error.status == .notFound {
            return try answer(.notFound, "there is no \(request.uri.path)", "GET /api/v1 lists what there is")
        } catch let error as HTTPError {
            return try answer(error.status, error.body ?? error.status.reasonPhrase, "GET /api/v1 lists what there is")
        } catch let error as CancellationError {
            throw error
        } catch {
            logger.error("Request failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
            return try answer(.internalServerError, "internal error", "look into the gateway's log")
        }
    }

    private func answer(_ status: HTTPResponse.Status, _ error: String, _ mend: String) throws -> Response {
        try .json(ErrorBody(error: error, mend: mend), status: status)
    }
}

extension ControlError.Kind {
    var status: HTTPResponse.Status {
        switch self {
        case .invalid: .badRequest
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .wrongMethod: .methodNotAllowed
        case .conflict: .conflict
        case .tooLarge: .contentTooLarge
        case .bug: .internalServerError
        case .unavailable: .serviceUnavailable
        case .timeout: .gatewayTimeout
        }
    }
}
