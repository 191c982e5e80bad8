/// Finds the name a user may have meant.
public enum NearestName {
    /// The known name with the fewest edits to `name`, if it is near enough to be worth a suggestion.
    public static func to(_ name: String, among known: some Sequence<String>) -> String? {
        let limit = max(1, name.count / 3)
        let best = known.map { ($0, distance(Array(name), Array($0))) }.min { $0.1 < $1.1 }
        guard let (found, edits) = best, edits <= limit else { return nil }
        return found
    }

    /// Edits, counting two swapped neighbours as one (optimal string alignment).
    static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var rows = [Array(0...right.count)]
        for (i, a) in left.enumerated() {
            var row = [i + 1]
            for (j, b) in right.enumerated() {
                var cost = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a == b ? 0 : 1))
                if i > 0, j > 0, a == right[j - 1], left[i - 1] == b { cost = min(cost, rows[i - 1][j - 1] + 1) }
                row.append(cost)
            }
            rows.append(row)
        }
        return rows[left.count][right.count]
    }
}
