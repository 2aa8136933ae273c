package unfurl.root;

import com.github.luben.zstd.Zstd;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.XZInputStream;

/// Unpacks records: blocks one after the other, each with two letters that name the packing, one byte of its method,
/// and its size packed and unpacked, three little-endian bytes each.
final class Packed {
    private static final int HEAD = 9;
    private static final int HASH = 8;

    /// The most that a record is unpacked to, in bytes.
    private static final int LARGEST = 1 << 28;

    /// What xz may use to unpack 16 MB at its highest setting, in kB.
    private static final int XZ_MEMORY = 100 << 10;

    private Packed() {}

    /// A block.
    private record Block(String packing, int from, int packed, int unpacked) {}

    /// Whether a record is packed as very old versions of ROOT did, which is not known here.
    static boolean isOld(byte[] bytes, Key key) {
        int head = key.head();
        return bytes.length - head != key.unpacked()
                && bytes.length > head + 1
                && bytes[head] == 'C'
                && bytes[head + 1] == 'S';
    }

    /// @param bytes  a record
    /// @param from   where its packed part begins
    /// @param size   what it unpacks to; the same size as packed says that it is not packed
    static byte[] unpack(byte[] bytes, int from, int size) throws IOException {
        if (from < 0 || from > bytes.length || size < 0 || size > LARGEST) {
            throw new IOException(
                    "a record says that it unpacks to %d bytes; at most %d are read".formatted(size, LARGEST));
        }
        if (bytes.length - from == size) {
            return Arrays.copyOfRange(bytes, from, bytes.length);
        }
        requireSize(bytes, from, size);
        byte[] out = new byte[size];
        int done = 0;
        for (int at = from; at < bytes.length; ) {
            Block block = block(bytes, at);
            unpack(block, bytes, out, done);
            done += block.unpacked;
            at = block.from + block.packed;
        }
        return out;
    }

    /// Holds the sizes of all blocks against the record's before anything is allocated.
    private static void requireSize(byte[] bytes, int from, int size) throws IOException {
        long sum = 0;
        for (int at = from; at < bytes.length; ) {
            Block block = block(bytes, at);
            sum += block.unpacked;
            at = block.from + block.packed;
        }
        if (sum != size) {
            throw new IOException("a record of %d bytes has blocks of %d in all".formatted(size, sum));
        }
    }

    private static Block block(byte[] bytes, int at) throws IOException {
        if (bytes.length - at < HEAD) {
            throw new IOException("a packed block has no head");
        }
        String packing = new String(bytes, at, 2, StandardCharsets.ISO_8859_1);
        var block = new Block(packing, at + HEAD, size(bytes, at + 3), size(bytes, at + 6));
        if (block.packed > bytes.length - block.from) {
            throw new IOException("a packed block is longer than its record");
        }
        return block;
    }

    private static int size(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16;
    }

    private static void unpack(Block block, byte[] bytes, byte[] out, int at) throws IOException {
        int got = switch (block.packing) {
            case "ZL" -> zlib(block, bytes, out, at);
            case "L4" -> lz4(block, bytes, out, at);
            case "ZS" -> zstd(block, bytes, out, at);
            case "XZ" -> xz(block, bytes, out, at);
            default -> throw new IOException("a packed block begins with neither ZL, L4, ZS nor XZ");
        };
        if (got != block.unpacked) {
            throw new IOException("a packed block of %d bytes has %d".formatted(block.unpacked, got));
        }
    }

    private static int zlib(Block block, byte[] bytes, byte[] out, int at) throws IOException {
        try (var inflater = new Inflater()) {
            inflater.setInput(bytes, block.from, block.packed);
            int got = inflater.inflate(out, at, block.unpacked);
            return inflater.finished() ? got : inflater.inflate(new byte[1]) > 0 ? got + 1 : got;
        } catch (DataFormatException failure) {
            throw new IOException("zlib: " + failure.getMessage(), failure);
        }
    }

    private static int lz4(Block block, byte[] bytes, byte[] out, int at) throws IOException {
        if (block.packed < HASH) {
            throw new IOException("lz4: a block has no checksum");
        }
        long stated = ByteBuffer.wrap(bytes).getLong(block.from);
        ByteBuffer packed = ByteBuffer.wrap(bytes, block.from + HASH, block.packed - HASH)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
        if (XxHash64.of(packed) != stated) {
            throw new IOException("lz4: the checksum of a block is wrong");
        }
        return new Lz4Decompressor().decompress(bytes, block.from + HASH, block.packed - HASH, out, at, block.unpacked);
    }

    private static int zstd(Block block, byte[] bytes, byte[] out, int at) throws IOException {
        long got = Zstd.decompressByteArray(out, at, block.unpacked, bytes, block.from, block.packed);
        if (Zstd.isError(got)) {
            throw new IOException("zstd: " + Zstd.getErrorName(got));
        }
        return Math.toIntExact(got);
    }

    private static int xz(Block block, byte[] bytes, byte[] out, int at) throws IOException {
        var packed = new ByteArrayInputStream(bytes, block.from, block.packed);
        try (var in = new XZInputStream(packed, XZ_MEMORY, true, BasicArrayCache.getInstance())) {
            int got = in.readNBytes(out, at, block.unpacked);
            return in.read() < 0 ? got : got + 1;
        }
    }
}
