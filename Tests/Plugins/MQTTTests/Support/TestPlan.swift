import CGatewayABI
import GatewayCore
import Glibc

/// A plan of points with the handles 100, 101, 102 …
final class TestPlan {
    private var points: [gw_point] = []

    init(_ names: [(String, DataType)]) {
        for (index, (name, type)) in names.enumerated() {
            var point = gw_point()
            point.handle = UInt32(100 + index)
            point.data_type = type.rawValue
            point.access = UInt8(GW_ACCESS_READ)
            point.name = UnsafePointer(strdup(name))
            points.append(point)
        }
    }

    deinit {
        for point in points { free(UnsafeMutableRawPointer(mutating: point.name)) }
    }

    func withTable<Result>(_ body: (UnsafePointer<gw_plan>) -> Result) -> Result {
        points.withUnsafeBufferPointer { points in
            var table = gw_plan()
            table.struct_size = UInt32(MemoryLayout<gw_plan>.size)
            table.point_count = UInt32(points.count)
            table.points = points.baseAddress
            return body(&table)
        }
    }
}
