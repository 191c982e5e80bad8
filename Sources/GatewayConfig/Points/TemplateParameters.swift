/// The parameters a device gives to its template: `${base}` stands for a value, `${base}+10` for a sum.
final class TemplateParameters {
    private let values: [String: String]
    private(set) var used: Set<String> = []

    init(_ values: [String: String]) {
        self.values = values
    }

    /// - Parameter isNumber: the cell is a number, so what comes out may be a sum of whole numbers.
    func expand(_ text: String, isNumber: Bool) throws(Complaint) -> String {
        let filled = try fill(text)
        guard isNumber, NumberText.real(filled) == nil else { return filled }
        guard let sum = IntegerSum.value(filled) else {
            throw Complaint(
                "\(quoted(text)) becomes \(quoted(filled)), which is no whole number",
                mend: "use whole numbers with +, - and *, such as ${base}+10")
        }
        return String(sum)
    }

    private func fill(_ text: String) throws(Complaint) -> String {
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "${") {
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else {
                throw Complaint("the parameter in \(quoted(text)) has no end", mend: "write ${name}")
            }
            result += rest[..<start.lowerBound]
            result += try value(String(rest[start.upperBound..<end]))
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private func value(_ name: String) throws(Complaint) -> String {
        used.insert(name)
        if let value = values[name] { return value }
        throw Complaint(
            "the template's parameter \(quoted(name)) is not given",
            mend: "add \(name.prefix(60)) to the parameters of the device")
    }
}
