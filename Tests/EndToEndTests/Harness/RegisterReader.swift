import Foundation

/// A second opinion on what a device's registers hold: mbpoll, which stands on libmodbus. Decodes the point tables of
/// config/demo on its own: high word first.
struct RegisterReader {
    static let isInstalled = access("/usr/bin/mbpoll", X_OK) == 0

    let port: Int
    let unit: Int
    let folder: TemporaryFolder

    init(port: Int, unit: Int, folder: TemporaryFolder) throws {
        self.port = port
        self.unit = unit
        self.folder = folder
    }

    /// Engineering values by id.
    func values(of table: String) async throws -> [String: Double] {
        let rows = try Self.rows(String(contentsOfFile: table, encoding: .utf8))
        var words: [String: [Int: UInt16]] = [:]
        for (place, rows) in Dictionary(grouping: rows, by: { $0["table"] ?? "" }) {
            let ends = rows.map { Int($0["address"] ?? "")! + Self.size($0["type"]) }
            let starts = rows.map { Int($0["address"] ?? "")! }
            words[place] = try await read(place, from: starts.min()!, to: ends.max()!)
        }
        var values: [String: Double] = [:]
        for row in rows { values[row["id"]!] = Self.decode(row, words[row["table"]!]!) }
        return values
    }

    private func read(_ place: String, from start: Int, to end: Int) async throws -> [Int: UInt16] {
        let type = ["coil": "0", "discrete": "1", "input": "3:hex", "holding": "4:hex"][place]!
        let output = "\(folder.path)/mbpoll-\(unit)-\(place)"
        let program = try Program(
            "/usr/bin/mbpoll",
            [
                "-m", "tcp", "-p", "\(port)", "-0", "-1", "-a", "\(unit)", "-t", type, "-r", "\(start)", "-c",
                "\(end - start)",
                "127.0.0.1",
            ],
            output: output)
        let status = try await program.ended()
        var words: [Int: UInt16] = [:]
        for line in program.output.text.split(separator: "\n") where line.hasPrefix("[") {
            let parts = line.dropFirst().split(separator: "]:", maxSplits: 1)
            let text = parts.last?.trimmingCharacters(in: .whitespaces) ?? ""
            guard parts.count == 2, let address = Int(parts[0]) else { continue }
            words[address] = text.hasPrefix("0x") ? UInt16(text.dropFirst(2), radix: 16) : UInt16(text)
        }
        guard status == .exited(0), words.count == end - start else {
            throw Failure("mbpoll does not read \(place) \(start)..<\(end): \(program.output.text)")
        }
        return words
    }

    private static func decode(_ row: [String: String], _ words: [Int: UInt16]) -> Double {
        let address = Int(row["address"]!)!
        let raw = (0..<size(row["type"])).reduce(UInt64(0)) { $0 << 16 | UInt64(words[address + $1]!) }
        let value: Double =
            switch row["type"] {
            case "bool": Double(Int(row["bit"] ?? "").map { raw >> UInt64($0) & 1 } ?? raw)
            case "int16": Double(Int16(truncatingIfNeeded: raw))
            case "int32": Double(Int32(truncatingIfNeeded: raw))
            case "float32": Double(Float(bitPattern: UInt32(raw)))
            default: Double(raw)
            }
        return value * Double(row["scale"]!)!
    }

    private static func size(_ type: String?) -> Int {
        switch type {
        case "int32", "uint32", "float32": 2
        case "uint64": 4
        default: 1
        }
    }

    private static func rows(_ text: String) throws -> [[String: String]] {
        let lines = text.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        return lines.dropFirst().map { Dictionary(zip(lines[0], $0)) { first, _ in first } }
    }
}
