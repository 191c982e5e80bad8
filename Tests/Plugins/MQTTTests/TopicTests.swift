import GatewayCore
import Testing

@testable import MQTTSink

@Suite struct TopicTests {
    private func filled(_ template: String, _ point: String) throws -> String {
        let name = PointName(point)
        return try TopicTemplate(template).filled {
            switch $0 {
            case .site: "hill"
            case .sink: "up"
            case .channel: name.channel
            case .device: name.device
            case .point: name.point
            }
        }
    }

    @Test(arguments: [
        ("gateway/{site}/{channel}/{device}", "gateway/hill/pv1/inverter"), ("{sink}/{point}", "up/power.l1"),
        ("x-{channel}-{device}-y/z", "x-pv1-inverter-y/z"), ("all", "all"), ("/lead//{site}/", "/lead//hill/"),
    ])
    func `placeholders are filled in`(_ template: String, _ topic: String) throws {
        #expect(try filled(template, "pv1.inverter.power.l1") == topic)
    }

    @Test func `a point without a device makes no empty level`() throws {
        #expect(try filled("gateway/{site}/{channel}/{device}", "model.total") == "gateway/hill/model")
        #expect(try filled("gateway/{channel}/{device}/{point}", "total") == "gateway/total")
    }

    @Test(arguments: [
        ("a/{nothing}", "{nothing} is no placeholder; there are {site} {sink} {channel} {device} {point}"),
        ("a/{site", "'{' without '}' in '{site'"),
    ])
    func `a template that cannot be read says why`(_ template: String, _ message: String) {
        #expect(throws: TopicTemplate.Fault(message: message)) { try TopicTemplate(template) }
    }

    @Test(arguments: [
        ("", "is empty"), ("a/+/b", "has the wildcard '+' in it"), ("a/#", "has the wildcard '#' in it"),
        ("a\0b", "has a zero byte in it"),
        (String(repeating: "x", count: 65_536), "is longer than 65535 bytes"),
    ])
    func `topics that MQTT forbids are found`(_ topic: String, _ fault: String) {
        #expect(Topic.fault(topic) == fault)
    }

    @Test(
        arguments: [
            ("{site}/cmd", "hill/cmd", "hill/cmd", nil),
            ("cmd/#", "cmd/#", "cmd/pv1/inverter/limit", "pv1.inverter.limit"),
            ("cmd/#", "cmd/#", "cmd", nil), ("cmd/#", "cmd/#", "cmd//x", nil), ("cmd/#", "cmd/#", "other/pv1", nil),
            ("{channel}/{device}/{point}/set", "+/+/+/set", "pv1/inverter/limit/set", "pv1.inverter.limit"),
            ("{channel}/{device}/{point}/set", "+/+/+/set", "pv1/inverter/limit/get", nil),
            ("{channel}/{device}/{point}/set", "+/+/+/set", "pv1/inverter/limit", nil),
            ("{sink}/{point}", "up/+", "up/a.b.c", "a.b.c"),
        ] as [(String, String, String, String?)])
    func `a command topic is a filter that may name the point`(
        _ text: String, _ filter: String, _ topic: String, _ point: String?
    ) throws {
        let command = try CommandTopic(text, site: "hill", sink: "up")
        #expect(command.filter == filter)
        #expect(command.point(in: topic) == point)
    }

    @Test(arguments: ["cmd/#/more", "cmd/+/x", "a{point}", "cmd/x#", "{what}"])
    func `a command topic that means nothing is refused`(_ text: String) {
        #expect(throws: TopicTemplate.Fault.self) { try CommandTopic(text, site: "s", sink: "k") }
    }

    @Test(arguments: [
        ("gateway/{site}/{channel}/{device}", "power"), ("{channel}", "inverter.power"), ("all", "pv1.inverter.power"),
        ("{channel}/{device}/{point}", "power"), ("{device}", "pv1.inverter.power"),
    ])
    func `a sample's name is what the topic does not say`(_ template: String, _ name: String) throws {
        let plan = PublishPlan(
            [(handle: 3, name: "pv1.inverter.power", type: DataType.int16)], topic: try TopicTemplate(template),
            site: "s", sink: "k")
        #expect(String(decoding: plan.prefixes, as: UTF8.self) == #"{"name":"\#(name)","value":"#)
    }

    @Test func `handles near and far are found, others are not`() {
        for handles in [[5, 1, 9], [4_000_000_000, 7], []] as [[UInt32]] {
            let index = PointIndex(handles)
            #expect(handles.map { index[$0] } == Array(0..<handles.count))
            #expect(index[2] == -1)
            #expect(index[.max] == -1)
        }
    }
}
