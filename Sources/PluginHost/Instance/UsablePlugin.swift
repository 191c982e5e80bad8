import GatewayCore
import GatewayLoop

/// One plugin that can be used: a ``LoadedPlugin``, whose instances run inside this process, or a ``ChildPlugin``, whose
/// instances run in processes of their own.
public protocol UsablePlugin: Sendable {
    var description: PluginDescription { get }
    /// Path of the file it came from.
    var file: String { get }
    /// Of the file as it is used; a file that was replaced since is another plugin.
    var sha256: String { get }
    var isolation: Isolation { get }

    /// Whether its instances may share their loop with others: calls never block it.
    var mayShareLoop: Bool { get }

    /// Makes an instance from settings and gives it its points; nothing runs yet. On the loop's thread; `then` comes there
    /// too, perhaps before this returns.
    func make(
        settings: InstanceSettings, plan: InstancePlan, loop: EventLoop, owner: any InstanceOwner,
        then: @escaping (Result<any RunningInstance, PlanFailure>) -> Void)
}

extension LoadedPlugin: UsablePlugin {
    public var isolation: Isolation { .inside }

    public var mayShareLoop: Bool { tables.loop != nil }

    public func make(
        settings: InstanceSettings, plan: InstancePlan, loop: EventLoop, owner: any InstanceOwner,
        then: @escaping (Result<any RunningInstance, PlanFailure>) -> Void
    ) {
        let made: PluginInstance
        do throws(PluginFailure) {
            made = try PluginInstance(self, settings: settings, loop: loop, owner: owner)
        } catch {
            return then(.failure(PlanFailure(failure: error, problems: [])))
        }
        do throws(PlanFailure) {
            try made.prepare(plan)
        } catch {
            made.destroy()
            return then(.failure(error))
        }
        then(.success(made))
    }
}
