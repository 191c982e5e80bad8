import CGatewayABI
import GatewayCore

extension CaseRun {
    /// Settings that pass the schema and make no sense: taken, or refused with a reason a user can act on.
    func createRefusal() {
        let schema = subject.description.settings
        let plain = settings()
        for (column, field) in schema.enumerated() where column < plain.count {
            for odd in OddCells.of(field) {
                var cells = plain
                cells[column] = odd
                at("\(field.key) is \(Self.words(odd))")
                attempt(cells, column: column, field.key)
            }
        }
        // An older site file knows fewer fields than a newer plugin.
        for count in Set([0, schema.count / 2]) {
            at("the first \(count) of \(schema.count) settings")
            attempt(Array(plain.prefix(count)), column: nil, "a shorter list of settings")
        }
    }

    private func attempt(_ cells: [Cell], column: Int?, _ what: String) {
        guard let instance = TestInstance(self) else { return }
        if let result = instance.create(cells), !result.isOK { judgeRefusal(result, column: column, what) }
        finish(instance)
    }

    private func judgeRefusal(_ result: CallResult, column: Int?, _ what: String) {
        judgeMessage(result)
        if result.known != .configuration {
            reporter.error(.createReason, "create with an odd \(what) says \(result.words) instead of GW_CONFIGURATION")
        }
        if result.message.isEmpty { reporter.error(.createReason, "create refuses an odd \(what) without a message") }
        let count = subject.description.settings.count
        if result.column == GW_NO_COLUMN {
            if column != nil {
                reporter.warning(.createReason, "create refuses an odd \(what) without naming the column at fault")
            }
        } else if result.column >= count {
            reporter.error(.createReason, "create blames column \(result.column); the schema has \(count)")
        }
    }

    private static func words(_ cell: Cell) -> String {
        switch cell {
        case .absent: "absent"
        case .bool(let value): "\(value)"
        case .int(let value): "\(value)"
        case .float(let value): "\(value)"
        case .text(let text): "a text of \(text.utf8.count) bytes, '\(text.prefix(20))'"
        }
    }
}
