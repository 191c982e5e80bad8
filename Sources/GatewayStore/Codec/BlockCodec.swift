import GatewayCore

/// Turns a run of samples into the payload of a block, and back, without loss.
///
/// Columns cost little where neighbours are alike: a device's batch has rising ids, one time, one type and quality.
///
///     version  shape  count  column sizes (4 varints)
///     points   runs of differences
///     times    runs of differences, or of differences of differences, in the coarsest unit that loses nothing
///     kinds    runs of type, flags and quality together
///     widths   four bits a sample: how many bytes of the value follow, and from which end
///     values   the bytes that differ from the value before
///     texts    the bytes of texts and byte strings, one after the other
///     XXH64    of everything above, little-endian
///
/// Versions: 1. Readers refuse later ones by name. Stateless, so any thread may use it.
public struct BlockCodec: Sendable {
    static let version: UInt8 = 1
    /// One run may not hold more: 24 MB of samples.
    public static let maximumCount = 1 << 20

    /// The time column holds differences of differences.
    static let curved: UInt8 = 1
    /// Bits 1 and 2 of the shape: the index of the time unit.
    static let units: [Int64] = [1, 1000, 1_000_000, 1_000_000_000]

    /// The payload for at most ``maximumCount`` samples; what is over is left out. Spans that lie outside `bytes` are
    /// written as empty.
    public static func encode(_ samples: UnsafeBufferPointer<Sample>, bytes: UnsafeRawBufferPointer) -> [UInt8] {
        BlockEncoder.encode(UnsafeBufferPointer(rebasing: samples.prefix(maximumCount)), bytes: bytes)
    }

    public static func encode(_ buffer: SampleBuffer) -> [UInt8] {
        encode(buffer.view, bytes: buffer.byteView)
    }

    /// Appends the samples of a payload to `buffer`. On an error the buffer is emptied, so that half a block is never
    /// taken for a whole one.
    public static func decode(_ payload: [UInt8], into buffer: SampleBuffer) throws(BlockError) {
        var outcome: Result<Void, BlockError> = .success(())
        payload.withUnsafeBytes { bytes in
            do throws(BlockError) { try decode(bytes, into: buffer) } catch { outcome = .failure(error) }
        }
        try outcome.get()
    }

    /// The same from borrowed memory.
    public static func decode(_ payload: UnsafeRawBufferPointer, into buffer: SampleBuffer) throws(BlockError) {
        do throws(BlockError) {
            var decoder = try BlockDecoder(payload)
            try decoder.decode(into: buffer)
        } catch {
            buffer.removeAll()
            throw error
        }
    }
}
