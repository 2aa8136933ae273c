package unfurl.formats;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
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
    /// @param there    for each value whether it is there
    /// @param present  how many are
    /// @param encoding of the values
    /// @param values   their bytes
    @SuppressWarnings("ArrayRecordComponent") // lives for one page
    private record Content(boolean[] there, int present, Encoding encoding, ByteBufferInputStream values) {
        int size() {
            return there.length;
        }

        static Content of(boolean[] there, Encoding encoding, ByteBufferInputStream values) {
            int present = 0;
            for (boolean one : there) {
                present += one ? 1 : 0;
            }
            return new Content(there, present, encoding, values);
        }
    }

    private Content content(DataPageV1 page, int values) throws IOException {
        ByteBufferInputStream bytes = page.getBytes().toInputStream();
        boolean[] there = all(values);
        if (column.getMaxDefinitionLevel() > 0) {
            ValuesReader levels = page.getDlEncoding().getValuesReader(column, ValuesType.DEFINITION_LEVEL);
            levels.initFromPage(values, bytes);
            for (int i = 0; i < values; i++) {
                there[i] = levels.readInteger() == column.getMaxDefinitionLevel();
            }
        }
        return Content.of(there, page.getValueEncoding(), bytes);
    }

    private Content content(DataPageV2 page, int values) throws IOException {
        boolean[] there = all(values);
        if (column.getMaxDefinitionLevel() > 0) {
            var levels = new RunLengthBitPackingHybridDecoder(
                    BytesUtils.getWidthFromMaxInt(column.getMaxDefinitionLevel()),
                    page.getDefinitionLevels().toInputStream());
            for (int i = 0; i < values; i++) {
                there[i] = levels.readInt() == column.getMaxDefinitionLevel();
            }
        }
        return Content.of(there, page.getDataEncoding(), page.getData().toInputStream());
    }

    private static boolean[] all(int values) {
        boolean[] there = new boolean[values];
        Arrays.fill(there, true);
        return there;
    }

    private void put(Content content, DictionaryPage stored, int at, Target target) throws IOException {
        double[] present = switch (content.encoding()) {
            case PLAIN -> plain(content);
            case BYTE_STREAM_SPLIT -> split(content);
            default -> others(content, stored);
        };
        int next = 0;
        for (int i = 0; i < content.size(); i++) {
            target.put(at + i, content.there()[i] ? present[next++] : Double.NaN);
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

    private double[] plain(Content content) throws IOException {
        ByteBuffer bytes = bytes(content);
        double[] values = new double[content.present()];
        if (isWide) {
            bytes.asDoubleBuffer().get(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = bytes.getFloat(bytes.position() + Float.BYTES * i);
            }
        }
        return values;
    }

    /// All first bytes, then all second ones, …
    private double[] split(Content content) throws IOException {
        int count = content.present();
        byte[] bytes = new byte[count * width()];
        bytes(content).get(bytes);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            int low = whole(bytes, i, count);
            values[i] = isWide ? wide(low, whole(bytes, 4 * count + i, count)) : Float.intBitsToFloat(low);
        }
        return values;
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

    private double[] others(Content content, DictionaryPage stored) throws IOException {
        ValuesReader reader = reader(content.encoding(), stored);
        reader.initFromPage(content.present(), content.values());
        double[] values = new double[content.present()];
        for (int i = 0; i < values.length; i++) {
            values[i] = isWide ? reader.readDouble() : reader.readFloat();
        }
        return values;
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
