import GatewayCore

/// The address cells of many points, nine bytes each; texts are kept once.
struct CellColumn: Equatable, Sendable {
    /// Cells of one point.
    let width: Int
    private var kinds: [UInt8] = []
    private var bits: [UInt64] = []
    private var texts: [String] = []
    private var textIndex: [String: Int] = [:]

    init(width: Int) {
        self.width = width
    }

    subscript(row: Int) -> [Cell] {
        (row * width..<(row + 1) * width).map { cell($0) }
    }

    private func cell(_ index: Int) -> Cell {
        switch kinds[index] {
        case 1: .bool(bits[index] != 0)
        case 2: .int(Int64(bitPattern: bits[index]))
        case 3: .float(Double(bitPattern: bits[index]))
        case 4: .text(texts[Int(bits[index])])
        default: .absent
        }
    }

    mutating func append(_ cell: Cell) {
        switch cell {
        case .absent: append(0, 0)
        case .bool(let value): append(1, value ? 1 : 0)
        case .int(let value): append(2, UInt64(bitPattern: value))
        case .float(let value): append(3, value.bitPattern)
        case .text(let value): append(4, UInt64(index(of: value)))
        }
    }

    private mutating func append(_ kind: UInt8, _ value: UInt64) {
        kinds.append(kind)
        bits.append(value)
    }

    private mutating func index(of text: String) -> Int {
        if let known = textIndex[text] { return known }
        textIndex[text] = texts.count
        texts.append(text)
        return texts.count - 1
    }

    mutating func reserve(_ rows: Int) {
        kinds.reserveCapacity(rows * width)
        bits.reserveCapacity(rows * width)
    }

    func equals(_ row: Int, _ otherRow: Int) -> Bool {
        (0..<width).allSatisfy {
            kinds[row * width + $0] == kinds[otherRow * width + $0]
                && bits[row * width + $0] == bits[otherRow * width + $0]
        }
    }

    func hash(_ row: Int, into hasher: inout Hasher) {
        for index in row * width..<(row + 1) * width {
            hasher.combine(kinds[index])
            hasher.combine(bits[index])
        }
    }

    /// Nothing is given, so nothing can be said about where the point is.
    func isAbsent(_ row: Int) -> Bool {
        (row * width..<(row + 1) * width).allSatisfy { kinds[$0] == 0 }
    }
}
