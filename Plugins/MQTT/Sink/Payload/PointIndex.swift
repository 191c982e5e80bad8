/// From the handles that samples carry to 0, 1, 2 …: a dense table where handles are near each other, which they are,
/// and a dictionary for plans that are not.
struct PointIndex {
    private var dense: [Int32] = []
    private var sparse: [UInt32: Int32] = [:]

    init(_ handles: some Collection<UInt32>) {
        let largest = Int(handles.max() ?? 0)
        if largest <= handles.count &* 16 &+ 65_536 {
            dense = Array(repeating: -1, count: handles.isEmpty ? 0 : largest + 1)
            for (index, handle) in handles.enumerated() { dense[Int(handle)] = Int32(clamping: index) }
        } else {
            for (index, handle) in handles.enumerated() { sparse[handle] = Int32(clamping: index) }
        }
    }

    /// -1 for handles that are not of the plan.
    @inline(__always)
    subscript(handle: UInt32) -> Int {
        if Int(handle) < dense.count { return Int(dense[Int(handle)]) }
        return sparse.isEmpty ? -1 : Int(sparse[handle] ?? -1)
    }
}
