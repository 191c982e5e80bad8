import GatewayWire
import Glibc
import Testing

extension EndToEnd {
    /// What was gone or refused comes back by a reload.
    @Suite struct ReturnTests {
        private let folder = TemporaryFolder()

        /// With the broker there, and with everything waiting for it.
        @Test(.enabled(if: Broker.isInstalled, "mosquitto is not installed"), arguments: [true, false])
        func `a sink that was taken out and put back goes on where it was`(brokerIsThere: Bool) async throws {
            let broker = Broker(folder)
            try await broker.start()
            let tap = BrokerTap(to: broker)
            let load = try CounterDevice()
            let site = try TestSite(folder)
            load.channel(in: site)
            site.sink(port: tap.port, settings: "json_samples: compact")
            let gateway = try await GatewayProcess(site)
            var receiver = Receiver(tap)
            try await until("samples pass") { try receiver.look().newest > 30 }
            if !brokerIsThere {
                broker.kill()
                try await until("samples wait") { try await gateway.lane().queued > 3_000 }
            }
            let before = load.reads
            folder.delete("site/sinks/mqtt.yaml")
            #expect(try await gateway.client.reload().changes == ["sink mqtt removed"])
            let removed = load.reads
            try await until("reads pass that nobody wants") { load.reads > removed + 20 }
            let added = load.reads
            site.sink(port: tap.port, settings: "json_samples: compact")
            #expect(try await gateway.client.reload().changes == ["sink mqtt added"])
            let after = load.reads
            if !brokerIsThere { try await broker.start() }
            try await until("the newest arrive", within: .seconds(20)) { try receiver.look().newest > after + 50 }

            let ledger = receiver.ledger
            #expect((ledger.strays, ledger.bad) == (0, 0))
            for reads in ledger.reads.values {
                let first = zip(reads, 1...).prefix { $0 == $1 }.count
                let second = reads.dropFirst(first)
                #expect((before - 2...removed).contains(first), "all that came in before it was taken out")
                #expect((added...after + 2).contains(second.first ?? 0), "all that comes since it was put back")
                #expect(second.elementsEqual((second.first ?? 0)...(second.last ?? 0)))
            }
            try expectOneCount(receiver.blocks)
            // Eight blocks of one read each may have been on their way when it was taken out.
            #expect(ledger.duplicates <= 8 * CounterDevice.addresses.count)
            figure(
                "sink taken out and put back, broker \(brokerIsThere ? "there" : "gone"): \(ledger.count) samples in "
                    + "\(receiver.blocks.count) blocks, repeated \(ledger.duplicates)")
        }

        /// One epoch, numbers that grow by one, and never the same number for two blocks.
        private func expectOneCount(_ blocks: [Receiver.Block]) throws {
            #expect(Set(blocks.map(\.stream)).count == 1)
            var contents: [Int: Int] = [:]
            var numbers: [Int] = []
            for block in blocks {
                #expect(contents[block.number, default: block.content] == block.content, "block \(block.number)")
                if contents.updateValue(block.content, forKey: block.number) == nil { numbers.append(block.number) }
            }
            #expect(numbers.elementsEqual(1...numbers.count), "from one life of the sink into the next")
        }

        @Test func `a channel that was refused at the start works when its file is mended`() async throws {
            let (device, other) = (try Device(.counter), try Device(.counter))
            let site = try TestSite(folder, plugins: ["modbus"])
            // The plugin alone knows that there is no register behind the last.
            site.channel("field", port: device.port, points: PointTable.header + "\nr1,float32,V,holding,65535\n")
            site.channel("other", port: other.port, points: PointTable.registers(10..<14))
            let gateway = try await GatewayProcess(site)
            _ = try await gateway.allGood("other.*")
            let refused = try await gateway.channel("field")
            #expect(refused.state == "refused")
            #expect(refused.message?.isEmpty == false)
            #expect(device.connections == 0)

            let still = try await gateway.client.reload()
            #expect(!still.applied)
            let finding = try #require(still.findings.first { $0.message.contains("65535") })
            #expect(finding.file.hasSuffix("points/field.csv"))
            #expect(finding.line == 2)
            #expect(!finding.mend.isEmpty)

            site.channel("field", port: device.port, points: PointTable.registers(10..<14))
            #expect(try await gateway.client.reload().applied)
            #expect(try await gateway.allGood().count == 8)
            #expect(try await gateway.channel("field").state == "connected")
            #expect(other.connections == 1)
        }

        @Test(.enabled(if: Broker.isInstalled, "mosquitto is not installed"))
        func `a sink whose secret comes later gets everything since the start`() async throws {
            let broker = Broker(folder)
            try await broker.start()
            let tap = BrokerTap(to: broker)
            let load = try CounterDevice()
            let site = try TestSite(folder)
            load.channel(in: site)
            site.sink(port: tap.port, settings: "json_samples: compact, user: gateway, password: secret:broker")
            let gateway = try await GatewayProcess(site)
            try await until("samples wait") { try await gateway.lane().queued > 3_000 }
            let sink = try #require(try await gateway.client.sinks().first)
            #expect(sink.state == "refused")
            #expect(sink.message?.contains("broker") == true, "\(sink)")

            chmod(folder.write("data/secrets/broker", "hush\n"), 0o400)
            // No file of the site has changed.
            #expect(try await gateway.client.reload().applied)
            let goal = load.reads
            var receiver = Receiver(tap)
            try await until("everything arrives", within: .seconds(20)) { try receiver.look().newest > goal }
            #expect(receiver.ledger.isComplete(to: receiver.ledger.newest))
            #expect(receiver.ledger.strays == 0)
        }

        /// What the broker has acknowledged, block by block.
        private struct Receiver {
            struct Block {
                /// Stream and epoch.
                let stream: String
                let number: Int
                /// The newest read in it.
                let content: Int
            }

            let tap: BrokerTap
            private(set) var ledger = CounterLedger()
            private(set) var blocks: [Block] = []

            init(_ tap: BrokerTap) {
                self.tap = tap
            }

            mutating func look() throws -> CounterLedger {
                let messages = tap.acknowledged()
                for message in messages {
                    let published = try PublishedBlock(message)
                    guard published.part ?? 1 == 1 else { continue }
                    let parts = published.block.split(separator: "-")
                    blocks.append(
                        Block(
                            stream: parts.dropLast().joined(separator: "-"), number: Int(parts.last ?? "") ?? 0,
                            content: Int(published.samples.first?.number ?? 0)))
                }
                try ledger.take(messages)
                return ledger
            }
        }
    }
}
