/// How a single coil is written (V1.1b3 §6.5).
enum CoilWord {
    static let on: UInt16 = 0xFF00
    static let off: UInt16 = 0x0000

    static func value(_ word: UInt16) throws(DecodeError) -> Bool {
        switch word {
        case on: true
        case off: false
        default: throw .coilValue(word)
        }
    }
}
