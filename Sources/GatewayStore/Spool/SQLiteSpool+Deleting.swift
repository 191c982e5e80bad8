import GatewayCore

extension SQLiteSpool {
    public func trim() throws(SpoolError) -> SpoolAmount {
        try exclusively { () throws(SpoolError) in
            let due = state.withLock { state in
                state.ledger.streams.compactMapValues(\.position.passed).filter { state.trimmed[$0.key] != $0.value }
            }
            return try free(due)
        }
    }

    public func drop(_ stream: String, _ rule: DropRule) throws(SpoolError) -> Dropped {
        try exclusively { () throws(SpoolError) in
            let entry = state.withLock { $0.ledger[stream] }
            if let passed = entry.position.passed { _ = try free([stream: passed]) }
            let (held, files) = state.withLock { ($0.ledger[stream].held, $0.files) }
            var limit = DropLimit(rule, undelivered: held.bytes)
            var goesOn = true
            for file in files where goesOn {
                do throws(DatabaseFailure) {
                    try file.forEach(stream, after: limit.through ?? entry.position.passed) { id, amount, created in
                        goesOn = limit.takes(id, amount, created: created)
                        return goesOn
                    }
                } catch {
                    throw failure(error, file)
                }
            }
            if let through = limit.through { _ = try free([stream: through]) }
            return limit.dropped
        }
    }

    /// Deletes every stream up to a block and counts what went.
    private func free(_ through: [String: BlockID]) throws(SpoolError) -> SpoolAmount {
        guard !through.isEmpty else { return .zero }
        let (files, ledger, trimmed) = state.withLock { ($0.files, $0.ledger, $0.trimmed) }
        var (freed, positions) = ([String: SpoolAmount](), [String: SpoolPosition]())
        for (stream, id) in through {
            freed[stream] = try amount(stream, after: trimmed[stream], through: id, in: files)
            positions[stream] = ledger[stream].position
            positions[stream]?.merge(SpoolPosition(floor: id))
        }
        try write(spendingReserve: true) { file throws(DatabaseFailure) in
            try file.remove(through: through, positions: positions)
        }
        for (stream, id) in through { try settle(stream, freed[stream] ?? .zero, through: id) }
        try discardDrained()
        return freed.values.reduce(.zero, +)
    }

    private func amount(
        _ stream: String, after: BlockID?, through: BlockID, in files: [SpoolFile]
    ) throws(SpoolError) -> SpoolAmount {
        var sum = SpoolAmount.zero
        for file in files {
            do throws(DatabaseFailure) {
                sum += try file.amount(stream, after: after, through: through)
            } catch {
                throw failure(error, file)
            }
        }
        return sum
    }

    private func settle(_ stream: String, _ freed: SpoolAmount, through: BlockID) throws(SpoolError) {
        var oldest: Timestamp?
        for file in state.withLock({ $0.files }) where oldest == nil {
            try? file.forEach(stream, after: through) { _, _, created in
                oldest = created
                return false
            }
        }
        state.withLock { [oldest] state in
            state.ledger.free(stream, freed, through: through, oldest: oldest)
            state.trimmed[stream] = through
            state.damaged[stream] = state.damaged[stream]?.filter { $0 > through }
        }
    }

    /// Files that failed go when everything in them is delivered; an empty spool gives its space back.
    private func discardDrained() throws(SpoolError) {
        let (files, ledger) = state.withLock { ($0.files, $0.ledger) }
        let drained = files.dropLast().filter { file in
            guard let held = try? file.held() else { return false }
            return held.allSatisfy { stream, _ in
                guard let last = try? file.last(stream), let passed = ledger[stream].position.passed else {
                    return false
                }
                return last <= passed
            }
        }
        for file in drained { DatabaseRemains.remove(file.path) }
        let paths = Set(drained.map(\.path))
        state.withLock { state in state.files.removeAll { paths.contains($0.path) } }
        if ledger.bytes == 0 {
            try write(spendingReserve: true) { file throws(DatabaseFailure) in
                try file.database.vacuum(pages: 1 << 30)
            }
        }
        reserve.fill()
    }
}
