import GatewayCore
import GatewayLoop

/// One plugin whose instances run in processes of their own: none of its code is in this one.
public final class ChildPlugin: UsablePlugin {
    public let description: PluginDescription
    public let file: String
    public let sha256: String
    private let program: String
    private let image: SealedImage
    private let index: Int
    public let terms: ChildTerms

    public var isolation: Isolation { terms.confinement.isolation }
    public var mayShareLoop: Bool { true }

    /// Copies an accepted file and finds its plugin `id`. `program` is the path of `gatewayd-plugin`. Blocks for as long as
    /// the copy takes.
    ///
    /// Throws with ``PluginStatus/configuration`` when the file was refused, has changed since it was judged, or has no such
    /// plugin.
    public init(
        _ file: PluginFile, id: String, program: String, terms: ChildTerms
    ) throws(PluginFailure) {
        guard let index = file.plugins.firstIndex(where: { $0.id == id }) else {
            let reason = file.refusal?.message ?? "\(file.path) has no plugin '\(id)'"
            throw PluginFailure(status: .configuration, message: reason)
        }
        do throws(Refusal) {
            image = try SealedImage(file)
        } catch {
            throw PluginFailure(status: .configuration, message: error.message)
        }
        (description, self.file, sha256) = (file.plugins[index], file.path, file.sha256)
        (self.program, self.index, self.terms) = (program, index, terms)
    }

    public func make(
        settings: InstanceSettings, plan: InstancePlan, loop: EventLoop, owner: any InstanceOwner,
        then: @escaping (Result<any RunningInstance, PlanFailure>) -> Void
    ) {
        let launch = ChildLaunch(
            program: program, image: image, index: index, name: settings.name, terms: terms)
        let instance = ChildInstance(
            launch, kind: description.kind, settings: settings, plan: plan, loop: loop, owner: owner)
        instance.make { result in
            then(result.map { instance })
        }
    }
}
