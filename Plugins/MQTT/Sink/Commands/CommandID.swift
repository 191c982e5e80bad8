/// How a requester knows its command again: a text or a whole number, given back as it came.
enum CommandID: Hashable {
    case text(String)
    case number(Int64)
}
