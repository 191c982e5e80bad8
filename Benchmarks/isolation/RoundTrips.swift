import GatewayLoop
import PluginHost

/// Requests one after the other, each asked as soon as the one before is answered, and what each took.
///
/// Unchecked: everything on the loop's thread.
final class RoundTrips: @unchecked Sendable {
    private let ask: (@escaping (PluginAnswer) -> Void) -> Void
    private var left: Int
    private var times: [Double] = []
    private var refusal: PluginAnswer?
    private let end = Awaited<Void>()

    init(_ count: Int, ask: @escaping (@escaping (PluginAnswer) -> Void) -> Void) {
        (left, self.ask) = (count, ask)
    }

    /// Microseconds of each.
    func run(on loop: EventLoop) throws -> [Double] {
        loop.run { self.next() }
        end.wait()
        if let refusal { throw Failure("\(refusal)") }
        return times
    }

    private func next() {
        guard left > 0, refusal == nil else { return end.set(()) }
        left -= 1
        let began = EventLoop.monotonic
        ask { [self] answer in
            times.append(Double(EventLoop.monotonic - began) / 1000)
            if answer.status != .ok { refusal = answer }
            next()
        }
    }
}
