import Glibc

/// Texts that a plugin wrote: never longer than a limit, and repaired when they are not UTF-8.
package enum ForeignText {
    /// Bounds what a plugin can make us keep with one message.
    package static let limit = 4096

    /// The text behind a pointer, cut at `limit`; `nil` for NULL.
    package static func read(_ pointer: UnsafePointer<CChar>?, limit: Int = limit) -> String? {
        guard let pointer else { return nil }
        return String(decoding: UnsafeRawBufferPointer(start: pointer, count: strnlen(pointer, limit)), as: UTF8.self)
    }

    /// The text in a fixed room, whether or not a zero byte ends it.
    package static func read(field: UnsafeRawBufferPointer) -> String {
        String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
    }
}
