import ModbusSimulator
import Testing

extension EndToEnd {
    /// Devices that misbehave: what their points say, what their neighbours notice, and how they come back.
    @Suite(.enabled(if: Broker.isInstalled, "mosquitto is not installed")) struct DeviceFaultTests {
        private let folder = TemporaryFolder()
        /// Two requests a poll, and no value of one can be one of the other.
        private static let addresses = Array(1006..<1012) + Array(3006..<3012)

        /// What every answer of a device looks like, and what its points say then.
        private static let misbehaviours: [(name: String, fault: Fault, quality: String)] = [
            ("silent", .silence, "bad(not-connected)"),
            ("stalls", .stall(afterBytes: 5), "bad(not-connected)"),
            ("late", .late(.milliseconds(700)), "bad(not-connected)"),
            ("garbage", .garbage, "bad(not-connected)"),
            ("wrong-transaction", .wrongTransaction, "bad(not-connected)"),
            ("wrong-unit", .wrongUnit, "bad(not-connected)"),
            ("wrong-protocol", .wrongProtocol, "bad(not-connected)"),
            ("wrong-function", .wrongFunction, "bad(not-connected)"),
            ("closes", .close, "bad(not-connected)"),
            ("resets", .reset, "bad(not-connected)"),
            ("exception-4", .exception(.serverDeviceFailure), "bad(device-failure)"),
            ("exception-2", .exception(.illegalDataAddress), "bad(configuration-error)"),
            ("duplicates", .duplicate, "good"),
            ("bytewise", .bytewise(every: .milliseconds(1)), "good"),
        ]

        @Test func `points say what is wrong, neighbours keep their period, and all come back by themselves`()
            async throws
        {
            let broker = Broker(folder)
            try await broker.start()
            let subscriber = try await broker.subscribe("mqtt/#")
            let site = try TestSite(folder)
            site.sink(port: broker.port)
            var devices: [String: Device] = [:]
            for (name, fault, _) in Self.misbehaviours {
                devices[name] = try Device(.counter, faults: FaultPlan([.init(fault, .every(1))]))
            }
            let healthy = try Device(.counter)
            let (refusing, deaf, absent) = (LoopbackPort.free(), LoopbackPort(listens: true), AbsentPort())
            channel("healthy", healthy.port, in: site)
            channel("refusing", refusing, in: site)
            channel("deaf", deaf.number, in: site)
            channel("absent", absent.number, in: site)
            for (name, device) in devices { channel(name, device.port, in: site) }
            let gateway = try await GatewayProcess(site)

            let began = (time: ContinuousClock.now, requests: healthy.requests)
            try await expectQualities(gateway)
            try await until("the healthy device is polled 50 times", within: .seconds(12)) {
                healthy.requests - began.requests >= 100
            }
            let period = (ContinuousClock.now - began.time).seconds * 2 / Double(healthy.requests - began.requests)
            #expect(period <= 0.15, "100 ms were asked for")
            try await expectQualities(gateway)
            figure(
                "17 misbehaving devices: the healthy one is polled every \((period * 10_000).rounded() / 10) ms of 100 ms, "
                    + "overruns \(try await gateway.channel("healthy").overruns)")
            for device in devices.values { try device.start() }
            try await expectRecovery(gateway, Array(devices.keys))
            try expectRightValues(subscriber, atMost: 2000)
        }

        @Test func `a device that spoils answers by chance never gives a wrong value`() async throws {
            let broker = Broker(folder)
            try await broker.start()
            let subscriber = try await broker.subscribe("mqtt/#")
            let faults: [Fault] = [
                .wrongTransaction, .duplicate, .wrongUnit, .wrongFunction, .late(.milliseconds(250)), .garbage,
                .wrongLength, .bytewise(every: .milliseconds(1)), .exception(.serverDeviceBusy), .stall(afterBytes: 9),
            ]
            let site = try TestSite(folder)
            site.sink(port: broker.port)
            var devices: [Device] = []
            for (number, fault) in faults.enumerated() {
                devices.append(try Device(.counter, faults: FaultPlan([.init(fault, .probability(0.2))])))
                channel("d\(number)", devices[number].port, in: site, period: "20 ms", settings: "max_in_flight: 4")
            }
            let gateway = try await GatewayProcess(site)
            try await until("each device has answered 100 times", within: .seconds(40)) {
                devices.allSatisfy { $0.requests >= 100 } && devices.reduce(0) { $0 + $1.requests } >= 3000
            }
            let requests = devices.map(\.requests)
            for device in devices { try device.start() }
            try await expectRecovery(gateway, devices.indices.map { "d\($0)" })
            let good = try expectRightValues(subscriber, atMost: 20_000)
            figure(
                "answers spoilt by chance: \(requests.reduce(0, +)) requests, \(good) good samples, 0 wrong; \(requests)"
            )
        }

        private func channel(
            _ id: String, _ port: Int, in site: TestSite, period: String = "100 ms", settings: String = ""
        ) {
            site.channel(
                id, port: port, points: PointTable.registers(Self.addresses), period: period,
                settings: "timeout_ms: 200, connect_timeout_ms: 500" + (settings.isEmpty ? "" : ", \(settings)"))
        }

        private func expectQualities(_ gateway: GatewayProcess) async throws {
            let expected =
                Self.misbehaviours.map { ($0.name, $0.quality) }
                + ["refusing", "deaf", "absent"].map { ($0, "bad(not-connected)") } + [("healthy", "good")]
            for (channel, quality) in expected {
                try await until("\(channel) is \(quality)", within: .seconds(8)) {
                    try await gateway.client.allPoints(matching: ["\(channel).*"]).allSatisfy { $0.quality == quality }
                }
                if quality != "good" {
                    // What never was read has no value, not zero.
                    let values = try await gateway.client.allPoints(matching: ["\(channel).*"]).map(\.value)
                    #expect(values.allSatisfy { $0 == .none }, "\(channel)")
                }
            }
        }

        private func expectRecovery(_ gateway: GatewayProcess, _ channels: [String]) async throws {
            let began = ContinuousClock.now
            var took: [String: Duration] = [:]
            try await until("all devices are good again", within: .seconds(15)) {
                let points = try await gateway.client.allPoints(matching: ["*"])
                for (channel, points) in Dictionary(grouping: points, by: \.channel)
                where took[channel] == nil && points.allSatisfy({ $0.quality == "good" }) {
                    took[channel] = ContinuousClock.now - began
                }
                return channels.allSatisfy { took[$0] != nil }
            }
            let slowest = took.filter { channels.contains($0.key) }.max { $0.value < $1.value }
            figure(
                "devices healed: all \(channels.count) good, the last after \(slowest?.value.text ?? "-") (\(slowest?.key ?? "-"))"
            )
        }

        /// Every value is its address plus the number of a read.
        @discardableResult
        private func expectRightValues(_ subscriber: Subscriber, atMost reads: Int) throws -> Int {
            var good = 0
            for message in subscriber.messages() {
                for sample in try PublishedBlock(message).samples where sample.isGood {
                    let read = Int(try #require(sample.number)) - (try #require(Int(sample.name.dropFirst())))
                    #expect((1...reads).contains(read), "\(message.topic) \(sample.name)")
                    good += 1
                }
            }
            #expect(good > 1000)
            return good
        }
    }
}
