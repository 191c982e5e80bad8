/// Warns of routes that lead nowhere.
struct RouteCheck {
    let channels: [ChannelConfig]
    let findings: FindingList

    func check(_ routes: [RouteReader.Placed]) {
        for placed in routes where !findsPoint(placed.route) {
            findings.warning(
                placed.location, "this route matches no point",
                mend: "names are 'channel.device.point'; gatewayctl points lists them")
        }
    }

    private func findsPoint(_ route: Route) -> Bool {
        channels.contains { channel in
            channel.points.contains {
                route.matches(name: channel.fullName(of: $0), tags: $0.tags, kind: $0.kind)
            }
        }
    }
}
