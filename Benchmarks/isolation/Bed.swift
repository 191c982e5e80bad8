import GatewayCore
import GatewayLoop
import Glibc
import PluginHost

/// One driver on a loop, made and started.
///
/// Unchecked: the instance is only touched on the loop.
final class Bed: @unchecked Sendable {
    let loop: EventLoop
    let listener = Listener()
    private(set) var instance: (any RunningInstance)?

    /// The first plugin of a file, to be used at this level.
    static func plugin(file: String, level: Isolation, describer: String) throws -> any UsablePlugin {
        let judged = PluginDirectory(path: "", describer: describer, memory: nil).judge(file: file)
        guard let id = judged.plugins.first?.id else { throw Failure("\(judged.verdict)") }
        guard level != .inside else { return try LoadedPlugin.load(judged, id: id) }
        var request = ConfinementRequest(level)
        if level == .sandbox { (request.connectPorts, request.bindPorts) = ([], []) }
        return try ChildPlugin(judged, id: id, program: describer, terms: ChildTerms(request))
    }

    /// Makes an instance of `pace.c`; `period` in milliseconds, 0 for full speed, -1 for never.
    init(_ plugin: any UsablePlugin, batch: Int, period: Int) throws {
        loop = try EventLoop(name: "bench")
        let settings = InstanceSettings(
            name: "bench", site: "bench", cells: [.int(Int64(batch)), .int(Int64(period)), .int(0)])
        let made: Result<any RunningInstance, PlanFailure> = wait { done in
            plugin.make(settings: settings, plan: Self.plan, loop: self.loop, owner: self.listener, then: done)
        }
        instance = try made.get()
    }

    func start() throws {
        let failure: PluginFailure? = wait { done in self.instance?.start(then: done) }
        if let failure { throw Failure("\(failure)") }
    }

    func destroy() {
        wait { done in self.instance?.destroy(then: { done(()) }) }
        loop.stop()
    }

    /// Begins something on the loop and waits until it says that it is done.
    @discardableResult
    func wait<Answer>(_ begin: @escaping (@escaping (Answer) -> Void) -> Void) -> Answer {
        let answer = Awaited<Answer>()
        loop.runAndWait { begin(answer.set) }
        return answer.wait()
    }

    /// A hundred points of one device, in one group that is read when it is asked for.
    private static let plan = InstancePlan(
        devices: [PlanDevice(name: "meter", cells: [])], groups: [PlanGroup(device: 0, period: .zero)],
        points: (0..<100).map { index in
            PlanPoint(
                handle: UInt32(index), device: 0, group: 0, dataType: .int64, access: [.read, .write],
                name: "p\(index)", unit: "", address: [])
        })
}

struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
