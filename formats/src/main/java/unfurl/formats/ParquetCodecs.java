package unfurl.formats;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/// Parquet's page compression: zstd, snappy, gzip and none for reading, zstd for writing.
///
/// The library's own codecs believe a page's stated size and need Hadoop; these refuse a size beyond
/// [#LARGEST_PAGE] before anything is allocated, and a page that unpacks to another size than it says. A page that
/// was unpacked lasts until the next one is: a measurement has thousands, which would otherwise be as much garbage as
/// there are numbers.
final class ParquetCodecs implements CompressionCodecFactory {
    /// The largest page that is read, in bytes.
    static final int LARGEST_PAGE = 1 << 28;

    /// What can be unpacked.
    static final Set<CompressionCodecName> READABLE = Set.of(
            CompressionCodecName.UNCOMPRESSED,
            CompressionCodecName.ZSTD,
            CompressionCodecName.SNAPPY,
            CompressionCodecName.GZIP);

    private static final int ZSTD_LEVEL = 3;

    private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
    private byte[] unpacked = {};

    /// One way of unpacking.
    private interface Unpack {
        /// @return begins with the `size` bytes
        byte[] unpack(ByteBuffer packed, int size) throws IOException;
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED -> new Plain();
            case ZSTD -> new Decompressor(this::zstd);
            case SNAPPY -> new Decompressor(this::snappy);
            case GZIP -> new Decompressor(ParquetCodecs::gzip);
            case LZO, BROTLI, LZ4, LZ4_RAW -> throw new IllegalArgumentException("pages compressed with " + codec);
        };
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        if (codec != CompressionCodecName.ZSTD) {
            throw new IllegalArgumentException("tables are written with zstd, not " + codec);
        }
        return new ZstdCompressor();
    }

    @Override
    public void release() {
        zstd.close();
    }

    private byte[] zstd(ByteBuffer packed, int size) throws IOException {
        byte[] out = room(size);
        try {
            int start = packed.arrayOffset() + packed.position();
            requireSize(size, zstd.decompressByteArray(out, 0, size, packed.array(), start, packed.remaining()));
        } catch (ZstdException failure) {
            throw new IOException("zstd: " + Zstd.getErrorName(failure.getErrorCode()), failure);
        }
        return out;
    }

    private byte[] snappy(ByteBuffer packed, int size) throws IOException {
        byte[] array = packed.array();
        int start = packed.arrayOffset() + packed.position();
        int stated = Snappy.uncompressedLength(array, start, packed.remaining());
        requireSize(size, stated); // the native code trusts the length in the data
        byte[] out = room(size);
        Snappy.uncompress(array, start, packed.remaining(), out, 0);
        return out;
    }

    private static byte[] gzip(ByteBuffer packed, int size) throws IOException {
        var bytes =
                new ByteArrayInputStream(packed.array(), packed.arrayOffset() + packed.position(), packed.remaining());
        try (GZIPInputStream in = new GZIPInputStream(bytes)) {
            byte[] out = in.readNBytes(size);
            requireSize(size, in.read() < 0 ? out.length : size + 1L);
            return out;
        }
    }

    private byte[] room(int size) {
        if (size > unpacked.length) {
            unpacked = new byte[size];
        }
        return unpacked;
    }

    private static void requireSize(int stated, long got) throws IOException {
        if (got != stated) {
            throw new IOException("a page says that it has %d bytes and has %d".formatted(stated, got));
        }
    }

    private static byte[] array(BytesInput bytes) throws IOException {
        byte[] array = new byte[Math.toIntExact(bytes.size())];
        new DataInputStream(bytes.toInputStream()).readFully(array);
        return array;
    }

    private record Plain() implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int size) {
            return bytes;
        }

        @Override
        public void decompress(ByteBuffer input, int packedSize, ByteBuffer output, int size) {
            output.put(input);
        }

        @Override
        public void release() {}
    }

    private record Decompressor(Unpack codec) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            if (size < 0 || size > LARGEST_PAGE) {
                throw new IOException(
                        "a page says that it has %d bytes; at most %d are read".formatted(size, LARGEST_PAGE));
            }
            ByteBuffer packed = bytes.toByteBuffer(HeapByteBufferAllocator.getInstance(), copied -> {});
            byte[] out = packed.hasRemaining() || size > 0 ? codec.unpack(packed, size) : new byte[0];
            return BytesInput.from(out, 0, size);
        }

        @Override
        public void decompress(ByteBuffer input, int packedSize, ByteBuffer output, int size) throws IOException {
            BytesInput unpacked = decompress(BytesInput.from(input), size);
            output.put(unpacked.toByteBuffer(HeapByteBufferAllocator.getInstance(), copied -> {}));
        }

        @Override
        public void release() {}
    }

    private record ZstdCompressor() implements BytesInputCompressor {
        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            return BytesInput.from(Zstd.compress(array(bytes), ZSTD_LEVEL));
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.ZSTD;
        }

        @Override
        public void release() {}
    }
}
