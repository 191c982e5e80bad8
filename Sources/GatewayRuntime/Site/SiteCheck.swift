import GatewayConfig
import GatewayCore
import GatewayLoop
import PluginHost

/// Everything that can be known to be wrong with a site without running it: the files, the plugins they name, and what
/// those plugins say of settings and addresses.
public enum SiteCheck {
    /// Findings of all, by place. Loads the plugins
    /// that were built with the gateway into this process, others into children; opens no link.
    ///
    /// - Parameters:
    ///   - site: the site's folder, as the user typed it.
    ///   - shelf: the plugins there are.
    public static func run(site folder: String, shelf: PluginShelf) -> [Finding] {
        let reading = SiteReader(plugins: shelf.descriptions, refused: shelf.refusedIDs).read(folder)
        guard let site = reading.site else { return reading.findings }
        guard let loop = try? EventLoop(name: "check") else { return reading.findings }
        defer { loop.stop() }
        let words = PlanFindings(descriptions: shelf.descriptions)
        var findings = reading.findings
        for channel in site.channels {
            let settings = InstanceSettings(name: channel.id, site: site.name, cells: channel.settings)
            if let failure = fault(shelf, channel.plugin, site, settings, ChannelPlan(channel).plan, loop) {
                findings += words.findings(channel.id, .driver, failure, in: site)
            }
        }
        for sink in site.sinks {
            let settings = InstanceSettings(name: sink.id, site: site.name, cells: sink.settings)
            let plan = SinkPlan(sink, site.channels).plan
            if let failure = fault(shelf, sink.plugin, site, settings, plan, loop) {
                findings += words.findings(sink.id, .sink, failure, in: site)
            }
        }
        return findings.sorted()
    }

    /// Makes an instance, hands it its plan and lets it go.
    private static func fault(
        _ shelf: PluginShelf, _ id: String, _ site: Site, _ settings: InstanceSettings, _ plan: InstancePlan,
        _ loop: EventLoop
    ) -> PlanFailure? {
        let plugin: any UsablePlugin
        do throws(PluginFailure) {
            plugin = try shelf.use(id, for: site)
        } catch {
            return PlanFailure(failure: error, problems: [])
        }
        let answer = WaitedFor<PlanFailure?>()
        let nobody = Nobody()
        loop.run {
            plugin.make(settings: settings, plan: plan, loop: loop, owner: nobody) { result in
                switch result {
                case .success(let instance): instance.destroy { answer.give(nil) }
                case .failure(let failure): answer.give(failure)
                }
            }
        }
        return answer.wait()
    }
}

/// Hears nothing: an instance that is only asked about its plan has nothing to say.
///
/// Unchecked: it has no state.
private final class Nobody: InstanceOwner, @unchecked Sendable {
    func publish(_ samples: UnsafeBufferPointer<Sample>, bytes: UnsafeRawBufferPointer, received: Timestamp) {}
    func link(device: Int?, isUp: Bool, quality: Quality, message: String) {}
    func failed(_ failure: PluginFailure) {}
    func log(_ level: Int32, _ message: String) {}
    func request(_ request: PointRequest) -> PluginStatus { .unsupported }
    func frame(sent: Bool, _ bytes: UnsafeRawBufferPointer, words: String) {}
    func fault(_ breach: ContractBreach) {}
}
