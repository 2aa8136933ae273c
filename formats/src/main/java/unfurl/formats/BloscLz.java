package unfurl.formats;

import java.io.IOException;

/// Unpacks a block of BloscLZ, the FastLZ of level 2 that Blosc takes if it is not told otherwise.
///
/// A control byte below 32 stands before as many literals and one more. Any other stands before a copy: its
/// upper three bits are the length less 2, where 7 is followed by bytes that add up, the lower five and the
/// next byte the distance less 1. A distance of 8191 or more is all ones, with 16 bits on top after it. The
/// upper three bits of the first control byte do not count.
///
/// Source: Blosc/c-blosc, blosc/blosclz.c.
final class BloscLz {
    private static final int LITERALS = 32;
    private static final int LOWER = 31;
    private static final int FAR = 8191;

    private BloscLz() {}

    /// Fills a part of an array.
    ///
    /// @throws IOException when the block does not unpack to exactly that part
    static void unpack(byte[] packed, int from, int to, byte[] out, int start, int end) throws IOException {
        int in = from;
        int at = start;
        int control = packed[in++] & LOWER;
        while (true) {
            if (control < LITERALS) {
                int literals = control + 1;
                if (literals > to - in || literals > end - at) {
                    throw new IOException("blosclz: more literals than there is room for");
                }
                System.arraycopy(packed, in, out, at, literals);
                in += literals;
                at += literals;
            } else {
                int length = (control >> 5) + 2;
                if (length == 9) {
                    int more;
                    do {
                        more = packed[in++] & 0xFF;
                        length += more;
                    } while (more == 0xFF);
                }
                int distance = (control & LOWER) << 8 | (packed[in++] & 0xFF);
                if (distance == FAR) {
                    distance += (packed[in++] & 0xFF) << 8 | (packed[in++] & 0xFF);
                }
                distance++;
                if (distance > at - start || length < 0 || length > end - at) {
                    throw new IOException("blosclz: a copy from beyond the block");
                }
                at = repeat(out, at, distance, length);
            }
            if (in >= to) {
                break;
            }
            control = packed[in++] & 0xFF;
        }
        if (at != end) {
            throw new IOException("blosclz: %d bytes where there should be %d".formatted(at - start, end - start));
        }
    }

    /// Copies what stands before, which may overlap.
    ///
    /// @return where the copy ends
    private static int repeat(byte[] out, int at, int distance, int length) {
        if (distance >= length) {
            System.arraycopy(out, at - distance, out, at, length);
        } else {
            for (int i = at; i < at + length; i++) {
                out[i] = out[i - distance];
            }
        }
        return at + length;
    }
}
