import GatewayWire
import Hummingbird
import Logging

/// Everything the API offers, in one place.
enum RouteTable {
    static let routes: [Route] = [
        Route(.get, "/api/v1", role: .viewer, "These resources", answer: Answers.routes),
        Route(.get, "/api/v1/status", role: .viewer, "How the gateway is doing", answer: Answers.status),
        Route(.get, "/api/v1/plugins", role: .viewer, "Plugins; ?rescan, ?schema", answer: Answers.plugins),
        Route(.get, "/api/v1/plugins/{id}", role: .viewer, "One plugin with its schema", answer: Answers.plugin),
        Route(
            .post, "/api/v1/plugins/{id}/upgrade", role: .engineer,
            "Move channels and sinks to the file that lies in the plugin directory now", answer: Answers.upgrade),
        Route(.get, "/api/v1/channels", role: .viewer, "Channels and their devices", answer: Answers.channels),
        Route(.get, "/api/v1/channels/{id}", role: .viewer, "One channel", answer: Answers.channel),
        Route(
            .post, "/api/v1/channels/{id}/restart", role: .operator,
            "Start a channel anew; lifts a quarantine", answer: Answers.restartChannel),
        Route(
            .get, "/api/v1/channels/{id}/trace", role: .engineer, "Frames of a channel, live, one JSON object a line",
            answer: Answers.trace),
        Route(.get, "/api/v1/sinks", role: .viewer, "Sinks and their lanes", answer: Answers.sinks),
        Route(.get, "/api/v1/sinks/{id}", role: .viewer, "One sink", answer: Answers.sink),
        Route(
            .post, "/api/v1/sinks/{id}/restart", role: .operator, "Start a sink anew; lifts a quarantine",
            answer: Answers.restartSink),
        Route(.get, "/api/v1/points", role: .viewer, "Points; ?match, ?limit, ?after", answer: Answers.points),
        Route(.get, "/api/v1/points/{name}", role: .viewer, "One point", answer: Answers.point),
        Route(
            .get, "/api/v1/watch", role: .viewer, "Changes of points, live, one JSON object a line; ?match",
            answer: Answers.watch),
        Route(
            .post, "/api/v1/read", role: .viewer, "Points by name: {\"names\": [\"pv.inverter.power\"]}",
            answer: Answers.read),
        Route(
            .post, "/api/v1/commands", role: .operator,
            "Command a point: {\"point\": \"pv.inverter.limit\", \"value\": 80, \"timeout_ms\": 3000}",
            answer: Answers.write),
        Route(
            .get, "/api/v1/history", role: .viewer, "The past of a point; ?name, ?from, ?to, ?bucket_ms, ?limit",
            answer: Answers.history),
        Route(
            .post, "/api/v1/reload", role: .engineer, "Read the site again and apply the difference",
            answer: Answers.reload),
        Route(.get, "/metrics", role: .viewer, "Numbers for Prometheus", answer: Answers.metrics),
    ]

    /// A router that answers from `control`, and says which methods a path knows when it is asked with another one.
    static func router(_ control: any GatewayControl, logger: Logger) -> Router<BasicRequestContext> {
        let router = Router()
        router.add(middleware: ErrorAnswers(logger: logger))
        for (path, routes) in Dictionary(grouping: routes, by: \.path) {
            for route in routes {
                router.on(RouterPath(path), method: route.method) { request, context in
                    try await route.answer(Call(request: request, parameters: context.parameters, control: control))
                }
            }
            let known = routes.map(\.method)
            for method in [HTTPRequest.Method.get, .post, .put, .patch, .delete] where !known.contains(method) {
                router.on(RouterPath(path), method: method) { _, _ -> Response in throw wrongMethod(method, known) }
            }
        }
        return router
    }

    private static func wrongMethod(_ method: HTTPRequest.Method, _ known: [HTTPRequest.Method]) -> ControlError {
        ControlError(
            .wrongMethod, "\(method.rawValue) is not possible here",
            mend: "use \(known.map(\.rawValue).joined(separator: " or "))")
    }
}
