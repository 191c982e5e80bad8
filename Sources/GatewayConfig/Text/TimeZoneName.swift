import Foundation
import GatewayCore

/// Names of the IANA time zone database.
enum TimeZoneName {
    static func check(_ name: String) throws(Complaint) {
        guard name != "UTC", !isInstalled(name), TimeZone(identifier: name) == nil || isOffset(name) else { return }
        throw Complaint(
            "\(quoted(name)) is no time zone",
            mend: NearestName.to(String(name.prefix(64)), among: TimeZone.knownTimeZoneIdentifiers)
                .map { "did you mean '\($0)'?" } ?? "write a name such as 'Europe/Berlin' or 'UTC'")
    }

    /// Looked up first: the list that comes with Foundation costs memory to load.
    private static func isInstalled(_ name: String) -> Bool {
        let isPlain = name.utf8.allSatisfy { $0 != 0 && $0 != UInt8(ascii: ".") }
        return isPlain && name.contains("/") && FileManager.default.fileExists(atPath: "/usr/share/zoneinfo/\(name)")
    }

    /// `GMT+1` and the like are offsets, which know no summer time.
    private static func isOffset(_ name: String) -> Bool {
        name.hasPrefix("GMT") || name.hasPrefix("UTC")
    }
}
