import Foundation
import GatewayWire
import Glibc
import Testing

extension EndToEnd {
    /// Plugins in processes of their own: what one of them does costs its own channel, and not for long.
    @Suite struct IsolationTests {
        private let folder = TemporaryFolder()

        private static func lines(_ isolation: String) -> String {
            "history: {enabled: false}\nplugins: {modbus: {isolation: \(isolation)}, mqtt: {isolation: \(isolation)}}"
        }

        private let devices: (first: Device, second: Device)

        init() throws {
            devices = (try Device(.counter), try Device(.counter))
        }

        /// Two channels of one plugin, polled every 50 ms.
        private func twoChannels() async throws -> GatewayProcess {
            let (first, second) = devices
            let site = try TestSite(folder, plugins: ["modbus"], lines: Self.lines("process"))
            site.channel("first", port: first.port, points: PointTable.registers(10..<14), period: "50 ms")
            site.channel("second", port: second.port, points: PointTable.registers(10..<14), period: "50 ms")
            let gateway = try await GatewayProcess(site)
            _ = try await gateway.allGood()
            return gateway
        }

        private func process(_ gateway: GatewayProcess, _ channel: String) async throws -> pid_t {
            let host = try await gateway.channel(channel).host
            return pid_t(try #require(host?.pid, "\(channel) has no process"))
        }

        private func quality(_ gateway: GatewayProcess, _ channel: String) async throws -> String {
            try await gateway.point("\(channel).unit.r10").quality
        }

        @Test(arguments: ["process", "sandbox"])
        func `each channel has a process, and says how far it is confined`(isolation: String) async throws {
            let device = try Device(.counter)
            let site = try TestSite(
                folder, plugins: ["modbus"],
                lines: """
                    history: {enabled: false}
                    plugins: {modbus: {isolation: \(isolation)\(isolation == "sandbox" ? ", allow: {connect: [\(device.port)]}" : "")}}
                    """)
            site.channel("field", port: device.port, points: PointTable.registers(10..<14))
            let gateway = try await GatewayProcess(site)
            _ = try await gateway.allGood()
            let host = try #require(try await gateway.channel("field").host)
            #expect(host.isolation == isolation)
            #expect(host.confinement?.contains("seccomp") == true)
            #expect(host.confinement?.contains("no-new-privileges") == true)
            let pid = pid_t(try #require(host.pid))
            #expect(try await gateway.terminate().status == .exited(0))
            // Nobody is left behind.
            try await until("its process is gone") { kill(pid, 0) != 0 }
            figure("\(isolation): \(host.confinement ?? "-")")
        }

        @Test func `a process that is killed costs its own channel a moment`() async throws {
            let (gateway, second) = (try await twoChannels(), devices.second)
            let pid = try await process(gateway, "first")
            let before = second.requests
            let began = ContinuousClock.now
            kill(pid, SIGKILL)
            try await until("its points are bad") { try await quality(gateway, "first") != "good" }
            let bad = ContinuousClock.now - began
            try await until("its points are good") { try await quality(gateway, "first") == "good" }
            let good = ContinuousClock.now - began
            #expect(bad <= .seconds(1))
            #expect(good <= .seconds(2))
            #expect(try await process(gateway, "first") != pid)
            #expect(try await gateway.channel("first").host?.restarts == 1)
            #expect(try await gateway.channel("second").host?.restarts == 0)
            let polls = second.requests - before
            let expected = good.seconds / 0.05
            #expect(Double(polls) >= expected / 1.5 - 2, "the neighbour is polled every 50 ms")
            figure("a process is killed: points bad after \(bad.text), good again after \(good.text)")
        }

        @Test func `a process that hangs is found, ended and made anew`() async throws {
            let (gateway, second) = (try await twoChannels(), devices.second)
            let pid = try await process(gateway, "first")
            let began = ContinuousClock.now
            kill(pid, SIGSTOP)
            let before = second.requests
            try await until("the hang is found", within: .seconds(8)) { kill(pid, 0) != 0 }
            let found = ContinuousClock.now - began
            #expect(found <= .seconds(5.5))
            #expect(Double(second.requests - before) >= found.seconds / 0.05 / 1.5 - 2)
            try await until("its points are good") { try await quality(gateway, "first") == "good" }
            figure("a process hangs: ended after \(found.text), good again after \((ContinuousClock.now - began).text)")
        }

        @Test func `five crashes in a minute end in quarantine, until somebody lifts it`() async throws {
            let gateway = try await twoChannels()
            for crash in 1...5 {
                kill(try await process(gateway, "first"), SIGSEGV)
                try await until("crash \(crash) is seen") {
                    let channel = try await gateway.channel("first")
                    return channel.state == (crash < 5 ? "connected" : "quarantined")
                        && channel.host?.restarts == UInt64(crash)
                }
            }
            let channel = try await gateway.channel("first")
            #expect(channel.message?.contains("SIGSEGV") == true)
            #expect(channel.host?.pid == nil)
            #expect(try await quality(gateway, "first") == "bad(not-connected)")
            #expect(try await quality(gateway, "second") == "good")
            let faults = try await gateway.client.status().faults
            #expect(faults.contains { $0.source == "first" && $0.message.contains("quarantine") })
            _ = try await gateway.client.restart(channel: "first")
            try await until("it is lifted") { try await quality(gateway, "first") == "good" }
            // One that is well gets a new process, too.
            let pid = try await process(gateway, "second")
            _ = try await gateway.client.restart(channel: "second")
            try await until("it has another process") { kill(pid, 0) != 0 }
            try await until("it works") { try await quality(gateway, "second") == "good" }
        }

        @Test(.enabled(if: Broker.isInstalled, "mosquitto is not installed"))
        func `a sink whose process is killed loses nothing`() async throws {
            let broker = Broker(folder)
            try await broker.start()
            let subscriber = try await broker.subscribe("mqtt/#")
            let load = try CounterDevice()
            let site = try TestSite(folder, lines: Self.lines("process"))
            load.channel(in: site)
            site.sink(port: broker.port, settings: "json_samples: compact")
            let gateway = try await GatewayProcess(site)
            var ledger = CounterLedger()
            for crash in 1...4 {
                let goal = ledger.newest + 20
                try await until("more arrives", within: .seconds(20)) {
                    try ledger.take(subscriber.messages())
                    return ledger.newest > goal
                }
                let host = try await gateway.client.sinks().first?.host
                kill(pid_t(try #require(host?.pid)), SIGKILL)
                try await until("it is seen") {
                    try await gateway.client.sinks().first?.host?.restarts == UInt64(crash)
                }
            }
            let goal = load.reads + 20
            try await until("all arrives", within: .seconds(30)) {
                try ledger.take(subscriber.messages())
                return ledger.newest > goal
            }
            #expect(ledger.isComplete(to: ledger.newest))
            #expect((ledger.strays, ledger.bad) == (0, 0))
            #expect(try await gateway.lane().dropped == 0)
            figure(
                "a sink's process killed four times: \(ledger.count) samples, missing \(ledger.missing), repeated "
                    + "\(ledger.duplicates)")
        }

        /// The same plugin in another file: its sum differs.
        private func newerFile(of plugin: String, _ site: TestSite) throws {
            let file = "\(site.drivers)/\(plugin).so"
            var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
            bytes.append(contentsOf: [0, 0, 0, 0, 0, 0, 0, 0])
            let draft = "\(site.drivers)/\(plugin).draft"
            try bytes.write(to: URL(fileURLWithPath: draft))
            chmod(draft, 0o755)
            #expect(rename(draft, file) == 0)
        }

        @Test(.enabled(if: Broker.isInstalled, "mosquitto is not installed"))
        func `a sink moves to a newer file under load, and loses nothing`() async throws {
            let broker = Broker(folder)
            try await broker.start()
            let subscriber = try await broker.subscribe("mqtt/#")
            let load = try CounterDevice()
            let site = try TestSite(folder, lines: Self.lines("process"))
            load.channel(in: site)
            site.sink(port: broker.port, settings: "json_samples: compact")
            let gateway = try await GatewayProcess(site)
            var ledger = CounterLedger()
            try await until("something arrives") {
                try ledger.take(subscriber.messages())
                return ledger.newest > 20
            }
            let before = try #require(try await gateway.client.sinks().first?.host)
            try newerFile(of: "mqtt", site)
            let result = try await gateway.client.upgrade(plugin: "mqtt")
            #expect(result.moved == ["mqtt"])
            let after = try #require(try await gateway.client.sinks().first?.host)
            #expect(after.sha256 == result.sha256 && after.sha256 != before.sha256 && after.pid != before.pid)
            let goal = load.reads + 20
            try await until("all arrives", within: .seconds(30)) {
                try ledger.take(subscriber.messages())
                return ledger.newest > goal
            }
            #expect(ledger.isComplete(to: ledger.newest))
            #expect((ledger.strays, ledger.bad) == (0, 0))
            #expect(try await gateway.client.upgrade(plugin: "mqtt").current == ["mqtt"])
        }

        @Test func `a driver moves to a newer file within two polls`() async throws {
            let device = try Device(.counter)
            let site = try TestSite(folder, plugins: ["modbus"], lines: Self.lines("process"))
            site.channel("field", port: device.port, points: PointTable.registers(10..<14), period: "300 ms")
            let gateway = try await GatewayProcess(site)
            _ = try await gateway.allGood()
            try newerFile(of: "modbus", site)
            let before = device.requests
            let began = ContinuousClock.now
            let result = try await gateway.client.upgrade(plugin: "modbus")
            #expect(result.moved == ["field"])
            #expect(try await quality(gateway, "field") == "good", "a move is no failure")
            try await until("it is polled again") { device.requests > before + 3 }
            let took = ContinuousClock.now - began
            // Three polls take 0.9 s; one may fall out.
            #expect(took <= .seconds(1.5))
            #expect(try await gateway.channel("field").host?.restarts == 0)
            figure("a driver moves to a newer file: three more polls of 300 ms after \(took.text)")
        }

        @Test func `what runs inside needs a restart, and says so`() async throws {
            let device = try Device(.counter)
            let site = try TestSite(folder, plugins: ["modbus"], lines: Self.lines("inside"))
            site.channel("field", port: device.port, points: PointTable.registers(10..<14))
            let gateway = try await GatewayProcess(site)
            _ = try await gateway.allGood()
            try newerFile(of: "modbus", site)
            let result = try await gateway.client.upgrade(plugin: "modbus")
            #expect(result.moved.isEmpty)
            #expect(result.kept.first?.reason.contains("restart gatewayd") == true)
            #expect(try await gateway.allGood().count == 4)
        }
    }
}
