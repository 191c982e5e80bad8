import Glibc

/// Where a gateway's socket is, unless somebody says so.
enum SocketSearch {
    static let usual = ["/run/gatewayd/gatewayd.sock", "./.run/gatewayd.sock"]

    static func path(
        named: String?, environment: String? = getenv("GATEWAY_SOCKET").map { String(cString: $0) },
        exists: (String) -> Bool = { access($0, F_OK) == 0 }
    ) -> String {
        if let named { return named }
        if let environment, !environment.isEmpty { return environment }
        return usual.first(where: exists) ?? usual[0]
    }
}
