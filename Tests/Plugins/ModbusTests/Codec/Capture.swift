import Glibc

/// The TCP payloads of a packet capture (libpcap format, Ethernet, IPv4), in the order they were taken.
struct Capture {
    struct Segment {
        let sourcePort: UInt16
        let destinationPort: UInt16
        let payload: [UInt8]
    }

    let segments: [Segment]

    /// `nil` when the file is not there, or no capture of this kind.
    init?(path: String) {
        guard let bytes = Self.read(path), bytes.count >= 24 else { return nil }
        let isLittle: Bool
        switch Array(bytes[..<4]) {
        case [0xD4, 0xC3, 0xB2, 0xA1], [0x4D, 0x3C, 0xB2, 0xA1]: isLittle = true
        case [0xA1, 0xB2, 0xC3, 0xD4], [0xA1, 0xB2, 0x3C, 0x4D]: isLittle = false
        default: return nil
        }
        segments = Self.segments(bytes, isLittle)
    }

    private static func segments(_ bytes: [UInt8], _ isLittle: Bool) -> [Segment] {
        var segments: [Segment] = []
        var position = 24
        while position + 16 <= bytes.count {
            let field = bytes[(position + 8)..<(position + 12)]
            let size = (isLittle ? field.reversed() : Array(field)).reduce(0) { $0 << 8 | Int($1) }
            position += 16
            guard position + size <= bytes.count else { break }
            if let segment = segment(Array(bytes[position..<position + size])) { segments.append(segment) }
            position += size
        }
        return segments
    }

    private static func segment(_ packet: [UInt8]) -> Segment? {
        guard packet.count >= 14 + 20 + 20, packet[12] == 0x08, packet[13] == 0x00, packet[14 + 9] == 6 else {
            return nil
        }
        let network = 14 + Int(packet[14] & 0x0F) * 4
        let total = 14 + (Int(packet[16]) << 8 | Int(packet[17]))
        guard network + 20 <= packet.count, total <= packet.count else { return nil }
        let payload = network + Int(packet[network + 12] >> 4) * 4
        guard payload < total else { return nil }
        return Segment(
            sourcePort: UInt16(packet[network]) << 8 | UInt16(packet[network + 1]),
            destinationPort: UInt16(packet[network + 2]) << 8 | UInt16(packet[network + 3]),
            payload: Array(packet[payload..<total]))
    }

    private static func read(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 65536)
        while case let count = fread(&room, 1, room.count, file), count > 0 { bytes += room[..<count] }
        return bytes
    }
}
