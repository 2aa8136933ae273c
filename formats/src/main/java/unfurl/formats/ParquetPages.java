package unfurl.formats;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.function.IntToDoubleFunction;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;

/// The pages of a column of floating-point numbers without lists, read whole.
///
/// The library gives values one by one, at 100 ns each; a measurement has 80 million. Plain pages and those split by
/// bytes are taken as arrays here, others value by value without the library's record of levels.
///
/// @param column  the column
/// @param isWide  whether it stores `double`
/// @param floats  (rows) filled where there are no doubles
/// @param doubles (rows) filled; null where floats are
@SuppressWarnings("ArrayRecordComponent") // filled
record ParquetPages(ColumnDescriptor column, boolean isWide, float[] floats, double[] doubles) {
    /// Takes every value of a chunk; one that is missing is NaN.
    ///
    /// @param from the row of the first value
    /// @param end  the row after the last one
    /// @return the row after the last value that there was
    /// @throws IOException when a page is not as it says, or there are more values
    int read(PageReader pages, int from, int end) throws IOException {
        Dictionary dictionary = dictionary(pages.readDictionaryPage());
        int at = from;
        for (DataPage page = pages.readPage(); page != null; page = pages.readPage()) {
            int values = page.getValueCount();
            if (values < 0 || values > end - at) {
                throw new IOException("a page has %d values where %d are left".formatted(values, end - at));
            }
            Content content = switch (page) {
                case DataPageV1 first -> content(first, values);
                case DataPageV2 second -> content(second, values);
                default -> throw new IOException("a page of an unknown version");
            };
            put(content, dictionary, at);
            at += values;
        }
        return at;
    }

    /// What a page holds.
    ///
    /// @param size     how many values, there or not
    /// @param missing  those that are not there
    /// @param encoding of the others
    /// @param values   their bytes
    private record Content(int size, BitSet missing, Encoding encoding, ByteBufferInputStream values) {
        int present() {
            return size - missing.cardinality();
        }
    }

    private interface Levels {
        int next() throws IOException;
    }

    private Content content(DataPageV1 page, int values) throws IOException {
        ByteBufferInputStream bytes = page.getBytes().toInputStream();
        var missing = new BitSet();
        if (column.getMaxDefinitionLevel() > 0) {
            ValuesReader levels = page.getDlEncoding().getValuesReader(column, ValuesType.DEFINITION_LEVEL);
            levels.initFromPage(values, bytes);
            missing = missing(values, levels::readInteger);
        }
        return new Content(values, missing, page.getValueEncoding(), bytes);
    }

    private Content content(DataPageV2 page, int values) throws IOException {
        var missing = new BitSet();
        if (column.getMaxDefinitionLevel() > 0) {
            var levels = new RunLengthBitPackingHybridDecoder(
                    BytesUtils.getWidthFromMaxInt(column.getMaxDefinitionLevel()),
                    page.getDefinitionLevels().toInputStream());
            missing = missing(values, levels::readInt);
        }
        return new Content(
                values, missing, page.getDataEncoding(), page.getData().toInputStream());
    }

    private BitSet missing(int values, Levels levels) throws IOException {
        var missing = new BitSet();
        for (int i = 0; i < values; i++) {
            if (levels.next() != column.getMaxDefinitionLevel()) {
                missing.set(i);
            }
        }
        return missing;
    }

    private void put(Content content, Dictionary dictionary, int at) throws IOException {
        boolean asTheyAre = content.missing().isEmpty() && isWide == (doubles != null);
        if (asTheyAre && content.encoding() == Encoding.PLAIN) {
            copy(content, at);
        } else if (asTheyAre && !isWide && content.encoding() == Encoding.BYTE_STREAM_SPLIT) {
            join(content, at);
        } else {
            put(content, at, values(content, dictionary));
        }
    }

    private IntToDoubleFunction values(Content content, Dictionary dictionary) throws IOException {
        return switch (content.encoding()) {
            case PLAIN -> plain(content);
            case BYTE_STREAM_SPLIT -> split(content);
            default -> others(content, dictionary);
        };
    }

    private void put(Content content, int at, IntToDoubleFunction value) {
        int next = 0;
        for (int i = at; i < at + content.size(); i++) {
            double number = content.missing().get(i - at) ? Double.NaN : value.applyAsDouble(next++);
            if (doubles != null) {
                doubles[i] = number;
            } else {
                floats[i] = (float) number;
            }
        }
    }

    private void copy(Content content, int at) throws IOException {
        ByteBuffer bytes = bytes(content);
        if (isWide) {
            bytes.asDoubleBuffer().get(doubles, at, content.size());
        } else {
            bytes.asFloatBuffer().get(floats, at, content.size());
        }
    }

    private void join(Content content, int at) throws IOException {
        ByteBuffer buffer = bytes(content);
        byte[] bytes = buffer.array();
        int base = buffer.arrayOffset() + buffer.position();
        int count = content.size();
        for (int i = 0; i < count; i++) {
            floats[at + i] = Float.intBitsToFloat(whole(bytes, base + i, count));
        }
    }

    private int width() {
        return isWide ? Double.BYTES : Float.BYTES;
    }

    /// The bytes of all values that are there.
    private ByteBuffer bytes(Content content) throws IOException {
        long needed = (long) content.present() * width();
        if (content.values().available() < needed) {
            throw new IOException("a page has %d bytes for %d values of %d"
                    .formatted(content.values().available(), content.present(), width()));
        }
        return content.values().slice((int) needed).order(ByteOrder.LITTLE_ENDIAN);
    }

    private IntToDoubleFunction plain(Content content) throws IOException {
        ByteBuffer bytes = bytes(content);
        int base = bytes.position();
        return isWide ? i -> bytes.getDouble(base + Double.BYTES * i) : i -> bytes.getFloat(base + Float.BYTES * i);
    }

    /// All first bytes, then all second ones, …
    private IntToDoubleFunction split(Content content) throws IOException {
        int count = content.present();
        ByteBuffer buffer = bytes(content);
        byte[] bytes = buffer.array();
        int base = buffer.arrayOffset() + buffer.position();
        return isWide
                ? i -> wide(whole(bytes, base + i, count), whole(bytes, base + 4 * count + i, count))
                : i -> Float.intBitsToFloat(whole(bytes, base + i, count));
    }

    private static double wide(int low, int high) {
        return Double.longBitsToDouble(((long) high << Integer.SIZE) | Integer.toUnsignedLong(low));
    }

    /// The number of four bytes, the lowest first.
    private static int whole(byte[] bytes, int at, int apart) {
        return (bytes[at] & 0xff)
                | ((bytes[at + apart] & 0xff) << 8)
                | ((bytes[at + 2 * apart] & 0xff) << 16)
                | (bytes[at + 3 * apart] << 24);
    }

    private IntToDoubleFunction others(Content content, Dictionary dictionary) throws IOException {
        ValuesReader reader = reader(content.encoding(), dictionary);
        reader.initFromPage(content.present(), content.values());
        return i -> isWide ? reader.readDouble() : reader.readFloat();
    }

    private ValuesReader reader(Encoding encoding, Dictionary dictionary) throws IOException {
        if (!encoding.usesDictionary()) {
            return encoding.getValuesReader(column, ValuesType.VALUES);
        }
        if (dictionary == null) {
            throw new IOException("a page needs a dictionary, and there is none");
        }
        return encoding.getDictionaryBasedValuesReader(column, ValuesType.VALUES, dictionary);
    }

    /// @return null where there is none
    private Dictionary dictionary(DictionaryPage page) throws IOException {
        return page == null ? null : page.getEncoding().initDictionary(column, page);
    }
}
