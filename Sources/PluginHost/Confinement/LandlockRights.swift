/// What each version of Landlock can refuse (linux/landlock.h). A version knows all that the ones before it know.
struct LandlockRights {
    /// As the kernel says it; 0: none.
    let version: Int

    /// `LANDLOCK_ACCESS_FS_*`.
    struct Files: OptionSet, Hashable {
        let rawValue: UInt64

        static let execute = Files(rawValue: 1 << 0)
        static let writeFile = Files(rawValue: 1 << 1)
        static let readFile = Files(rawValue: 1 << 2)
        static let readFolder = Files(rawValue: 1 << 3)
        static let makeCharacterDevice = Files(rawValue: 1 << 6)
        static let makeBlockDevice = Files(rawValue: 1 << 11)
        /// To rename or link from one folder into another.
        static let refer = Files(rawValue: 1 << 13)
        static let truncate = Files(rawValue: 1 << 14)
        static let controlDevice = Files(rawValue: 1 << 15)
        /// What can be said of a file that is no folder.
        static let ofFile: Files = [.execute, .writeFile, .readFile, .truncate, .controlDevice]

        init(rawValue: UInt64) { self.rawValue = rawValue }
        init(bits: Int) { rawValue = (1 << UInt64(bits)) - 1 }
    }

    /// `LANDLOCK_ACCESS_NET_*`.
    struct Ports: OptionSet, Hashable {
        let rawValue: UInt64
        static let bind = Ports(rawValue: 1 << 0)
        static let connect = Ports(rawValue: 1 << 1)
    }

    /// `LANDLOCK_SCOPE_*`: what must not leave the process and its kin.
    struct Scope: OptionSet, Hashable {
        let rawValue: UInt64
        static let abstractSocket = Scope(rawValue: 1 << 0)
        static let signal = Scope(rawValue: 1 << 1)
    }

    /// All accesses to files that this version can refuse.
    var files: Files {
        switch version {
        case ..<1: []
        case 1: Files(bits: 13)
        case 2: Files(bits: 14)
        case 3, 4: Files(bits: 15)
        default: Files(bits: 16)
        }
    }

    var ports: Ports { version < 4 ? [] : [.bind, .connect] }
    var scope: Scope { version < 6 ? [] : [.abstractSocket, .signal] }

    /// To read and list. Libraries need no more: what is loaded is not executed.
    func reading(isFolder: Bool) -> Files {
        rights([.readFile, .readFolder], isFolder)
    }

    /// To read, change, make, remove and control; not to execute, and not to make devices.
    func changing(isFolder: Bool) -> Files {
        rights(files.subtracting([.execute, .makeCharacterDevice, .makeBlockDevice]), isFolder)
    }

    private func rights(_ rights: Files, _ isFolder: Bool) -> Files {
        let known = rights.intersection(files)
        return isFolder ? known : known.intersection(.ofFile)
    }
}
