extension ConfinementRequest {
    /// Lines of a key, a tab and a value; ``init(text:)`` reads them back.
    public var text: String {
        var lines = [
            ("confinement", "1"), ("isolation", isolation.rawValue), ("memory", "\(memory)"),
            ("open-files", "\(openFiles)"),
            ("file-size", "\(fileSize)"), ("local-sockets", "\(usesLocalSockets)"),
        ]
        lines += readable.map { ("read", $0) } + writable.map { ("write", $0) }
        if let privateFolder { lines.append(("private-folder", privateFolder)) }
        if let connectPorts { lines.append(("connect", Self.list(connectPorts))) }
        if let bindPorts { lines.append(("bind", Self.list(bindPorts))) }
        return KeyedLines.encode(lines)
    }

    /// `nil` when the text is not one that ``text`` wrote: a line that is not understood may be a limit that would be
    /// missing, so there is no guessing.
    public init?(text: String) {
        guard var lines = KeyedLines(text), lines.takeOne("confinement") == "1",
            let isolation = lines.takeOne("isolation").flatMap(Isolation.init(rawValue:)),
            let memory = lines.takeOne("memory").flatMap({ UInt64($0) }),
            let openFiles = lines.takeOne("open-files").flatMap({ UInt64($0) }),
            let fileSize = lines.takeOne("file-size").flatMap({ UInt64($0) }),
            let usesLocalSockets = lines.takeOne("local-sockets").flatMap({ Bool($0) }),
            let privateFolder = lines.takeOptional("private-folder"),
            let connectPorts = lines.takeOptional("connect").flatMap(Self.ports),
            let bindPorts = lines.takeOptional("bind").flatMap(Self.ports)
        else { return nil }
        self.init(isolation)
        (self.memory, self.openFiles, self.fileSize) = (memory, openFiles, fileSize)
        (self.privateFolder, self.usesLocalSockets) = (privateFolder, usesLocalSockets)
        (self.connectPorts, self.bindPorts) = (connectPorts, bindPorts)
        (readable, writable) = (lines.takeAll("read"), lines.takeAll("write"))
        guard lines.isEmpty else { return nil }
    }

    private static func list(_ ports: [UInt16]) -> String {
        ports.map(String.init).joined(separator: ",")
    }

    /// `.some(nil)` for a line that is not there; `nil` for one that is wrong.
    private static func ports(_ text: String?) -> [UInt16]?? {
        guard let text else { return .some(nil) }
        guard !text.isEmpty else { return .some([]) }
        let words = text.split(separator: ",", omittingEmptySubsequences: false)
        let ports = words.compactMap { UInt16($0) }
        return ports.count == words.count ? .some(ports) : nil
    }
}
