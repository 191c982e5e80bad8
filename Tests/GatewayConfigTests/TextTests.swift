import GatewayCore
import Testing

@testable import GatewayConfig

@Suite struct TextTests {
    @Test(arguments: [
        ("500 ms", Duration.milliseconds(500)), ("10 s", .seconds(10)), ("10s", .seconds(10)), ("5 min", .seconds(300)),
        ("1.5 h", .seconds(5400)), ("7 d", .seconds(604_800)), ("0 s", .zero), ("0.25 s", .milliseconds(250)),
    ])
    func `reads durations with their unit`(text: String, expected: Duration) throws {
        #expect(try DurationText.parse(text) == expected)
    }

    @Test(arguments: [
        "", "s", "10", "10 m", "10 weeks", "-1 s", "1e9 d", "101 s s", "99999999999999999999 d", "1..5 s", "٣ s",
    ])
    func `refuses what is no duration`(text: String) {
        #expect(throws: Complaint.self) { try DurationText.parse(text) }
    }

    @Test(arguments: [
        (Duration.zero, "0 s"), (.milliseconds(1), "1 ms"), (.seconds(90), "90 s"), (.seconds(7200), "2 h"),
        (.milliseconds(1500), "1500 ms"),
    ])
    func `writes durations in their largest whole unit`(duration: Duration, expected: String) {
        #expect(DurationText.words(duration) == expected)
    }

    @Test(
        arguments: [("512 MiB", 536_870_912), ("2 GB", 2_000_000_000), ("1.5 kB", 1500), ("7B", 7)] as [(String, Int64)]
    )
    func `reads sizes`(text: String, expected: Int64) throws {
        #expect(try ByteSizeText.parse(text) == expected)
    }

    @Test(
        arguments: [
            ("0", 0), ("-12", -12), ("+7", 7), ("0x1F", 31), ("-0x10", -16), ("9223372036854775807", .max),
            ("-9223372036854775808", .min),
        ] as [(String, Int64)])
    func `reads whole numbers`(text: String, expected: Int64) {
        #expect(NumberText.integer(text) == expected)
    }

    @Test(arguments: [
        "", "-", "+", "0x", "1.0", "1e3", "12a", " 1", "9223372036854775808", "-9223372036854775809",
        "0xFFFFFFFFFFFFFFFF", "−1",
    ])
    func `refuses what is no whole number`(text: String) {
        #expect(NumberText.integer(text) == nil)
    }

    @Test func `reads decimals to the last bit`() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<20_000 {
            let value = Double(bitPattern: random.next())
            guard value.isFinite else { continue }
            #expect(NumberText.real("\(value)") == value)
            let short = (value.truncatingRemainder(dividingBy: 1e6) * 1000).rounded() / 1000
            #expect(NumberText.real("\(short)") == short)
        }
    }

    @Test(arguments: [
        ("0.1", 0.1), ("-.5", -0.5), ("5.", 5), ("1e-3", 0.001), ("12345678901234567890", 1.2345678901234567e19),
        ("0.000000000000000000001", 1e-21), ("100000000000000000000000", 1e23),
    ])
    func `reads decimals as people write them`(text: String, expected: Double) {
        #expect(NumberText.real(text) == expected)
    }

    @Test(arguments: ["", ".", "-", "e5", "1e", "1e400", "nan", "inf", "0x1p3", "1,5", "1.2.3", "1e99999999999"])
    func `refuses what is no decimal, and what is not finite`(text: String) {
        #expect(NumberText.real(text) == nil)
    }

    @Test(
        arguments: [("3", 3), ("1+2", 3), ("10-4*2", 2), ("-5+2", -3), ("2*-3", -6), ("0x10 + 1", 17)]
            as [(String, Int64)])
    func `adds what templates add`(text: String, expected: Int64) {
        #expect(IntegerSum.value(text) == expected)
    }

    @Test(arguments: ["", "+", "1+", "1**2", "a+1", "9223372036854775807+1", "9223372036854775807*2"])
    func `refuses sums that are none, or do not fit`(text: String) {
        #expect(IntegerSum.value(text) == nil)
    }

    @Test func `takes settings from the environment, whole values only`() throws {
        let environment = ["PORT": "1502", "EMPTY": ""]
        #expect(try EnvironmentText.expand("${env:PORT:-502}", environment) == "1502")
        #expect(try EnvironmentText.expand("${env:EMPTY:-502}", environment) == "502")
        #expect(try EnvironmentText.expand("${env:NONE:-}", environment) == "")
        #expect(try EnvironmentText.expand("port ${env:PORT}", environment) == "port ${env:PORT}")
        #expect(throws: Complaint.self) { try EnvironmentText.expand("${env:NONE}", environment) }
    }

    @Test func `shows foreign text without its control characters, and not all of it`() {
        #expect(quoted("a\u{1B}[31m\n") == "'a�[31m�'")
        #expect(quoted(String(repeating: "x", count: 100)).count == 63)
    }
}
