import Testing

@testable import GatewayRuntime

@Suite struct ScalingTests {
    @Test(
        arguments: [
            (333, 0.1, 0, "33.3"), (3, 0.05, 0, "0.15"), (7, 0.01, 0, "0.07"), (1, 1e-9, 0, "1e-09"),
            (2345, 0.1, -273.15, "-38.65"), (29, 0.3, 0, "8.7"), (-333, 0.1, 0, "-33.3"), (333, -0.1, 0, "-33.3"),
            (65_535, 0.001, 0, "65.535"), (3, 1, 0.1, "3.1"), (5, 2.5, 1, "13.5"), (0, 0.1, 0, "0.0"),
            (4_294_967_295, 0.001, 0, "4294967.295"), (12, 100, 0, "1200.0"), (8, 0.25, 0, "2.0"),
        ] as [(Double, Double, Double, String)])
    func `a decimal scale gives the number that a person would write`(
        raw: Double, scale: Double, offset: Double, text: String
    ) {
        #expect("\(Scaling(scale: scale, offset: offset).value(of: raw))" == text)
    }

    @Test func `every raw value of 16 bits comes out as its decimal digits`() throws {
        let tenth = Scaling(scale: 0.1, offset: 0)
        for raw in 0...65_535 {
            #expect(tenth.value(of: Double(raw)) == Double("\(raw / 10).\(raw % 10)"))
        }
    }

    @Test(arguments: [1.0 / 3, 1e300, 1e-12, .pi, 0x1p-40, -1e15])
    func `a scale that is no short decimal multiplies, as ever`(scale: Double) {
        let scaling = Scaling(scale: scale, offset: 0.5)
        for raw in [0.0, 1, -7, 65_535, 1e9] { #expect(scaling.value(of: raw) == raw * scale + 0.5) }
    }

    @Test func `what is not finite stays so`() {
        #expect(Scaling(scale: .nan, offset: 0).value(of: 1).isNaN)
        #expect(Scaling(scale: 0.1, offset: .infinity).value(of: 1) == .infinity)
        #expect(Scaling(scale: 0.1, offset: 0).value(of: .nan).isNaN)
    }
}
