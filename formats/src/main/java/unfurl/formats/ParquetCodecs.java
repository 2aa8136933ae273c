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
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/// Parquet's page compression: zstd, snappy, gzip and none for reading, zstd for writing.
///
/// The library's own codecs believe a page's stated size and need Hadoop; these refuse a size beyond
/// [#LARGEST_PAGE] before anything is allocated, and a page that unpacks to another size than it says.
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

    /// One way of unpacking.
    private interface Unpack {
        byte[] unpack(byte[] packed, int size) throws IOException;
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return new Decompressor(
                switch (codec) {
                    case UNCOMPRESSED -> (packed, size) -> packed;
                    case ZSTD -> this::zstd;
                    case SNAPPY -> ParquetCodecs::snappy;
                    case GZIP -> ParquetCodecs::gzip;
                    case LZO, BROTLI, LZ4, LZ4_RAW ->
                        throw new IllegalArgumentException("pages compressed with " + codec);
                });
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

    private byte[] zstd(byte[] packed, int size) throws IOException {
        byte[] out = new byte[size];
        try {
            requireSize(size, zstd.decompress(out, packed));
        } catch (ZstdException failure) {
            throw new IOException("zstd: " + Zstd.getErrorName(failure.getErrorCode()), failure);
        }
        return out;
    }

    private static byte[] snappy(byte[] packed, int size) throws IOException {
        requireSize(size, Snappy.uncompressedLength(packed)); // the native code trusts the length in the data
        return Snappy.uncompress(packed);
    }

    private static byte[] gzip(byte[] packed, int size) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] out = in.readNBytes(size);
            requireSize(size, in.read() < 0 ? out.length : size + 1L);
            return out;
        }
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

    private record Decompressor(Unpack codec) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            if (size < 0 || size > LARGEST_PAGE) {
                throw new IOException(
                        "a page says that it has %d bytes; at most %d are read".formatted(size, LARGEST_PAGE));
            }
            byte[] packed = array(bytes);
            return BytesInput.from(size == 0 && packed.length == 0 ? packed : codec.unpack(packed, size));
        }

        @Override
        public void decompress(ByteBuffer input, int packedSize, ByteBuffer output, int size) throws IOException {
            byte[] packed = new byte[packedSize];
            input.get(packed);
            output.put(array(decompress(BytesInput.from(packed), size)));
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
