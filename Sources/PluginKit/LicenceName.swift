/// A licence by its SPDX identifier, as it stands in the first lines of source files.
public struct LicenceName: Hashable, Sendable {
    public let identifier: String

    /// What the templates are under: whoever has a package may do anything with it.
    public static let zeroClauseBSD = LicenceName(known: "0BSD")

    private init(known identifier: String) {
        self.identifier = identifier
    }

    /// Throws when `text` cannot be an SPDX identifier (letters, digits, `.`, `-`, `+`).
    public init(_ text: String) throws(PackageError) {
        let isGood = text.utf8.allSatisfy { byte in
            let scalar = Character(UnicodeScalar(byte))
            return scalar.isASCII && (scalar.isLetter || scalar.isNumber || "-.+".contains(scalar))
        }
        guard !text.isEmpty, text.utf8.count <= 64, isGood else {
            throw PackageError(
                "'\(text)' is no SPDX identifier of a licence",
                mend: "write one such as MIT, Apache-2.0, GPL-3.0-or-later or LicenseRef-Ours")
        }
        identifier = text
    }
}
