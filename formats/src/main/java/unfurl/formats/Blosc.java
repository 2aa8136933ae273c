package unfurl.formats;

import com.github.luben.zstd.Zstd;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.xerial.snappy.Snappy;

/// Unpacks a buffer of Blosc 1: blocks of shuffled bytes, each packed by one of several codecs.
///
/// A head of 16 bytes: two versions, flags, the size of a value; then the sizes unpacked, of a block, and packed. Of
/// the flags 1 is shuffled bytes, 2 a plain copy, 4 shuffled bits, 16 blocks in one piece; the upper three bits are
/// the codec. After it stands where each block begins. A block is one piece, or one for each byte of a value, and a
/// piece of its unpacked size is a copy.
///
/// Source: Blosc/c-blosc, README_CHUNK_FORMAT.rst and blosc_d of blosc/blosc.c.
final class Blosc {
    private static final int HEAD = 16;
    private static final int SHUFFLED = 1;
    private static final int COPIED = 2;
    private static final int SHUFFLED_BITS = 4;
    private static final int IN_ONE = 16;
    private static final int MOST_PIECES = 16;
    private static final int LEAST_IN_PIECE = 128;

    private final byte[] packed;
    private final ByteBuffer in;
    private final int flags;
    private final int valueSize;
    private final int blockSize;
    private final byte[] out;

    private Blosc(byte[] packed, int size) throws IOException {
        this.packed = packed;
        in = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
        if (packed.length < HEAD || in.getInt(4) != size || in.getInt(12) != packed.length) {
            throw new IOException("a chunk of Blosc whose sizes do not fit");
        }
        flags = packed[2];
        valueSize = packed[3] & 0xFF;
        blockSize = in.getInt(8);
        if ((flags & SHUFFLED_BITS) != 0) {
            throw new IOException("a chunk of Blosc with shuffled bits, which are not read");
        }
        if (blockSize <= 0 || valueSize == 0) {
            throw new IOException("a chunk of Blosc without blocks");
        }
        out = new byte[size];
    }

    /// The unpacked bytes.
    ///
    /// @param size how many there must be
    /// @throws IOException when the buffer is damaged, or packed in a way that is not known
    static byte[] unpack(byte[] packed, int size) throws IOException {
        var blosc = new Blosc(packed, size);
        if ((blosc.flags & COPIED) != 0) {
            if (packed.length != HEAD + size) {
                throw new IOException("a chunk of Blosc whose sizes do not fit");
            }
            System.arraycopy(packed, HEAD, blosc.out, 0, size);
        } else {
            blosc.blocks();
        }
        return blosc.out;
    }

    private void blocks() throws IOException {
        boolean shuffled = (flags & SHUFFLED) != 0 && valueSize > 1;
        byte[] block = shuffled ? new byte[Math.min(blockSize, out.length)] : out;
        for (int number = 0, start = 0; start < out.length; number++) {
            int size = Math.min(blockSize, out.length - start);
            int begin = in.getInt(HEAD + Integer.BYTES * number);
            if (shuffled) {
                block(begin, block, 0, size);
                Hdf5Filters.unshuffle(block, size, valueSize, out, start);
            } else {
                block(begin, out, start, size);
            }
            start += size;
        }
    }

    private void block(int begin, byte[] to, int start, int size) throws IOException {
        boolean inPieces = (flags & IN_ONE) == 0
                && valueSize <= MOST_PIECES
                && size / valueSize >= LEAST_IN_PIECE
                && size == blockSize;
        int piece = inPieces ? size / valueSize : size;
        int from = begin;
        int end = start + (inPieces ? piece * valueSize : size);
        for (int at = start; at < end; at += piece) {
            int length = in.getInt(from);
            from += Integer.BYTES;
            if (length < 0 || length > packed.length - from) {
                throw new IOException("a chunk of Blosc whose blocks do not fit");
            }
            piece(from, from + length, to, at, at + piece);
            from += length;
        }
    }

    private void piece(int from, int to, byte[] target, int start, int end) throws IOException {
        if (to - from == end - start) {
            System.arraycopy(packed, from, target, start, end - start);
            return;
        }
        switch ((flags >> 5) & 7) {
            case 0 -> BloscLz.unpack(packed, from, to, target, start, end);
            case 1 -> lz4(from, to, target, start, end);
            case 2 -> snappy(from, to, target, start, end);
            case 3 -> inflate(packed, from, to, target, start, end);
            case 4 -> zstd(from, to, target, start, end);
            default -> throw new IOException("a codec of Blosc that is not known");
        }
    }

    private void lz4(int from, int to, byte[] target, int start, int end) throws IOException {
        int got = new Lz4Decompressor().decompress(packed, from, to - from, target, start, end - start);
        if (got != end - start) {
            throw new IOException("lz4: %d bytes where there should be %d".formatted(got, end - start));
        }
    }

    private void snappy(int from, int to, byte[] target, int start, int end) throws IOException {
        if (Snappy.uncompressedLength(packed, from, to - from) != end - start) { // the native code trusts it
            throw new IOException("snappy: not the bytes that there should be");
        }
        Snappy.uncompress(packed, from, to - from, target, start);
    }

    /// Fills a part of an array from a stream of zlib.
    ///
    /// @throws IOException when the stream is damaged, or does not unpack to exactly that part
    static void inflate(byte[] packed, int from, int to, byte[] target, int start, int end) throws IOException {
        try (var inflater = new Inflater()) {
            inflater.setInput(packed, from, to - from);
            int got = inflater.inflate(target, start, end - start);
            if (got != end - start) {
                throw new IOException("zlib: %d bytes where there should be %d".formatted(got, end - start));
            }
        } catch (DataFormatException failure) {
            throw new IOException("zlib: " + failure.getMessage(), failure);
        }
    }

    private void zstd(int from, int to, byte[] target, int start, int end) throws IOException {
        long got = Zstd.decompressByteArray(target, start, end - start, packed, from, to - from);
        if (got != end - start) {
            throw new IOException(
                    "zstd: " + (Zstd.isError(got) ? Zstd.getErrorName(got) : "not the bytes that there should be"));
        }
    }
}
