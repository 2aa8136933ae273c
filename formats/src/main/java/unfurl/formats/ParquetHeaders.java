package unfurl.formats;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.SeekableInputStream;

/// Looks at the headers of a chunk's pages before the library does, which makes room for as many bytes as they say.
final class ParquetHeaders {
    private static final int WINDOW = 1 << 16;
    /// More than any header of a page of numbers.
    private static final int LONGEST = 1 << 12;
    /// Old writers left the header of the dictionary out of a chunk's size.
    private static final int SLACK = 1 << 10;

    private final SourceFile file;
    private final SeekableInputStream in;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW);
    private long windowStart;

    private ParquetHeaders(SourceFile file, SeekableInputStream in) {
        this.file = file;
        this.in = in;
        window.limit(0);
    }

    /// @throws unfurl.InputException when a page does not lie in its chunk
    static void require(SourceFile file, ColumnChunkMetaData chunk) throws IOException {
        try (SeekableInputStream in = new ParquetInput(file).newStream()) {
            new ParquetHeaders(file, in).require(chunk);
        }
    }

    private void require(ColumnChunkMetaData chunk) throws IOException {
        long end = chunk.getStartingPos() + chunk.getTotalSize();
        for (long at = chunk.getStartingPos(); at < end; ) {
            ByteArrayInputStream bytes = at(at);
            int there = bytes.available();
            PageHeader header = Util.readPageHeader(bytes);
            long page = at + there - bytes.available();
            at = page + header.getCompressed_page_size();
            if (at < page || at > Math.min(end + SLACK, file.size())) {
                throw file.bad("column '%s' has a page of %d bytes from byte %d, in a part that ends at byte %d"
                        .formatted(chunk.getPath().toDotString(), header.getCompressed_page_size(), page, end));
            }
        }
    }

    /// The bytes from a place on, as many as a header may have.
    private ByteArrayInputStream at(long place) throws IOException {
        if (place < windowStart || place + Math.min(LONGEST, file.size() - place) > windowStart + window.limit()) {
            in.seek(place);
            windowStart = place;
            window.clear().limit((int) Math.min(WINDOW, file.size() - place));
            in.readFully(window);
        }
        int offset = (int) (place - windowStart);
        return new ByteArrayInputStream(window.array(), offset, window.limit() - offset);
    }
}
