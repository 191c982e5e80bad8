import GatewayCore

/// What happens when the disk does not do what it should.
extension SQLiteSpool {
    /// Runs `body` on the file that is written to, after beginning a new one where the last has failed.
    ///
    /// With `spendingReserve`, a full disk is asked a second time with the reserve given up.
    func write<Value>(
        spendingReserve: Bool, _ body: (SpoolFile) throws(DatabaseFailure) -> Value
    ) throws(SpoolError) -> Value {
        let file = try writableFile()
        do throws(DatabaseFailure) {
            let value: Value
            do throws(DatabaseFailure) {
                value = try body(file)
            } catch .full where spendingReserve {
                reserve.release()
                try file.database.checkpoint()
                value = try body(file)
            }
            noteWorking(file)
            return value
        } catch {
            throw failure(error, file)
        }
    }

    /// Takes note of a failure and turns it into what callers see.
    func failure(_ failure: DatabaseFailure, _ file: SpoolFile) -> SpoolError {
        switch failure {
        case .full: return .full
        case .other(let message): return .failed(message)
        case .corrupt: noteFailed(file, failure, care: .mend)
        case .io: noteFailed(file, failure, care: .rotate)
        }
        return .failed(failure.message)
    }

    /// The next write takes care of the file. Said once, until writing works again.
    func noteFailed(_ file: SpoolFile, _ failure: DatabaseFailure, care: Care) {
        guard failure != .full else { return }
        let isNews = state.withLock { state in
            guard state.files.contains(where: { $0 === file }) else { return false }
            if state.care != .mend { state.care = care }
            defer { state.isDegraded = true }
            return !state.isDegraded
        }
        if isNews { report(StoreReport(.degraded, file: file.path, "Spool is not durable: \(failure.message)")) }
    }

    func noteDamaged(_ stream: String, _ id: BlockID, _ samples: Int, in file: SpoolFile) {
        let isNews = state.withLock { state in
            guard state.damaged[stream, default: []].insert(id).inserted else { return false }
            state.ledger.damage(stream, blocks: 1, samples: samples)
            return true
        }
        guard isNews else { return }
        report(
            StoreReport(
                .damaged, file: file.path,
                "Block \(id.epoch).\(id.sequence) of \(stream) is damaged; \(samples) samples are lost"))
    }

    func checkpointWhenDue() throws(SpoolError) {
        let file = state.withLock { $0.unchecked >= Self.checkpointBytes ? $0.files.last : nil }
        guard let file else { return }
        state.withLock { $0.unchecked = 0 }
        do throws(DatabaseFailure) {
            try file.database.checkpoint()
        } catch .full {
            // What was committed is durable in the log; it only cannot shrink yet.
        } catch {
            noteFailed(file, error, care: .rotate)
        }
    }

    private func noteWorking(_ file: SpoolFile) {
        let isNews = state.withLock { state in
            defer { state.isDegraded = false }
            return state.isDegraded
        }
        if isNews { report(StoreReport(.recovered, file: file.path, "Spool is durable again")) }
    }

    private func writableFile() throws(SpoolError) -> SpoolFile {
        do throws(DatabaseFailure) {
            switch state.withLock({ $0.care }) {
            case .none: break
            case .rotate: try rotate()
            case .mend: try mend()
            }
        } catch {
            throw error == .full ? .full : .failed(error.message)
        }
        guard let file = state.withLock({ $0.files.last }) else { throw .failed("the spool has no file") }
        return file
    }

    /// Leaves the last file to readers and begins a new one, which knows what the old ones knew.
    private func rotate() throws(DatabaseFailure) {
        let (files, ledger) = state.withLock { ($0.files, $0.ledger) }
        let epoch = files.compactMap { try? $0.epoch() }.max() ?? 0
        let path = SpoolFiles.next(path)
        do throws(DatabaseFailure) {
            let file = try SpoolFile(path: path)
            try file.append([], positions: ledger.streams.mapValues(\.position))
            if epoch > 0 { try file.setEpoch(epoch) }
            files.last?.database.abandon()
            state.withLock { state in
                state.files.append(file)
                state.care = .none
                state.unchecked = 0
            }
        } catch {
            DatabaseRemains.remove(path)
            throw error
        }
    }

    /// Opens everything anew from disk, as a start would.
    private func mend() throws(DatabaseFailure) {
        for file in state.withLock({ $0.files }) { file.database.abandon() }
        let maximum = state.withLock { $0.ledger.maximumBytes }
        let opened = try SpoolOpening(path: path, reserve: reserve, report: report).open(maximumBytes: maximum)
        state.withLock { state in
            var mended = opened
            for (stream, entry) in state.ledger.streams {
                mended.ledger.damage(stream, blocks: entry.damagedBlocks, samples: entry.damagedSamples)
                mended.ledger.place(stream, entry.position)
            }
            mended.isDegraded = state.isDegraded
            state = mended
        }
    }
}
