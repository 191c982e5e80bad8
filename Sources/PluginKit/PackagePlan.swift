/// The files of one package. Decisions only: nothing is written.
///
/// The templates are themselves the package of a plugin called `my-plugin`, laid in layers: what is the same for a kind, for a
/// language, for both together, and for all. Where two layers have a file of the same path, the later one continues the
/// earlier: so a Makefile and a README are told once.
public struct PackagePlan: Hashable, Sendable {
    public let request: PackageRequest
    /// Sorted by path.
    public let files: [PackageFile]

    public init(_ request: PackageRequest, kit: [KitFile] = KitFile.all) {
        self.request = request
        var texts: [String: String] = [:]
        for layer in Self.layers(of: request) {
            for file in kit {
                guard let path = file.path.removingPrefix("\(Self.templates)/\(layer)/") else { continue }
                let text = Prototype.text(file.text, for: request)
                texts[Prototype.path(path, for: request), default: ""] += text
            }
        }
        if request.licence != .zeroClauseBSD { texts["LICENSE"] = nil }
        for (source, place) in Self.borrowed(by: request.language) {
            for file in kit {
                guard let path = file.path.removingPrefix(source) else { continue }
                texts[place + path] = file.text
            }
        }
        files = texts.map { PackageFile(path: $0, text: $1) }.sorted { $0.path < $1.path }
    }

    private static let templates = "Sources/PluginKit/Templates"

    private static func layers(of request: PackageRequest) -> [String] {
        let (language, kind) = (request.language.rawValue, request.kind.rawValue)
        return [kind, language, "\(language)-\(kind)", "any"]
    }

    /// What goes into the package as it is, under our own licence: from which folder or file, and where to.
    private static func borrowed(by language: PackageLanguage) -> [(source: String, place: String)] {
        guard language == .swift else {
            return [
                ("Sources/CGatewayABI/include/gateway/", "include/gateway/"), ("LICENSE", "include/gateway/LICENSE"),
            ]
        }
        return ["CGatewayABI", "GatewayCore", "GatewaySDK"].map {
            ("Sources/\($0)/", "gateway-sdk/Sources/\($0)/")
        } + [("LICENSE", "gateway-sdk/LICENSE")]
    }
}

extension String {
    fileprivate func removingPrefix(_ prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}
