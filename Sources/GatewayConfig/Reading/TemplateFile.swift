import GatewayCore

/// A device template in YAML: parameters with their defaults, and points.
struct TemplateFile {
    /// Parameters that need not be given.
    let defaults: [String: String]
    let points: Entry?

    init?(_ file: SourceFile, _ findings: FindingList) {
        guard let root = YAMLFile.root(file, findings),
            var section = Section(root, what: "the file", file: file, findings: findings)
        else { return nil }
        let parameters = section.entry("parameters")?.section()?.entries ?? []
        defaults = Dictionary(
            parameters.filter { !$0.node.isNothing }.compactMap { item in item.text().map { (item.key, $0) } },
            uniquingKeysWith: { first, _ in first })
        points = section.required("points", mend: "add the points of the template: a list, or a table's file")
        section.finish()
    }
}
