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
/// @param column the column
/// @param isWide whether it stores `double`
record ParquetPages(ColumnDescriptor column, boolean isWide) {
    /// Takes numbers.
    interface Target {
        /// Takes one.
        ///
        /// @param at    the number of the value among all rows
        /// @param value NaN where there is none
        void put(int at, double value);
    }

    /// Gives every value of a chunk in turn.
    ///
    /// @param from the row of the first value
    /// @param end  the row after the last one
    /// @return the row after the last value that there was
    /// @throws IOException when a page is not as it says, or there are more values
    int read(PageReader pages, int from, int end, Target target) throws IOException {
        DictionaryPage stored = pages.readDictionaryPage();
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
            put(content, stored, at, target);
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

    private void put(Content content, DictionaryPage stored, int at, Target target) throws IOException {
        IntToDoubleFunction value = switch (content.encoding()) {
            case PLAIN -> plain(content);
            case BYTE_STREAM_SPLIT -> split(content);
            default -> others(content, stored);
        };
        int next = 0;
        for (int i = 0; i < content.size(); i++) {
            boolean isMissing = content.missing().get(i);
            target.put(at + i, isMissing ? Double.NaN : value.applyAsDouble(next));
            next += isMissing ? 0 : 1;
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

    private IntToDoubleFunction others(Content content, DictionaryPage stored) throws IOException {
        ValuesReader reader = reader(content.encoding(), stored);
        reader.initFromPage(content.present(), content.values());
        return i -> isWide ? reader.readDouble() : reader.readFloat();
    }

    private ValuesReader reader(Encoding encoding, DictionaryPage stored) throws IOException {
        if (!encoding.usesDictionary()) {
            return encoding.getValuesReader(column, ValuesType.VALUES);
        }
        if (stored == null) {
            throw new IOException("a page needs a dictionary, and there is none");
        }
        Dictionary dictionary = stored.getEncoding().initDictionary(column, stored);
        return encoding.getDictionaryBasedValuesReader(column, ValuesType.VALUES, dictionary);
    }
}
