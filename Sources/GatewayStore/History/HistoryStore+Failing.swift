import GatewayCore

/// What happens when the disk does not do what it should.
extension HistoryStore {
    /// Opens the file, mending what is damaged, and reads the journal unless memory knows better.
    func open() throws(DatabaseFailure) {
        let file: HistoryFile
        do throws(DatabaseFailure) {
            file = try sound()
        } catch .corrupt(let problem) {
            let away = DatabaseRemains.quarantine(path)
            report(StoreReport(.quarantined, file: away, "History is damaged (\(problem)) and was set aside"))
            file = try HistoryFile(path: path)
        }
        try file.bury(file.parts(.building))
        let generation = try (file.parts() + file.parts(.dead)).map(\.generation).max() ?? 0
        let journal = try file.journal()
        merge = nil
        shared.withLock { shared in
            // Memory is ahead of the disk when the file was lost under way.
            needsNewJournal = !shared.recent.buffer.isEmpty
            shared.recent.generation = generation + 1
            if !needsNewJournal { read(journal, into: &shared) }
            shared.file = file
        }
    }

    private func sound() throws(DatabaseFailure) -> HistoryFile {
        let log = MappedFile(path + "-wal")
        if WriteAheadLog(log.bytes, pageSize: DatabaseFile.pageSize).isDamaged {
            noteDamaged(1, part: nil)
        }
        let file = try HistoryFile(path: path)
        // The chunks carry checksums of their own; walking through all of them would take minutes.
        for table in HistoryFile.checkedTables {
            guard let problem = try file.database.check(table: table) else { continue }
            file.database.abandon()
            throw .corrupt(problem)
        }
        return file
    }

    private func read(_ journal: [[UInt8]], into shared: inout Shared) {
        let run = SampleBuffer()
        for payload in journal {
            run.removeAll()
            do throws(BlockError) { try BlockCodec.decode(payload, into: run) } catch { shared.damaged += 1 }
            shared.recent.append(run.view, bytes: run.byteView, received: .none, limit: .max)
        }
        shared.recent.flushed = shared.recent.buffer.count
        shared.recent.rows = journal.count
    }

    /// Takes note of a failure; said once, until writing works again.
    func noteFailed(_ failure: DatabaseFailure) {
        let (isNews, file) = shared.withLock { shared in
            defer {
                shared.isDegraded = true
                if failure != .full { shared.file = nil }
            }
            return (!shared.isDegraded, shared.file)
        }
        merge = nil
        if failure != .full {
            // Opened anew by the next flush, through new descriptors.
            file?.database.abandon()
        }
        if case .corrupt = failure, file != nil {
            let away = DatabaseRemains.quarantine(path)
            report(StoreReport(.quarantined, file: away, "History is damaged (\(failure.message)) and was set aside"))
        }
        if isNews { report(StoreReport(.degraded, file: path, "History is not written: \(failure.message)")) }
    }

    func noteWorking() {
        let isNews = shared.withLock { shared in
            defer { shared.isDegraded = false }
            return shared.isDegraded
        }
        if isNews { report(StoreReport(.recovered, file: path, "History is written again")) }
    }

    /// Some of a part cannot be read; told once for each part.
    func noteDamaged(_ pieces: Int, part: Int64?) {
        let isNews = shared.withLock { shared in
            if let part, !shared.reported.insert(part).inserted { return false }
            shared.damaged += pieces
            return true
        }
        if isNews { report(StoreReport(.damaged, file: path, "\(pieces) pieces of history are damaged and left out")) }
    }
}
