import GatewayClient
import GatewayWire
import Glibc

/// A running gatewayd.
final class GatewayProcess: Sendable {
    let program: Program
    let client: GatewayClient
    /// From the first instruction to the first answer of its API.
    let startTook: Duration

    /// Starts the daemon on a site and waits until its API answers.
    ///
    /// - Parameters:
    ///   - openFiles: soft and hard limit, as `prlimit` takes them.
    ///   - faults: what the kernel shall refuse.
    init(
        _ site: TestSite, openFiles: String? = nil, faults: SystemCallFaults? = nil, environment: [String: String] = [:]
    ) async throws {
        var words = [
            BuildFolder.gatewayd, "--site", site.path, "--drivers", site.drivers, "--data", site.data, "--socket",
            site.socket, "--built-in", site.builtIn, "--log-level", "info",
        ]
        if let openFiles { words = ["/usr/bin/prlimit", "--nofile=\(openFiles)"] + words }
        if let faults { words = faults.tracer + words }
        var environment = environment
        environment["SWIFT_BACKTRACE"] = "enable=no"
        let began = ContinuousClock.now
        let program = try Program(
            words[0], Array(words.dropFirst()), environment: environment, output: "\(site.folder.path)/gatewayd.log")
        let client = GatewayClient(socketPath: site.socket)
        self.program = program
        self.client = client
        try await until("gatewayd answers; its log:\n\(program.output.text.suffix(2000))", within: .seconds(20)) {
            if let end = program.poll() {
                throw Failure("gatewayd ended with \(end):\n\(program.output.text.suffix(4000))")
            }
            return (try? await client.status()) != nil
        }
        startTook = ContinuousClock.now - began
    }

    /// Asks it to end; how it did, and how long that took.
    func terminate() async throws -> (status: ExitStatus, took: Duration) {
        let began = ContinuousClock.now
        program.signal(SIGTERM)
        let status = try await program.ended(within: .seconds(20))
        return (status, ContinuousClock.now - began)
    }

    /// The power cut.
    func kill() {
        program.kill()
    }

    // MARK: Looking

    func point(_ name: String) async throws -> PointInfo {
        guard let point = try await client.read([name]).first else { throw Failure("no point \(name)") }
        return point
    }

    func channel(_ id: String) async throws -> ChannelInfo {
        guard let channel = try await client.channels().first(where: { $0.id == id }) else {
            throw Failure("no channel \(id)")
        }
        return channel
    }

    func lane(_ sink: String = "mqtt") async throws -> LaneInfo {
        guard let lane = try await client.status().lanes.first(where: { $0.sink == sink }) else {
            throw Failure("no lane \(sink)")
        }
        return lane
    }

    /// Waits until every point that matches has good quality.
    func allGood(_ match: String = "*", within limit: Duration = .seconds(10)) async throws -> [PointInfo] {
        try await eventually("all points of \(match) are good", within: limit) {
            let points = try await self.client.allPoints(matching: [match])
            return points.allSatisfy { $0.quality == "good" } ? points : nil
        }
    }
}
