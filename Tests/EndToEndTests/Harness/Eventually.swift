/// Waits until `probe` gives something, and no longer than `limit`: a condition with a deadline, never a blind pause.
func eventually<Found>(
    _ what: String, within limit: Duration = .seconds(10), _ probe: () async throws -> Found?
) async throws -> Found {
    let deadline = ContinuousClock.now + limit
    while true {
        if let found = try await probe() { return found }
        guard ContinuousClock.now < deadline else { throw Failure("not within \(limit): \(what)") }
        try await Task.sleep(for: .milliseconds(10))
    }
}

/// Waits until `condition` holds.
func until(
    _ what: String, within limit: Duration = .seconds(10), _ condition: () async throws -> Bool
) async throws {
    let _: Bool = try await eventually(what, within: limit) { try await condition() ? true : nil }
}

extension Duration {
    var seconds: Double {
        self / .seconds(1)
    }

    /// `0.42 s`
    var text: String {
        "\((seconds * 1000).rounded() / 1000) s"
    }
}

/// Prints a measured figure, one line that is easy to find in a log.
func figure(_ text: String) {
    print("FIGURE \(text)")
}
