/// Point tables of tests.
enum PointTable {
    static let header = "id,type,unit,table,address"

    /// One uint16 point for each address, called `r` and the address.
    static func registers(_ addresses: some Sequence<Int>, table: String = "holding") -> String {
        ([header] + addresses.map { "r\($0),uint16,V,\(table),\($0)" }).joined(separator: "\n") + "\n"
    }
}
