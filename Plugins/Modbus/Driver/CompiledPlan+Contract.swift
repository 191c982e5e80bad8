import GatewaySDK
import Modbus

extension CompiledPlan {
    /// Says by ``Plan/problem(_:_:column:)`` what is wrong with which point, for all of them, and then throws.
    init(_ plan: Plan) throws(PluginError) {
        let devices = plan.devices.map { DeviceSettings($0.settings) }
        let groups = plan.groups.map { Group(device: $0.device, period: $0.period.nanoseconds) }
        guard groups.allSatisfy({ devices.indices.contains($0.device) }) else {
            throw PluginError(.bug, "a group names a device that the plan does not have")
        }
        let judged = plan.points.map { Self.judge($0, devices, plan) }
        let good = judged.compactMap { $0 }
        guard good.count == judged.count else {
            throw .configuration("\(judged.count - good.count) of \(judged.count) addresses are wrong")
        }
        do throws(DecodeError) {
            try self.init(devices: devices, groups: groups, points: good)
        } catch {
            throw PluginError(.bug, "a read was planned that cannot be sent: \(error)")
        }
    }

    private static func judge(_ point: PlannedPoint, _ devices: [DeviceSettings], _ plan: Plan) -> JudgedPoint? {
        guard devices.indices.contains(point.device) else {
            plan.problem(point.handle, "the point names a device that the plan does not have")
            return nil
        }
        do throws(AddressProblem) {
            return JudgedPoint(
                handle: point.handle, device: point.device, group: point.group, access: point.access,
                address: try PointAddress(AddressColumns(point), on: devices[point.device]))
        } catch {
            plan.problem(point.handle, error.message, column: error.column)
            return nil
        }
    }
}
