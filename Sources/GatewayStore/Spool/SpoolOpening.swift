import GatewayCore

/// Opens the files of a spool, whatever state they are in, and learns what they hold.
struct SpoolOpening {
    let path: String
    let reserve: ReserveFile
    let report: StoreReporter

    func open(maximumBytes: Int) throws(DatabaseFailure) -> SQLiteSpool.State {
        var state = SQLiteSpool.State(ledger: SpoolLedger(maximumBytes: maximumBytes))
        let paths = SpoolFiles.present(path)
        for path in paths.isEmpty ? [path] : paths {
            do throws(DatabaseFailure) {
                state.files.append(try sound(path))
            } catch .corrupt(let message) {
                try replace(path, message, &state)
            }
        }
        try removeRepeated(state.files)
        for file in state.files { try learn(file, &state.ledger) }
        return state
    }

    /// A commit that was refused may have reached its file all the same; repeated in the next file, it is there twice.
    private func removeRepeated(_ files: [SpoolFile]) throws(DatabaseFailure) {
        for (index, file) in files.enumerated().dropFirst() {
            for (stream, _) in try file.held() {
                guard let first = try file.first(stream) else { continue }
                for older in files[..<index] { try older.remove(stream, from: first.id) }
            }
        }
    }

    /// The file, if SQLite and its log are free of contradictions.
    private func sound(_ path: String) throws(DatabaseFailure) -> SpoolFile {
        let log = MappedFile(path + "-wal")
        if WriteAheadLog(log.bytes, pageSize: DatabaseFile.pageSize).isDamaged {
            throw .corrupt("the write-ahead log is damaged")
        }
        let file = try openFile(path)
        let problem: String?
        do throws(DatabaseFailure) {
            problem = try file.database.check()
        } catch {
            // A sector that cannot be read is damage like any other.
            problem = error.message
        }
        guard let problem else { return file }
        file.database.abandon()
        throw .corrupt(problem)
    }

    /// Opening writes a little; on a full disk the reserve pays for it.
    private func openFile(_ path: String) throws(DatabaseFailure) -> SpoolFile {
        do throws(DatabaseFailure) {
            return try SpoolFile(path: path)
        } catch .full {
            reserve.release()
            return try SpoolFile(path: path)
        }
    }

    private func replace(
        _ path: String, _ problem: String, _ state: inout SQLiteSpool.State
    ) throws(DatabaseFailure) {
        let away = DatabaseRemains.quarantine(path)
        report(StoreReport(.quarantined, file: away, "Spool file is damaged (\(problem)) and was set aside"))
        let salvage = SpoolSalvage(path: away)
        let file = try openFile(path)
        state.files.append(file)
        try file.append([], positions: salvage.positions)
        if salvage.epoch > 0 { try file.setEpoch(salvage.epoch) }
        var saved = SpoolAmount.zero
        for stream in salvage.streams {
            let lost = salvage.lost(stream)
            state.ledger.damage(stream, blocks: lost.blocks, samples: lost.samples)
            try salvage.forEachGroup(of: stream) { group throws(DatabaseFailure) in
                try file.append(group, positions: [:])
                saved = group.reduce(saved) { $0 + SpoolAmount($1) }
            }
        }
        let lost = salvage.streams.map(salvage.lost).reduce((0, 0)) { ($0.0 + $1.blocks, $0.1 + $1.samples) }
        report(
            StoreReport(
                .salvaged, file: path,
                "\(saved.blocks) blocks (\(saved.samples) samples) taken over, \(lost.0) blocks (\(lost.1) samples) lost"
            ))
    }

    private func learn(_ file: SpoolFile, _ ledger: inout SpoolLedger) throws(DatabaseFailure) {
        for (stream, position) in try file.positions() { ledger.place(stream, position) }
        for (stream, amount) in try file.held() {
            guard let last = try file.last(stream) else { continue }
            let oldest = try file.first(stream)?.created ?? .none
            ledger.hold(stream, amount, last: last, created: oldest)
        }
    }
}
