import GatewayConfig
import GatewayCore
import PluginHost

/// What a plugin says of its settings and addresses, as findings with a place.
struct PlanFindings {
    let descriptions: [PluginDescription]

    func findings(_ id: String, _ kind: PluginKind, _ failure: PlanFailure, in site: Site) -> [Finding] {
        if kind == .sink, let sink = site.sinks.first(where: { $0.id == id }) {
            return [general(failure, SiteLocator().location(of: sink, setting: setting(failure, of: sink.plugin)))]
        }
        guard let channel = site.channels.first(where: { $0.id == id }) else { return [] }
        let addressed = failure.problems.map { problem in finding(problem, channel) }
        guard addressed.isEmpty else { return addressed }
        return [general(failure, SiteLocator().location(of: channel, setting: setting(failure, of: channel.plugin)))]
    }

    private func general(_ failure: PlanFailure, _ place: Location) -> Finding {
        Finding(at: place, sentence: failure.failure.message)
    }

    private func setting(_ failure: PlanFailure, of plugin: String) -> String? {
        key(failure.failure.column, in: descriptions.first { $0.id == plugin }?.settings)
    }

    private func finding(_ problem: PlanProblem, _ channel: ChannelConfig) -> Finding {
        guard let handle = problem.point, channel.points.indices.contains(Int(handle)) else {
            return Finding(at: channel.location, sentence: problem.message)
        }
        let column = key(problem.column, in: descriptions.first { $0.id == channel.plugin }?.address)
        let place = SiteLocator().location(of: channel.points[Int(handle)], column: column)
        return Finding(at: place, sentence: problem.message)
    }

    private func key(_ index: Int?, in schema: [FieldSchema]?) -> String? {
        guard let index, let schema, schema.indices.contains(index) else { return nil }
        return schema[index].key
    }
}
