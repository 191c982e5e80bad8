import GatewayCore

/// Merges neighbouring parts into one, a step at a time: samples come out in the order of point, time, arrival.
///
/// Nobody sees the new part until it is finished and the old ones go, in one transaction; a crash before that leaves
/// the old ones as they are.
final class HistoryMerge {
    private let file: HistoryFile
    /// What goes into it.
    let merged: [HistoryPart]
    private var part: HistoryPart
    private var inputs: [HistoryMergeInput]
    private var writer = HistoryChunkWriter()
    /// Chunks that could not be read.
    private(set) var damaged = 0

    /// `parts` in the order of their generations; at least one.
    init(_ parts: [HistoryPart], in file: HistoryFile) throws(DatabaseFailure) {
        self.file = file
        merged = parts
        part = HistoryPart(
            id: 0, level: (parts.map(\.level).max() ?? 0) + 1, generation: parts.map(\.generation).max() ?? 0,
            start: parts.map(\.start).min() ?? .none, end: parts.map(\.end).max() ?? .none,
            arrived: parts.map(\.arrived).max() ?? .none, samples: 0, bytes: 0)
        part.id = try file.begin(part)
        inputs = parts.map { HistoryMergeInput(part: $0.id) }
        for index in inputs.indices { try inputs[index].fill(from: file) }
    }

    /// Moves about `budget` samples. Returns true when the merge is through.
    func step(budget: Int) throws(DatabaseFailure) -> Bool {
        var left = budget
        while left > 0 {
            inputs.removeAll { input in
                if input.isDone { damaged += input.damaged }
                return input.isDone
            }
            guard !inputs.isEmpty else { return try finish() }
            left -= try moveRun()
        }
        try file.append(writer.take(), to: &part)
        return false
    }

    private func finish() throws(DatabaseFailure) -> Bool {
        try file.append(writer.finish(), to: &part)
        try file.finish(part, replacing: merged)
        return true
    }

    /// Moves samples of the input that is first, as long as it stays first. Returns how many.
    private func moveRun() throws(DatabaseFailure) -> Int {
        var first = 0
        for index in inputs.indices.dropFirst() where inputs[index].key < inputs[first].key { first = index }
        var limit: HistoryMergeInput.Key?
        var limitIndex = inputs.count
        for index in inputs.indices where index != first {
            if let known = limit, known <= inputs[index].key { continue }
            (limit, limitIndex) = (inputs[index].key, index)
        }
        let run = inputs[first].run(before: limit, orAt: first < limitIndex)
        let buffer = inputs[first].buffer
        writer.append(UnsafeBufferPointer(rebasing: buffer.view[run]), bytes: buffer.byteView)
        if inputs[first].advance(to: run.upperBound) { try inputs[first].fill(from: file) }
        return run.count
    }
}
