/// The three parts of `channel.device.point`. The point's own id may have dots in it.
struct PointName: Equatable {
    let whole: String
    let channel: Substring
    let device: Substring
    let point: Substring

    /// A name of two parts has no device, a name of one part only a point.
    init(_ name: String) {
        whole = name
        let parts = name.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        switch parts.count {
        case 3...: (channel, device, point) = (parts[0], parts[1], parts[2])
        case 2: (channel, device, point) = (parts[0], "", parts[1])
        default: (channel, device, point) = ("", "", name[...])
        }
    }
}
