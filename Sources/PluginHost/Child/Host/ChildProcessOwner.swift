/// Who listens to a child process. On the loop's thread.
protocol ChildProcessOwner: AnyObject {
    /// A record of the child; the payload is borrowed. Whoever throws has the child ended.
    func received(_ header: RecordReader.Header, _ payload: UnsafeRawBufferPointer) throws(RingBreach)

    /// A line of the child's standard output or error.
    func said(_ line: String)

    /// The process is gone, and everything that it wrote before has been handed on. Nothing follows.
    func ended(_ reason: String)
}
