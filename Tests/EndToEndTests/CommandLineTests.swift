import Foundation
import GatewayWire
import Testing

extension EndToEnd {
    /// gatewayctl beside a running gateway: its answers and its exit codes.
    @Suite struct CommandLineTests {
        private let folder = TemporaryFolder()

        @Test func `exit codes say whether it is done, refused, senseless or nobody there`() async throws {
            let device = try Device(.pvInverter)
            let site = try TestSite(folder, plugins: ["modbus"])
            site.channel(
                "pv", port: device.port,
                points: """
                    id,kind,type,unit,scale,table,address,minimum,maximum
                    limit,setpoint,uint16,%,0.1,holding,0,0,90
                    state,signal,uint16,,1,input,0,,

                    """, period: "50 ms")
            try await expect(3, "status", "--socket", site.socket)
            let gateway = try await GatewayProcess(site)
            _ = try await gateway.allGood()
            let status = try await expect(0, "status", "--json", "--socket", site.socket)
            #expect(try WireCoding.decode(GatewayStatus.self, from: status.utf8).counts.points == 2)
            try await expect(0, "write", "pv.unit.limit", "12.5", "--socket", site.socket)
            let value = try await eventually("the new limit is read") {
                let text = try await expect(0, "read", "--value", "pv.unit.limit", "--socket", site.socket)
                return text == "12.5\n" ? text : nil
            }
            #expect(value == "12.5\n")
            try await expect(1, "write", "pv.unit.limit", "95", "--socket", site.socket)
            try await expect(1, "write", "pv.unit.state", "1", "--socket", site.socket)
            try await expect(1, "read", "pv.unit.nothing", "--socket", site.socket)
            try await expect(2, "write", "pv.unit.limit", "--socket", site.socket)
            try await expect(0, "reload", "--socket", site.socket)
            device.stop()
            try await until("the points are bad") {
                try await gateway.point("pv.unit.limit").quality == "bad(not-connected)"
            }
            try await expect(1, "read", "pv.unit.limit", "--socket", site.socket)
        }

        @Test func `sites are checked without a gateway`() async throws {
            let site = try TestSite(folder, copying: "config/demo")
            try await expect(0, "check", site.path, "--directory", site.drivers)
            folder.write("site/points/battery.csv", "id,type,table,adress\nsoc,uint16,input,2\n")
            let told = try await expect(1, "check", site.path, "--directory", site.drivers)
            #expect(told.contains("points/battery.csv:1:15: "), "\(told)")
            #expect(told.contains("address"), "\(told)")
        }

        /// Runs gatewayctl; gives what it prints.
        @discardableResult
        private func expect(_ code: Int32, _ words: String...) async throws -> String {
            let output = "\(folder.path)/ctl-\(UInt32.random(in: 0 ... .max))"
            let program = try Program("\(BuildFolder.path)/gatewayctl", words, output: output)
            let status = try await program.ended()
            #expect(status == .exited(code), "gatewayctl \(words.joined(separator: " ")): \(program.output.text)")
            return program.output.text
        }
    }
}
