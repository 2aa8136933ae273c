package unfurl.root;

import java.nio.ByteBuffer;

/// The checksum XXH64 with seed 0, which ROOT writes before each block of lz4.
///
/// Source: Y. Collet, xxHash fast digest algorithm, version 0.1.1, XXH64.
final class XxHash64 {
    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;
    /// P1 + P2, modulo 2⁶⁴.
    private static final long P12 = 0x60EA27EEADC0B5D6L;

    private static final int STRIPE = 32;

    private XxHash64() {}

    /// @param bytes little-endian, from their position to their limit; they are read
    static long of(ByteBuffer bytes) {
        long length = bytes.remaining();
        long hash = (length >= STRIPE ? stripes(bytes) : P5) + length;
        while (bytes.remaining() >= Long.BYTES) {
            hash = Long.rotateLeft(hash ^ round(0, bytes.getLong()), 27) * P1 + P4;
        }
        if (bytes.remaining() >= Integer.BYTES) {
            hash = Long.rotateLeft(hash ^ Integer.toUnsignedLong(bytes.getInt()) * P1, 23) * P2 + P3;
        }
        while (bytes.hasRemaining()) {
            hash = Long.rotateLeft(hash ^ (bytes.get() & 0xFF) * P5, 11) * P1;
        }
        hash = (hash ^ hash >>> 33) * P2;
        hash = (hash ^ hash >>> 29) * P3;
        return hash ^ hash >>> 32;
    }

    private static long stripes(ByteBuffer bytes) {
        long a = P12;
        long b = P2;
        long c = 0;
        long d = -P1;
        while (bytes.remaining() >= STRIPE) {
            a = round(a, bytes.getLong());
            b = round(b, bytes.getLong());
            c = round(c, bytes.getLong());
            d = round(d, bytes.getLong());
        }
        long hash = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
        return merged(merged(merged(merged(hash, a), b), c), d);
    }

    private static long merged(long hash, long lane) {
        return (hash ^ round(0, lane)) * P1 + P4;
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * P2, 31) * P1;
    }
}
