package unfurl.formats;

import io.jhdf.Constants;
import io.jhdf.dataset.NoParent;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.ChunkedDatasetV3;
import io.jhdf.dataset.chunked.ChunkedDatasetV4;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import io.jhdf.object.message.DataLayoutMessage.CompactDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import io.jhdf.object.message.FilterPipelineMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import unfurl.math.Workers;

/// The values of a dataset of one or two dimensions, as rows of bytes.
///
/// @param node    where it is
/// @param rows    how many
/// @param columns values in a row; 1 for a dataset of one dimension
/// @param type    of a value
record Hdf5Dataset(Hdf5Node node, long rows, int columns, DataType type) {
    /// The largest part that is unpacked at once, in bytes.
    private static final int LARGEST_PART = 1 << 28;

    private static final int PART = 1 << 20;

    /// Takes the rows of a part, which may lack columns at its sides. Several threads may call it at the same time,
    /// with
    /// different parts.
    interface Sink {
        /// Takes them.
        ///
        /// @param bytes the rows, one after the other
        /// @param width bytes of a row in this part
        /// @param from  where the part begins in the whole row, in bytes
        /// @param row   the first row's number
        /// @param count how many rows
        void take(byte[] bytes, int width, int from, int row, int count);
    }

    static Hdf5Dataset of(Hdf5Node node) {
        long[] shape = node.header()
                .getMessageOfType(DataSpaceMessage.class)
                .getDataSpace()
                .getDimensionsAsLong();
        if (shape.length < 1 || shape.length > 2) {
            throw node.file()
                    .bad("%s has %d dimensions where a table has one or two".formatted(node.path(), shape.length));
        }
        DataType type = node.header().getMessageOfType(DataTypeMessage.class).getDataType();
        long columns = shape.length == 1 ? 1 : shape[1];
        if (shape[0] < 0 || columns < 0 || columns > LARGEST_PART / Math.max(1, type.getSize())) {
            throw node.file().bad("%s says that it has %d rows of %d values".formatted(node.path(), shape[0], columns));
        }
        node.file().requireMemory(shape[0], 1);
        return new Hdf5Dataset(node, shape[0], (int) columns, type);
    }

    /// Bytes of a row.
    int width() {
        return columns * type.getSize();
    }

    /// A part that is read and unpacked at once.
    ///
    /// @param packed bytes in the file
    /// @param mask   the filters that it did not go through
    private record Part(long address, int packed, int row, int rows, int column, int columns, java.util.BitSet mask) {}

