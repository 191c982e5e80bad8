import Logging

extension ShelfChange {
    /// Says what was found without anybody having asked.
    func report(to log: Logger) {
        for id in usable.sorted() { log.notice("Plugin can be used", metadata: ["plugin": "\(id)"]) }
        for id in gone.sorted() { log.notice("Plugin cannot be had any more", metadata: ["plugin": "\(id)"]) }
        for file in refused {
            log.warning(
                "Plugin refused", metadata: ["file": "\(file.path)", "reason": "\(file.refusal?.message ?? "")"])
        }
    }
}
