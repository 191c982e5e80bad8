import ArgumentParser

/// One slave id, or several with commas between.
struct SlaveIDs: ExpressibleByArgument {
    let ids: [UInt8]

    init?(argument: String) {
        let ids = argument.split(separator: ",", omittingEmptySubsequences: false).map { UInt8($0) }
        guard ids.allSatisfy({ $0 != nil }) else { return nil }
        self.ids = ids.compactMap { $0 }
    }
}
