/// Takes one finished message for the topic of that number; the bytes are borrowed for the call.
typealias Emit = (_ topic: Int32, _ payload: UnsafeRawBufferPointer) throws(MosquittoError) -> Void