    /// Reads all rows.
    ///
    /// @param sink made when the file is known to have them
    /// @throws IOException when a part is damaged
    void read(Supplier<Sink> sink, Workers workers) throws IOException {
        if (rows == 0 || width() == 0) {
            sink.get().take(new byte[0], width(), 0, 0, 0);
            return;
        }
        DataLayoutMessage layout = node.header().getMessageOfType(DataLayoutMessage.class);
        try {
            switch (layout) {
                case CompactDataLayoutMessage compact -> {
                    byte[] bytes = new byte[compact.getDataBuffer().remaining()];
                    compact.getDataBuffer().get(bytes);
                    requireSize(bytes.length);
                    sink.get().take(bytes, width(), 0, 0, (int) rows);
                }
                case ContiguousDataLayoutMessage contiguous -> contiguous(contiguous, sink, workers);
                default -> chunked(layout, sink, workers);
            }
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private void requireSize(long bytes) throws IOException {
        if (bytes / width() < rows) {
            throw new IOException("%s has %d bytes for %d rows".formatted(node.path(), bytes, rows));
        }
    }

    private void contiguous(ContiguousDataLayoutMessage layout, Supplier<Sink> sink, Workers workers)
            throws IOException {
        if (layout.getAddress() == Constants.UNDEFINED_ADDRESS) {
            throw new IOException("%s has no values".formatted(node.path()));
        }
        requireSize(node.storage().size() - layout.getAddress());
        int atOnce = Math.max(1, PART / width());
        Sink into = sink.get();
        workers.run(Math.toIntExact(Math.ceilDiv(rows, atOnce)), i -> {
            int first = i * atOnce;
            int count = (int) Math.min(atOnce, rows - first);
            byte[] bytes = bytes(layout.getAddress() + (long) first * width(), count * width());
            into.take(bytes, width(), 0, first, count);
        });
    }

    private byte[] bytes(long address, int length) {
        try {
            return node.storage().bytes(address, length);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void chunked(DataLayoutMessage layout, Supplier<Sink> sink, Workers workers) throws IOException {
        List<Part> parts = parts(layout);
        Hdf5Filters filters = Hdf5Filters.of(
                node.header().getMessagesOfType(FilterPipelineMessage.class).stream()
                        .flatMap(message -> message.getFilters().stream())
                        .toList(),
                node.path(),
                node.file());
        Sink into = sink.get();
        workers.run(parts.size(), i -> {
            Part part = parts.get(i);
            int width = part.columns * type.getSize();
            byte[] packed = bytes(part.address, part.packed);
            try {
                byte[] bytes = filters.unpacked(packed, part.mask, part.rows * width);
                int count = (int) Math.min(part.rows, rows - part.row);
                into.take(bytes, width, part.column * type.getSize(), part.row, count);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    /// The chunks, which must be as many as cover the rows.
    private List<Part> parts(DataLayoutMessage layout) throws IOException {
        Chunks chunks = chunks(layout);
        int[] shape = chunks.shape();
        int across = shape.length == 1 ? 1 : shape[1];
        if (shape.length > 2
                || shape[0] <= 0
                || across <= 0
                || (double) shape[0] * across * type.getSize() > LARGEST_PART) {
            throw new IOException(
                    "%s has chunks of the shape %s".formatted(node.path(), java.util.Arrays.toString(shape)));
        }
        var parts = new ArrayList<Part>();
        for (Chunk chunk : chunks.all()) {
            long row = chunk.getChunkOffset()[0];
            long column = shape.length == 1 ? 0 : chunk.getChunkOffset()[1];
            if (row >= 0 && row < rows && column >= 0 && column < columns) {
                if (row % shape[0] != 0 || column % across != 0) {
                    throw new IOException("%s has a chunk between others".formatted(node.path()));
                }
                parts.add(new Part(
                        chunk.getAddress(),
                        chunk.getSize(),
                        (int) row,
                        shape[0],
                        (int) column,
                        across,
                        chunk.getFilterMask()));
            }
        }
        if (parts.size() != Math.ceilDiv(rows, shape[0]) * Math.ceilDiv(columns, across)) {
            throw new IOException("%s has chunks that are missing".formatted(node.path()));
        }
        return parts;
    }

    private interface Chunks {
        int[] shape();

        Collection<Chunk> all();
    }

    /// The library's two kinds of datasets keep their chunks for those who derive from them.
    private Chunks chunks(DataLayoutMessage layout) throws IOException {
        return switch (layout) {
            case ChunkedDataLayoutMessage ignored -> new OldChunks(node);
            case ChunkedDataLayoutMessageV4 ignored -> new NewerChunks(node);
            default -> throw new IOException("%s has no known layout".formatted(node.path()));
        };
    }

    private static final class OldChunks extends ChunkedDatasetV3 implements Chunks {
        OldChunks(Hdf5Node node) {
            super(node.storage(), node.header().getAddress(), node.path(), NoParent.INSTANCE, node.header());
        }

        @Override
        public int[] shape() {
            return getChunkDimensions();
        }

        @Override
        public Collection<Chunk> all() {
            return getChunkLookup().values();
        }
    }

    private static final class NewerChunks extends ChunkedDatasetV4 implements Chunks {
        NewerChunks(Hdf5Node node) {
            super(node.storage(), node.header().getAddress(), node.path(), NoParent.INSTANCE, node.header());
        }

        @Override
        public int[] shape() {
            return getChunkDimensions();
        }

        @Override
        public Collection<Chunk> all() {
            return getChunkLookup().values();
        }
    }
}
