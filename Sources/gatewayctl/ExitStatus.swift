/// What the shell is told.
enum ExitStatus: Int32, Error, Equatable {
    case yes = 0
    /// The answer is no: the site has errors, the command was refused, the point is bad.
    case no = 1
    /// The arguments make no sense.
    case usage = 2
    /// No gateway answers.
    case unreachable = 3
}
