import CGatewayABI
import GatewayCore
import Modbus
import Testing

@Suite struct DriverConnectTests {
    private let point = Rig.Point(handle: 1, type: .uint16, columns: ["address": .int(0)])

    private func readsOnce(_ rig: Rig) throws {
        try rig.prepare([point])
        try rig.connect()
        let token = rig.read()
        try rig.answer(try rig.request(), .readHoldingRegisters([5]))
        #expect(try rig.reply(token).status == GW_OK)
    }

    @Test func `looks a host name up beside the loop`() throws {
        try readsOnce(try Rig(["host": .text("localhost")]))
    }

    @Test func `speaks IPv6`() throws {
        try readsOnce(try Rig(["host": .text("::1")], peer: Peer(ipv6: true)))
    }

    @Test func `a refused connection is unreachable, and so is the next until somebody listens`() throws {
        var closed: Peer? = Peer()
        let port = try #require(closed?.port)
        closed = nil
        let rig = try Rig(["port": .int(Int64(port))])
        try rig.prepare([point])
        for round in 1...2 {
            if rig.start() == GW_OK {
                try rig.wait("the refusal") { rig.host.failures.count == round }
                #expect(
                    rig.host.failures.last
                        == FakeHost.Reply(
                            status: GW_UNREACHABLE, message: "127.0.0.1:\(port): Connection refused"))
            }
            rig.stop()
        }
    }

    @Test func `a name nobody knows is unreachable`() throws {
        let rig = try Rig(["host": .text("no-such-host.invalid")])
        try rig.prepare([point])
        try #require(rig.start() == GW_OK)
        try rig.wait("the failed look-up") { !rig.host.failures.isEmpty }
        #expect(rig.host.failures.map(\.status) == [GW_UNREACHABLE])
    }

    @Test func `a look-up that takes too long is unreachable, and may end after the instance`() throws {
        let rig = try Rig(["host": .text("no-such-host.invalid"), "connect_timeout_ms": .int(1)])
        try rig.prepare([point])
        try #require(rig.start() == GW_OK)
        rig.stop()
        #expect(rig.host.timers.isEmpty)
    }
}
