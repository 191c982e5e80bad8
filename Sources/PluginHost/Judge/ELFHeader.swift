/// The first bytes of a file, read as an ELF header (System V ABI, "ELF Header").
///
/// Decides whether the file could be loaded here at all, so that a misplaced file is refused without running anything.
enum ELFHeader {
    /// How many bytes ``refusal(_:path:)`` wants to see: a 64-bit header is this long.
    static let size = 64

    static let magic: [UInt8] = [0x7F, UInt8(ascii: "E"), UInt8(ascii: "L"), UInt8(ascii: "F")]

    /// `e_machine` of the machine this program was built for.
    #if arch(x86_64)
        static let ownMachine = 62
    #elseif arch(arm64)
        static let ownMachine = 183
    #endif

    private static let sharedObject = 3

    /// What is wrong with the header; `nil` when the file may be a plugin for this machine.
    static func refusal(_ bytes: [UInt8], path: String) -> Refusal? {
        guard bytes.starts(with: magic), bytes.count >= size else {
            return Refusal(.notELF, "\(path) is not an ELF file; only compiled plugins belong here, remove it")
        }
        guard bytes[4] == 2, bytes[5] == 1, word(bytes, at: 18) == ownMachine else {
            return Refusal(
                .wrongMachine,
                "\(path) is made for \(machine(bytes)), this machine is \(name(ownMachine)); "
                    + "compile it for this machine")
        }
        guard word(bytes, at: 16) == sharedObject else {
            return Refusal(.notSharedObject, "\(path) is not a shared object; link it with -shared")
        }
        return nil
    }

    private static func word(_ bytes: [UInt8], at offset: Int) -> Int {
        Int(bytes[offset]) | Int(bytes[offset + 1]) << 8
    }

    private static func machine(_ bytes: [UInt8]) -> String {
        if bytes[5] == 2 { return "a big-endian machine" }
        let width = bytes[4] == 1 ? " (32 bit)" : ""
        return name(word(bytes, at: 18)) + width
    }

    private static func name(_ machine: Int) -> String {
        switch machine {
        case 3: "x86"
        case 40: "arm"
        case 62: "x86_64"
        case 183: "aarch64"
        case 243: "riscv"
        default: "machine \(machine)"
        }
    }
}
