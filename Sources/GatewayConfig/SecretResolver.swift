import GatewayCore
import Glibc

/// Fetches the values that secret settings refer to, at the moment an instance is made; they are kept nowhere.
public struct SecretResolver: Sendable {
    private let folders: [String]
    private let siteFolder: String
    private let environment: [String: String]

    /// - Parameters:
    ///   - folders: where `secret:NAME` looks, first to last.
    ///   - siteFolder: where relative paths of `file:PATH` begin.
    public init(folders: [String], siteFolder: String, environment: [String: String]) {
        self.folders = folders
        self.siteFolder = siteFolder
        self.environment = environment
    }

    /// Settings with every secret resolved, ready for the plugin.
    public func resolve(_ cells: [Cell], schema: [FieldSchema]) throws(SecretError) -> [Cell] {
        var resolved = cells
        for (index, field) in schema.enumerated() where field.kind == .secret && index < cells.count {
            guard case .text(let text) = cells[index], !text.isEmpty else { continue }
            resolved[index] = .text(try value(text))
        }
        return resolved
    }

    /// The value behind a reference; a text that is no reference is the value itself.
    public func value(_ text: String) throws(SecretError) -> String {
        switch SecretReference(text) {
        case nil: text
        case .named(let name): try named(name)
        case .environment(let name): try fromEnvironment(name)
        case .file(let path): try contents(path.hasPrefix("/") ? path : "\(siteFolder)/\(path)", reference: text)
        }
    }

    private func fromEnvironment(_ name: String) throws(SecretError) -> String {
        if let value = environment[name] { return value }
        throw SecretError("the environment has no \(quoted(name))", mend: "set it where gatewayd is started")
    }

    private func named(_ name: String) throws(SecretError) -> String {
        guard Identifier.isValid(name) else {
            throw SecretError("\(quoted(name)) is no name of a secret", mend: "use letters, digits, '_' and '-'")
        }
        guard let folder = folders.first(where: { access("\($0)/\(name)", F_OK) == 0 }) else {
            let place = folders.first.map { "\($0)/\(name)" } ?? name
            throw SecretError("there is no secret \(quoted(name))", mend: "put it into \(place) with mode 0400")
        }
        return try contents("\(folder)/\(name)", reference: "secret:\(name)")
    }

    private func contents(_ path: String, reference: String) throws(SecretError) -> String {
        let bytes = try SecretFile.read(path, reference: reference)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw SecretError("\(quoted(reference)) is no UTF-8", mend: "write it as text")
        }
        // Editors end a file with a line break, which is no part of a password.
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
}
