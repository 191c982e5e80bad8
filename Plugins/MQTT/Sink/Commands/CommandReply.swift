/// The one answer to a command.
struct CommandReply: Equatable {
    var id: CommandID?
    var point: String
    /// `ok`, or the class of the failure: `rejected`, `timeout`, `device` …
    var status: String
    var message: String
    /// Empty: nobody wants to know.
    var topic: String
    var correlation: [UInt8]

    /// `{"id":"a1","point":"pv1.inverter.limit","status":"ok","message":""}`
    func write(to writer: ByteWriter) {
        writer.cut(to: 0)
        writer.append("{\"id\":")
        switch id {
        case nil: writer.append("null")
        case .number(let number)?: writer.append(number)
        case .text(let text)?: writer.append(jsonText: text)
        }
        writer.append(",\"point\":")
        writer.append(jsonText: point)
        writer.append(",\"status\":")
        writer.append(jsonText: status)
        writer.append(",\"message\":")
        writer.append(jsonText: message)
        writer.append("}")
    }
}
