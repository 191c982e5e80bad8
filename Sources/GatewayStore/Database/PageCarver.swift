/// Finds rows in the pages of a SQLite file whose tree may be broken: every leaf page is read for what it holds,
/// whether or not anything still points at it.
///
/// Rows that were deleted may come up again, and rows may come up twice (from the file and from its log); the reader of
/// rows has checksums and ids to tell. Deterministic, bounded by the size of the files, and it never traps.
struct PageCarver {
    /// A row found again: enough to read it a second time.
    struct Place: Hashable {
        fileprivate let page: Int
        fileprivate let offset: Int
    }

    private let main: MappedFile
    private let log: MappedFile
    private let pageSize: Int
    /// All pages to look at: those of the file, then those of the log.
    private let pages: [UnsafeRawBufferPointer]
    /// The newest content of a page in the log.
    private let newest: [UInt32: UnsafeRawBufferPointer]

    private static let tableLeaf: UInt8 = 0x0D
    private static let indexLeaf: UInt8 = 0x0A

    init(path: String, pageSize: Int = DatabaseFile.pageSize) {
        (main, log) = (MappedFile(path), MappedFile(path + "-wal"))
        self.pageSize = pageSize
        let frames = WriteAheadLog(log.bytes, pageSize: pageSize).frames
        let file = main.bytes
        pages =
            (0..<file.count / pageSize).map {
                UnsafeRawBufferPointer(rebasing: file[($0 * pageSize)..<(($0 + 1) * pageSize)])
            } + frames.map(\.content)
        newest = Dictionary(frames.map { ($0.page, $0.content) }) { $1 }
    }

    /// Shows every row of every table.
    func forEachRow(_ body: (Place, SQLiteRecord) -> Void) {
        forEachCell(of: Self.tableLeaf) { place in
            if let record = row(at: place) { body(place, record) }
        }
    }

    /// Shows every entry of every index.
    func forEachEntry(_ body: (SQLiteRecord) -> Void) {
        forEachCell(of: Self.indexLeaf) { place in
            let page = pages[place.page]
            guard let (size, start) = SQLiteRecord.varint(page, place.offset), size <= UInt64(page.count - start),
                let record = SQLiteRecord(UnsafeRawBufferPointer(rebasing: page[start..<(start + Int(size))]))
            else { return }
            body(record)
        }
    }

    /// Reads a row, with the pages its end has spilled to.
    func row(at place: Place) -> SQLiteRecord? {
        let page = pages[place.page]
        guard let (size, afterSize) = SQLiteRecord.varint(page, place.offset),
            let (rowid, start) = SQLiteRecord.varint(page, afterSize),
            size <= UInt64(main.bytes.count + log.bytes.count)
        else { return nil }
        let local = localSize(Int(size))
        guard local <= page.count - start else { return nil }
        let head = UnsafeRawBufferPointer(rebasing: page[start..<(start + local)])
        var record: SQLiteRecord?
        if local == Int(size) {
            record = SQLiteRecord(head)
        } else if let whole = chained(head, size: Int(size), next: page.big32(start + local)) {
            record = whole.withUnsafeBytes { SQLiteRecord($0) }
        }
        record?.rowid = Int64(bitPattern: rowid)
        return record
    }

    private func forEachCell(of kind: UInt8, _ body: (Place) -> Void) {
        for (number, page) in pages.enumerated() where page.first == kind {
            let count = min(Int(page.big16(3)), (page.count - 8) / 2)
            for cell in 0..<count {
                let offset = Int(page.big16(8 + cell * 2))
                if offset >= 8, offset < page.count { body(Place(page: number, offset: offset)) }
            }
        }
    }

    /// How much of a row lies on its leaf (fileformat.html §1.6).
    private func localSize(_ size: Int) -> Int {
        let most = pageSize - 35
        if size <= most { return size }
        let least = (pageSize - 12) * 32 / 255 - 23
        let wanted = least + (size - least) % (pageSize - 4)
        return wanted <= most ? wanted : least
    }

    private func chained(_ head: UnsafeRawBufferPointer, size: Int, next: UInt32) -> [UInt8]? {
        var (whole, next) = (Array(head), next)
        whole.reserveCapacity(size)
        while whole.count < size {
            guard let page = page(next) else { return nil }
            next = page.big32(0)
            whole.append(contentsOf: page[4..<min(page.count, 4 + size - whole.count)])
        }
        return whole
    }

    private func page(_ number: UInt32) -> UnsafeRawBufferPointer? {
        if let logged = newest[number] { return logged }
        guard number > 0, Int(number) <= main.bytes.count / pageSize else { return nil }
        return pages[Int(number) - 1]
    }
}
