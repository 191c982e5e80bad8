import GatewayCore

extension FieldSchema {
    /// A text as a setting or address cell, checked for type, range and choice.
    func cell(_ bytes: [UInt8], _ range: Range<Int>) throws(Complaint) -> Cell {
        switch kind {
        case .int(let allowed): try .int(integer(bytes, range, allowed))
        case .float(let allowed): try .float(real(bytes, range, allowed))
        case .bool: try .bool(bool(String(decoding: bytes[range], as: UTF8.self)))
        case .choice(let words): try .text(choice(bytes, range, words))
        case .text(let length): try .text(text(bytes, range, length))
        case .secret: .text(String(decoding: bytes[range], as: UTF8.self))
        }
    }

    func cell(_ text: String) throws(Complaint) -> Cell {
        let bytes = Array(text.utf8)
        return try cell(bytes, 0..<bytes.count)
    }

    /// What a plugin gets when the user says nothing.
    var defaultCell: Cell {
        guard let defaultText, let cell = try? cell(defaultText) else { return .absent }
        return cell
    }

    /// `add host: the address of the device`.
    var mendForAbsence: String {
        help.isEmpty ? "fill in '\(key)'" : "fill in '\(key)': \(help.last == "." ? String(help.dropLast()) : help)"
    }

    private func integer(_ bytes: [UInt8], _ range: Range<Int>, _ allowed: ClosedRange<Int64>) throws(Complaint)
        -> Int64
    {
        guard let value = NumberText.integer(bytes, range) else {
            let text = String(decoding: bytes[range], as: UTF8.self)
            throw Complaint(
                "\(key) is \(quoted(text)), which is no whole number",
                mend: SpreadsheetDamage.mend(for: text) ?? "write a whole number\(Self.words(allowed))")
        }
        guard allowed.contains(value) else {
            throw Complaint(
                "\(key) is \(value), which is out of range", mend: "write a whole number\(Self.words(allowed))")
        }
        return value
    }

    private func real(_ bytes: [UInt8], _ range: Range<Int>, _ allowed: ClosedRange<Double>) throws(Complaint) -> Double
    {
        guard let value = NumberText.real(bytes, range) else {
            let text = String(decoding: bytes[range], as: UTF8.self)
            throw Complaint(
                "\(key) is \(quoted(text)), which is no number",
                mend: SpreadsheetDamage.mend(for: text) ?? "write a number\(Self.words(allowed))")
        }
        guard allowed.contains(value) else {
            throw Complaint(
                "\(key) is \(plain(value)), which is out of range", mend: "write a number\(Self.words(allowed))")
        }
        return value
    }

    private func bool(_ text: String) throws(Complaint) -> Bool {
        guard let value = BoolText.value(text) else {
            throw Complaint("\(key) is \(quoted(text)), which is neither true nor false", mend: "write true or false")
        }
        return value
    }

    private func choice(_ bytes: [UInt8], _ range: Range<Int>, _ words: [String]) throws(Complaint) -> String {
        if let word = words.first(where: { $0.utf8.elementsEqual(bytes[range]) }) { return word }
        let text = String(decoding: bytes[range], as: UTF8.self)
        throw Complaint(
            "\(key) is \(quoted(text)), which is not one of its choices",
            mend: GatewayConfig.mend(unknown: text, known: words))
    }

    private func text(_ bytes: [UInt8], _ range: Range<Int>, _ length: ClosedRange<Int>) throws(Complaint) -> String {
        guard length.contains(range.count) else {
            throw Complaint(
                "\(key) has \(range.count) bytes", mend: "write \(length.lowerBound) to \(length.upperBound) bytes")
        }
        return String(decoding: bytes[range], as: UTF8.self)
    }

    private static func words(_ range: ClosedRange<Int64>) -> String {
        switch (range.lowerBound == .min, range.upperBound == .max) {
        case (true, true): ""
        case (false, true): " of at least \(range.lowerBound)"
        case (true, false): " of at most \(range.upperBound)"
        case (false, false): " from \(range.lowerBound) to \(range.upperBound)"
        }
    }

    private static func words(_ range: ClosedRange<Double>) -> String {
        let greatest = Double.greatestFiniteMagnitude
        return switch (range.lowerBound <= -greatest, range.upperBound >= greatest) {
        case (true, true): ""
        case (false, true): " of at least \(plain(range.lowerBound))"
        case (true, false): " of at most \(plain(range.upperBound))"
        case (false, false): " from \(plain(range.lowerBound)) to \(plain(range.upperBound))"
        }
    }
}
