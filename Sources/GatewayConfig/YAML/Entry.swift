import GatewayCore
import Yams

/// One `key: value` of a YAML file, with questions that report their own answers' faults.
struct Entry {
    let key: String
    let node: Node
    let keyLocation: Location
    let location: Location
    let file: SourceFile
    let findings: FindingList

    /// Reports and is `nil` when the key is a list or a map.
    init?(_ keyNode: Node, _ node: Node, _ file: SourceFile, _ findings: FindingList) {
        keyLocation = Self.location(keyNode, file)
        guard case .scalar(let scalar) = keyNode else {
            findings.error(keyLocation, "this key is no word", mend: "write 'key: value'")
            return nil
        }
        key = scalar.string
        self.node = node
        location = Self.location(node, file)
        self.file = file
        self.findings = findings
    }

    /// An item of a list, under the list's key.
    init(item: Node, of list: Entry) {
        key = list.key
        node = item
        keyLocation = list.keyLocation
        location = Self.location(item, list.file)
        file = list.file
        findings = list.findings
    }

    static func location(_ node: Node, _ file: SourceFile) -> Location {
        file.location(node.mark?.line ?? 1, node.mark?.column ?? 1)
    }

    func text() -> String? {
        guard case .scalar(let scalar) = node else {
            findings.error(location, "'\(key)' is a \(isList ? "list" : "map")", mend: "write one value")
            return nil
        }
        return scalar.string
    }

    func parsed<T>(_ parse: (String) throws(Complaint) -> T) -> T? {
        guard let text = text() else { return nil }
        return findings.keeping(location) { () throws(Complaint) -> T in
            do throws(Complaint) {
                return try parse(text)
            } catch {
                throw Complaint("\(key): \(error.message)", mend: error.mend)
            }
        }
    }

    func bool() -> Bool? {
        parsed { text throws(Complaint) in
            if let value = BoolText.value(text) { return value }
            throw Complaint("\(quoted(text)) is neither true nor false", mend: "write true or false")
        }
    }

    func integer(_ range: ClosedRange<Int64>) -> Int? {
        parsed { text throws(Complaint) in
            if let value = NumberText.integer(text), range.contains(value) { return Int(value) }
            throw Complaint(
                "\(quoted(text)) is not a whole number in range",
                mend: "write a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
    }

    func duration(_ range: ClosedRange<Duration>) -> Duration? {
        parsed { text throws(Complaint) in
            let value = try DurationText.parse(text)
            if range.contains(value) { return value }
            throw Complaint(
                "\(quoted(text)) is out of range",
                mend:
                    "write a duration from \(DurationText.words(range.lowerBound)) to \(DurationText.words(range.upperBound))"
            )
        }
    }

    func choice<T: RawRepresentable & CaseIterable>(_ type: T.Type) -> T? where T.RawValue == String {
        parsed { text throws(Complaint) in
            if let value = T(rawValue: text) { return value }
            throw Complaint(
                "\(quoted(text)) is not one of its choices",
                mend: mend(unknown: text, known: T.allCases.map(\.rawValue)))
        }
    }

    func section() -> Section? {
        Section(node, what: "'\(key)'", file: file, findings: findings)
    }

    var isList: Bool {
        if case .sequence = node { true } else { false }
    }

    /// The items of a list; a single value counts as a list of one.
    func items() -> [Entry] {
        guard case .sequence(let sequence) = node else { return [self] }
        return sequence.map { Entry(item: $0, of: self) }
    }
}
