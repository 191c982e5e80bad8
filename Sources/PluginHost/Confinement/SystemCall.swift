/// A system call by name, with its number on each machine.
struct SystemCall: Sendable {
    let name: String
    private let x86: UInt32?
    private let arm: UInt32?

    init(_ name: String, _ x86: UInt32?, _ arm: UInt32?) {
        (self.name, self.x86, self.arm) = (name, x86, arm)
    }

    /// `nil`: this machine has no such call.
    func number(on machine: Machine) -> UInt32? {
        switch machine {
        case .x86: x86
        case .arm: arm
        }
    }

    /// A kind of processor whose calls are known here.
    enum Machine: CaseIterable, Sendable {
        case x86, arm

        /// The one this program was made for.
        static var current: Machine? {
            #if arch(x86_64)
                .x86
            #elseif arch(arm64)
                .arm
            #else
                nil
            #endif
        }

        /// `AUDIT_ARCH_X86_64`, `AUDIT_ARCH_AARCH64` of linux/audit.h: what the kernel says a call was made as.
        var auditNumber: UInt32 {
            switch self {
            case .x86: 0xC000_003E
            case .arm: 0xC000_00B7
            }
        }
    }
}
