import GatewayCore

/// Reads routes: which points go somewhere.
struct RouteReader {
    let findings: FindingList

    /// A route with the place it stands at.
    struct Placed {
        var route: Route
        var location: Location
    }

    func read(_ entry: Entry?) -> [Placed]? {
        guard let entry else { return nil }
        return entry.items().compactMap { item in
            guard var section = Section(item.node, what: "a route", file: item.file, findings: findings) else {
                return nil
            }
            let route = route(&section)
            section.finish()
            return Placed(route: route, location: section.location)
        }
    }

    private func route(_ section: inout Section) -> Route {
        Route(
            include: globs(section.entry("include")), exclude: globs(section.entry("exclude")),
            tags: (section.entry("tags")?.items() ?? []).compactMap { $0.text() },
            kinds: (section.entry("kinds")?.items() ?? []).compactMap { $0.choice(PointKind.self) })
    }

    private func globs(_ entry: Entry?) -> [Glob] {
        (entry?.items() ?? []).compactMap { item in
            guard let text = item.text() else { return nil }
            return findings.keeping(item.location) { () throws(Complaint) in try GlobText.parse(text) }
        }
    }
}
