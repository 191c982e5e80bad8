import CLinux
import Glibc

/// Whether somebody has a file open to write it.
enum WriterPresence: Equatable {
    case nobody
    case somebody
    /// The file belongs to somebody else, or its file system does not know.
    case unknown

    /// F_SETLEASE and F_SETSIG of linux/fcntl.h, which Swift does not see.
    private static let setLease: Int32 = 1024
    private static let setSignal: Int32 = 10

    /// Asks for a read lease and gives it back at once: Linux refuses one while there is a writer.
    ///
    /// - Parameter fd: open for reading only.
    init(of fd: Int32) {
        // Who opens the file to write in the moment between makes the kernel signal us. The usual SIGIO would end the
        // process; SIGURG is ignored by everybody who does not ask for it.
        guard fcntl(fd, Self.setSignal, SIGURG) == 0, gateway_knows_writers(fd) != 0 else {
            self = .unknown
            return
        }
        if fcntl(fd, Self.setLease, Int32(F_RDLCK)) == 0 {
            _ = fcntl(fd, Self.setLease, Int32(F_UNLCK))
            self = .nobody
        } else {
            self = errno == EAGAIN ? .somebody : .unknown
        }
    }
}
