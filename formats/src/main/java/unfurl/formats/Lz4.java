package unfurl.formats;

import java.io.IOException;

/// Unpacks a block of LZ4.
///
/// Source: lz4/lz4, doc/lz4_Block_format.md.
final class Lz4 {
    private static final int SHORTEST = 4;
    private static final int MORE = 15;

    private Lz4() {}

    /// Fills a part of an array.
    ///
    /// @throws IOException when the block does not unpack to exactly that part
    static void unpack(byte[] packed, int from, int to, byte[] out, int start, int end) throws IOException {
        int in = from;
        int at = start;
        while (in < to) {
            int token = packed[in++] & 0xFF;
            int literals = token >> 4;
            if (literals == MORE) {
                int more;
                do {
                    more = packed[in++] & 0xFF;
                    literals += more;
                } while (more == 0xFF);
            }
            if (literals > to - in || literals > end - at) {
                throw new IOException("lz4: more literals than there is room for");
            }
            System.arraycopy(packed, in, out, at, literals);
            in += literals;
            at += literals;
            if (in == to) {
                break;
            }
            int distance = (packed[in++] & 0xFF) | (packed[in++] & 0xFF) << 8;
            int length = token & MORE;
            if (length == MORE) {
                int more;
                do {
                    more = packed[in++] & 0xFF;
                    length += more;
                } while (more == 0xFF);
            }
            length += SHORTEST;
            if (distance == 0 || distance > at - start || length > end - at) {
                throw new IOException("lz4: a copy from beyond the block");
            }
            at = Blosc.repeat(out, at, distance, length);
        }
        if (at != end) {
            throw new IOException("lz4: %d bytes where there should be %d".formatted(at - start, end - start));
        }
    }
}
