extension RegisterMap {
    static let header =
        "id,name,kind,type,unit,scale,offset,deadband,access,group,description,table,address,bit"

    /// The map as a point table, ready for a gateway's `points` folder.
    public var csv: String {
        ([Self.header] + points.map(\.csv)).joined(separator: "\n") + "\n"
    }
}

extension MapPoint {
    /// No column needs quotes: texts have no commas.
    fileprivate var csv: String {
        let columns = [
            id, name, kind, format.rawValue, unit, Self.plain(scale), "0", Self.plain(deadband),
            isWritable ? "rw" : "r",
            group.rawValue, text, place.table.rawValue, "\(place.address)", place.bit.map { "\($0)" } ?? "",
        ]
        return columns.joined(separator: ",")
    }

    private static func plain(_ number: Double) -> String {
        Int(exactly: number).map { "\($0)" } ?? "\(number)"
    }
}
