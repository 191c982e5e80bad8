import GatewayWire
import Hummingbird

/// Plugins and what runs them.
extension Answers {
    static func plugins(_ call: Call) async throws -> Response {
        let query = try call.query(["rescan", "schema"])
        var plugins = try await call.control.plugins(rescan: query.flag("rescan"))
        if try !query.flag("schema") {
            for at in plugins.indices { plugins[at].schema = nil }
        }
        return try .json(plugins)
    }

    static func plugin(_ call: Call) async throws -> Response {
        let id = try call.segment("id")
        return try .json(find(id, in: await call.control.plugins(rescan: false), by: \.id, "plugin"))
    }

    static func upgrade(_ call: Call) async throws -> Response {
        _ = try call.query([])
        return try await .json(call.control.upgrade(plugin: call.segment("id")))
    }

    /// Answers with the channel as it is then.
    static func restartChannel(_ call: Call) async throws -> Response {
        _ = try call.query([])
        let id = try call.segment("id")
        try await call.control.restart(channel: id)
        return try .json(find(id, in: await call.control.channels(), by: \.id, "channel"))
    }

    /// Answers with the sink as it is then.
    static func restartSink(_ call: Call) async throws -> Response {
        _ = try call.query([])
        let id = try call.segment("id")
        try await call.control.restart(sink: id)
        return try .json(find(id, in: await call.control.sinks(), by: \.id, "sink"))
    }
}
