package unfurl.formats;

import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/// What the chunks of a dataset went through when they were written.
///
/// @param filters the filters, in the order of writing; of known kinds
record Hdf5Filters(List<FilterInfo> filters) {
    private static final int DEFLATE = 1;
    private static final int SHUFFLE = 2;
    private static final int BLOSC = 32001;

    /// @throws unfurl.InputException when one is not known
    static Hdf5Filters of(List<FilterInfo> filters, String dataset, SourceFile file) {
        for (FilterInfo filter : filters) {
            switch (filter.getId()) {
                case DEFLATE, SHUFFLE, BLOSC -> {}
                default ->
                    throw file.bad("%s is packed with %s; readable are zlib and blosc, or not packed at all"
                            .formatted(dataset, name(filter)));
            }
        }
        return new Hdf5Filters(filters);
    }

    private static String name(FilterInfo filter) {
        return switch (filter.getId()) {
            case 3 -> "fletcher32";
            case 4 -> "szip";
            case 305 -> "lzo";
            case 307 -> "bzip2";
            case 32000 -> "lzf";
            case 32026 -> "blosc2";
            default -> "filter %d".formatted(filter.getId());
        };
    }

    /// The bytes of a chunk.
    ///
    /// @param mask the filters that were left out for this chunk, because it would not have become shorter
    /// @param size how many bytes there must be
    /// @throws IOException when the chunk is damaged
    byte[] unpacked(byte[] packed, BitSet mask, int size) throws IOException {
        byte[] bytes = packed;
        for (int i = filters.size() - 1; i >= 0; i--) {
            if (!mask.get(i)) {
                bytes = unpacked(bytes, filters.get(i), size);
            }
        }
        if (bytes.length != size) {
            throw new IOException("a chunk has %d bytes where it should have %d".formatted(bytes.length, size));
        }
        return bytes;
    }

    private static byte[] unpacked(byte[] packed, FilterInfo filter, int size) throws IOException {
        return switch (filter.getId()) {
            case DEFLATE -> {
                byte[] out = new byte[size];
                Blosc.inflate(packed, 0, packed.length, out, 0, size);
                yield out;
            }
            case SHUFFLE -> {
                int[] data = filter.getData();
                byte[] out = new byte[packed.length];
                unshuffle(packed, packed.length, data.length == 0 ? 1 : data[0], out, 0);
                yield out;
            }
            default -> Blosc.unpack(packed, size);
        };
    }

    /// Puts the bytes of each value together: before, the first bytes of all values stood together, then the second.
    ///
    /// @param size      how many bytes; what is no whole value is not moved
    /// @param valueSize bytes of a value
    static void unshuffle(byte[] from, int size, int valueSize, byte[] to, int start) throws IOException {
        if (valueSize < 1) {
            throw new IOException("values of %d bytes".formatted(valueSize));
        }
        int values = size / valueSize;
        for (int b = 0; b < valueSize; b++) {
            int source = b * values;
            for (int i = 0, target = start + b; i < values; i++, target += valueSize) {
                to[target] = from[source + i];
            }
        }
        int whole = values * valueSize;
        System.arraycopy(from, whole, to, start + whole, size - whole);
    }
}
