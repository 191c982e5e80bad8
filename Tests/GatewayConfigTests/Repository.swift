import Foundation

enum Repository {
    /// The root of this repository, seen from this file.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
}
