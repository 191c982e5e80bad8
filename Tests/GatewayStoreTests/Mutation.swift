/// One way in which a file decays.
enum Mutation: CustomStringConvertible {
    case flip(Int)
    case truncate(Int)
    case zeroPage(Int)
    case garbageTail(Int)
    case garbage(Int)

    var description: String {
        switch self {
        case .flip(let at): "bit flipped at \(at)"
        case .truncate(let size): "cut to \(size)"
        case .zeroPage(let at): "zeros at \(at)"
        case .garbageTail(let size): "\(size) bytes of garbage behind"
        case .garbage(let at): "garbage at \(at)"
        }
    }

    /// A log that is cut, or torn in its last commit, looks like a crash.
    func isAtEnd(of size: Int) -> Bool {
        switch self {
        case .truncate: true
        case .flip(let at), .zeroPage(let at), .garbage(let at): at > size - 5 * 16_408
        case .garbageTail: false
        }
    }

    static func random(_ file: [UInt8], _ generator: inout SeededGenerator) -> ([UInt8], Mutation) {
        var file = file
        let at = Int.random(in: 0..<file.count, using: &generator)
        let page = at / 4096 * 4096
        switch Int.random(in: 0..<5, using: &generator) {
        case 0:
            file[at] ^= 1 << UInt8.random(in: 0...7, using: &generator)
            return (file, .flip(at))
        case 1:
            // Cutting more than the end is losing more than the end.
            let size = file.count - Int.random(in: 1...min(60_000, file.count), using: &generator)
            return (Array(file.prefix(size)), .truncate(size))
        case 2:
            for index in page..<min(page + 4096, file.count) { file[index] = 0 }
            return (file, .zeroPage(page))
        case 3:
            let size = Int.random(in: 1...40_000, using: &generator)
            file += (0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }
            return (file, .garbageTail(size))
        default:
            for index in page..<min(page + 512, file.count) {
                file[index] = UInt8(truncatingIfNeeded: generator.next())
            }
            return (file, .garbage(page))
        }
    }
}
