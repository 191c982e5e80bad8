import GRDB

/// What SQLite could not do, by what we do about it.
enum DatabaseFailure: Error, Hashable {
    /// No room: nothing has changed, try later.
    case full
    /// The file is not what was written: quarantine it.
    case corrupt(String)
    /// Reading, writing or syncing failed: what the kernel holds of the file is no longer to be believed.
    case io(String)
    case other(String)

    init(_ error: any Error) {
        guard let error = error as? DatabaseError else {
            self = .other("\(error)")
            return
        }
        let message = error.message ?? "\(error.extendedResultCode)"
        switch error.resultCode {
        case .SQLITE_FULL: self = .full
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(message)
        // The index beside the log could not grow: only a full disk does that.
        case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE: self = .full
        case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY: self = .io(message)
        // A schema that reads wrongly is damage too: statements of ours always fit the tables we made.
        case .SQLITE_ERROR: self = .corrupt(message)
        default: self = .other(message)
        }
    }

    var message: String {
        switch self {
        case .full: "the disk is full"
        case .corrupt(let message), .io(let message), .other(let message): message
        }
    }
}
