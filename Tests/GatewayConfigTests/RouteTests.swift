import GatewayCore
import Testing

@testable import GatewayConfig

@Suite struct RouteTests {
    @Test func `an empty route takes everything`() {
        #expect(Route.everything.matches(name: "a.b.c", tags: [], kind: .signal))
    }

    @Test func `all that is given has to match, any of each`() {
        let route = Route(
            include: [Glob("pv*"), Glob("*.power")], exclude: [Glob("*.debug")], tags: ["main", "billing"],
            kinds: [.telemetry, .signal])
        #expect(route.matches(name: "pv1.inverter.state", tags: ["billing"], kind: .signal))
        #expect(route.matches(name: "grid.meter.power", tags: ["x", "main"], kind: .telemetry))
        #expect(!route.matches(name: "grid.meter.energy", tags: ["main"], kind: .telemetry))
        #expect(!route.matches(name: "pv1.inverter.debug", tags: ["main"], kind: .telemetry))
        #expect(!route.matches(name: "pv1.inverter.state", tags: [], kind: .telemetry))
        #expect(!route.matches(name: "pv1.inverter.state", tags: ["main"], kind: .setpoint))
    }
}
