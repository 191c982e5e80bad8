/// A place in a site's files. Lines and columns count from 1; a column counts Unicode scalars.
public struct Location: Hashable, Sendable {
    /// As the user named the site, with the way from there: `config/demo/channels/field.yaml`.
    public var file: String
    public var line: Int
    public var column: Int

    public init(file: String, line: Int, column: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
    }
}

extension Location: CustomStringConvertible {
    /// `file:line:column`, which editors and terminals make a link of.
    public var description: String {
        "\(file):\(line):\(column)"
    }
}

extension Location: Comparable {
    public static func < (left: Location, right: Location) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}
