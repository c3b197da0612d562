package org.almagest.ingest.parquet;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.CRC32;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.memory.HeapReservation;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/// The data pages of one column chunk, one after the other: a header is read, then the page is
/// loaded or skipped. The bytes come through a window that reads ahead. One thread.
///
/// Sizes are held against the chunk, and against what the codec can make of so few bytes, before
/// memory is taken; checksums are verified where the page has one.
final class ChunkPages {
    private static final int WINDOW_BYTES = 1 << 20;
    private static final int HEADER_BYTES = 4096;

    private final ReadableFile file;
    private final ParquetColumn column;
    private final HeapReservation memory;
    private final LongAdder bytesRead;
    private byte[] window = new byte[0];
    private long windowStart;
    private int windowBytes;
    private byte[] unpacked = new byte[0];
    private long lengthsReserved;
    private long dictionaryReserved;
    private PageCompression codec;
    private long at;
    private long end;
    private long valuesLeft;
    private ValueBuffer dictionary;
    private PageHeader header;
    private int pageValues;
    private LevelDecoder repetitions;
    private LevelDecoder definitions;
    private ValueDecoder values;
    private long pagesRead;

    ChunkPages(ReadableFile file, ParquetColumn column, HeapReservation memory, LongAdder bytesRead) {
        this.file = file;
        this.column = column;
        this.memory = memory;
        this.bytesRead = bytesRead;
    }

    void open(ColumnChunkMetaData chunk) {
        codec = PageCompression.of(chunk.getCodec());
        if (!codec.isRead()) {
            throw ParquetFailures.unsupported(
                    file.path(),
                    column.name(),
                    "is packed by " + codec + ", which is not read",
                    "write the file with zstd, snappy, gzip or LZ4_RAW, or leave the column out");
        }
        at = chunk.getStartingPos();
        end = at + chunk.getTotalSize();
        valuesLeft = chunk.getValueCount();
        windowBytes = 0;
        dictionary = null;
        header = null;
    }

    /// Reads the header of the next data page and answers whether there is one.
    boolean next() {
        while (valuesLeft > 0 && at < end) {
            readHeader();
            switch (header.getType()) {
                case DATA_PAGE, DATA_PAGE_V2 -> {
                    pageValues = valueCount();
                    valuesLeft -= pageValues;
                    return true;
                }
                case DICTIONARY_PAGE -> loadDictionary();
                case INDEX_PAGE -> {}
            }
            skip();
        }
        if (valuesLeft > 0) {
            throw new DamagedBytes("pages of " + valuesLeft + " values less than its chunk has");
        }
        return false;
    }

    private int valueCount() {
        boolean first = header.isSetData_page_header();
        if (!first && !header.isSetData_page_header_v2()) {
            throw new DamagedBytes("a data page without a header");
        }
        int count = first
                ? header.getData_page_header().getNum_values()
                : header.getData_page_header_v2().getNum_values();
        if (count < 0 || count > valuesLeft) {
            throw new DamagedBytes("a page of " + count + " values where " + valuesLeft + " are left");
        }
        return count;
    }

    /// Answers how many values (NULLs and empty arrays included) the page has.
    int pageValues() {
        return pageValues;
    }

    /// Passes the page without reading it.
    void skip() {
        at += packedBytes();
    }

    private int packedBytes() {
        return header.getCompressed_page_size();
    }

    private void readHeader() {
        int least = (int) Math.min(HEADER_BYTES, end - at);
        int start = ensure(least);
        header = new PageHeader();
        int after;
        try {
            after = ThriftBytes.read(window, start, start + least, header, "a page header");
        } catch (DamagedBytes longer) {
            if (least == end - at) {
                throw longer;
            }
            int most = (int) Math.min(WINDOW_BYTES, end - at);
            start = ensure(most);
            header = new PageHeader();
            after = ThriftBytes.read(window, start, start + most, header, "a page header");
        }
        at += after - start;
        int packed = header.getCompressed_page_size();
        int size = header.getUncompressed_page_size();
        if (packed < 0 || size < 0 || packed > end - at) {
            throw new DamagedBytes(
                    "a page of " + packed + " bytes, " + size + " unpacked, where " + (end - at) + " are left");
        }
    }

    /// Makes the window hold `bytes` bytes from `at` and answers where in it they begin.
    private int ensure(int bytes) {
        if (at >= windowStart && at + bytes <= windowStart + windowBytes) {
            return (int) (at - windowStart);
        }
        int wanted = (int) Math.min(Math.max(bytes, WINDOW_BYTES), end - at);
        if (window.length < wanted + ParquetFormat.SLACK_BYTES) {
            memory.add(wanted + ParquetFormat.SLACK_BYTES - (long) window.length);
            window = new byte[wanted + ParquetFormat.SLACK_BYTES];
        }
        try {
            file.read(at, MemorySegment.ofArray(window).asSlice(0, wanted));
        } catch (IOException failure) {
            throw ParquetFailures.unreadable(file.path(), failure);
        }
        bytesRead.add(wanted);
        windowStart = at;
        windowBytes = wanted;
        return 0;
    }

    private void loadDictionary() {
        if (!header.isSetDictionary_page_header()) {
            throw new DamagedBytes("a dictionary page without a header");
        }
        DictionaryPageHeader page = header.getDictionary_page_header();
        int entries = page.getNum_values();
        int size = header.getUncompressed_page_size();
        int width = Math.max(1, column.stored().bytes + column.fixedBytes());
        int least = column.stored() == StoredType.BYTE_ARRAY ? Integer.BYTES : width;
        if (dictionary != null || entries < 0 || entries > size / least) {
            throw new DamagedBytes("a dictionary of " + entries + " entries in " + size + " bytes");
        }
        long bytes = size + entries * 3L * Long.BYTES;
        memory.add(Math.max(0, bytes - dictionaryReserved));
        dictionaryReserved = Math.max(bytes, dictionaryReserved);
        byte[] plain = new byte[size + ParquetFormat.SLACK_BYTES];
        int start = verified();
        unpack(start, packedBytes(), plain, size);
        ValueBuffer loaded = new ValueBuffer();
        new PlainDecoder(column.stored(), column.fixedBytes(), plain, 0, size).decode(loaded, entries);
        column.form().convert(loaded, entries);
        dictionary = loaded;
    }

    /// Brings the page into the window, verifies its checksum and answers where it begins.
    private int verified() {
        int packed = packedBytes();
        int start = ensure(packed);
        if (header.isSetCrc()) {
            CRC32 sum = new CRC32();
            sum.update(window, start, packed);
            if ((int) sum.getValue() != header.getCrc()) {
                throw new DamagedBytes("a page at byte " + at + " whose checksum does not match");
            }
        }
        return start;
    }

    private void unpack(int start, int packed, byte[] out, int size) {
        if (!codec.canUnpack(packed, size)) {
            throw new DamagedBytes("a page of " + packed + " bytes that is said to unpack to " + size);
        }
        codec.unpack(window, start, start + packed, out, size);
    }

    /// Unpacks the page; its levels and values can be read until the next page.
    void load() {
        int size = header.getUncompressed_page_size();
        int start = verified();
        pagesRead++;
        if (header.isSetData_page_header()) {
            loadFirstVersion(header.getData_page_header(), start, size);
        } else {
            loadSecondVersion(header.getData_page_header_v2(), start, size);
        }
        skip();
    }

    private void loadFirstVersion(DataPageHeader page, int start, int size) {
        byte[] bytes = window;
        int from = start;
        if (codec == PageCompression.UNCOMPRESSED) {
            requireSame(packedBytes(), size);
        } else {
            bytes = room(size);
            from = 0;
            unpack(start, packedBytes(), bytes, size);
        }
        int stop = from + size;
        repetitions = null;
        definitions = null;
        if (column.isArray()) {
            Levels levels = levels(bytes, from, stop, page.getRepetition_level_encoding(), 1);
            repetitions = levels.decoder();
            from = levels.end();
        }
        if (column.mostDefinition() > 0) {
            Levels levels = levels(bytes, from, stop, page.getDefinition_level_encoding(), column.mostDefinition());
            definitions = levels.decoder();
            from = levels.end();
        }
        values = decoder(page.getEncoding(), bytes, from, stop);
    }

    private static int width(int mostLevel) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(mostLevel);
    }

    /// Levels of a page of the first version and where they end.
    private record Levels(LevelDecoder decoder, int end) {}

    private Levels levels(byte[] bytes, int from, int stop, Encoding encoding, int mostLevel) {
        if (encoding == Encoding.BIT_PACKED) {
            PackedLevels packed = new PackedLevels(bytes, from, stop, pageValues, mostLevel);
            return new Levels(packed, packed.end());
        }
        if (encoding != Encoding.RLE) {
            throw unsupportedEncoding("levels", encoding);
        }
        int length = stop - from < 4 ? -1 : (int) ParquetFormat.I32.get(bytes, from);
        if (length < 0 || length > stop - from - 4) {
            throw new DamagedBytes("levels of " + length + " bytes in a page of " + (stop - from));
        }
        int end = from + 4 + length;
        return new Levels(new HybridDecoder(bytes, from + 4, end, width(mostLevel)), end);
    }

    private void loadSecondVersion(DataPageHeaderV2 page, int start, int size) {
        long repetitionBytes = page.getRepetition_levels_byte_length();
        long definitionBytes = page.getDefinition_levels_byte_length();
        int packed = packedBytes();
        long levels = repetitionBytes + definitionBytes;
        if (repetitionBytes < 0 || definitionBytes < 0 || levels > packed || levels > size) {
            throw new DamagedBytes("levels of " + levels + " bytes in a page of " + packed);
        }
        int definitionAt = start + (int) repetitionBytes;
        int valuesAt = start + (int) levels;
        repetitions = column.isArray() ? new HybridDecoder(window, start, definitionAt, 1) : null;
        definitions = column.mostDefinition() > 0
                ? new HybridDecoder(window, definitionAt, valuesAt, width(column.mostDefinition()))
                : null;
        int plain = size - (int) levels;
        byte[] bytes = window;
        int from = valuesAt;
        if (codec == PageCompression.UNCOMPRESSED || !page.isIs_compressed()) {
            requireSame(packed, size);
        } else {
            bytes = room(plain);
            from = 0;
            if (plain > 0) {
                unpack(valuesAt, packed - (int) levels, bytes, plain);
            }
        }
        values = decoder(page.getEncoding(), bytes, from, from + plain);
    }

    private static void requireSame(int packed, int size) {
        if (packed != size) {
            throw new DamagedBytes("a page of " + packed + " bytes that is said to unpack to " + size);
        }
    }

    private byte[] room(int size) {
        int wanted = size + ParquetFormat.SLACK_BYTES;
        if (unpacked.length < wanted) {
            if (!codec.canUnpack(packedBytes(), size)) {
                throw new DamagedBytes("a page of " + packedBytes() + " bytes that is said to unpack to " + size);
            }
            memory.add(wanted - (long) unpacked.length);
            unpacked = new byte[wanted];
        }
        return unpacked;
    }

    private ValueDecoder decoder(Encoding encoding, byte[] bytes, int from, int stop) {
        if (encoding == Encoding.RLE_DICTIONARY || encoding == Encoding.PLAIN_DICTIONARY) {
            if (dictionary == null) {
                throw new DamagedBytes("a page of indexes without a dictionary");
            }
            return new DictionaryDecoder(column.lane(), dictionary, bytes, from, stop);
        }
        StoredType type = column.stored();
        boolean integers = type == StoredType.INT32 || type == StoredType.INT64;
        boolean strings = type == StoredType.BYTE_ARRAY || type == StoredType.FIXED_LEN_BYTE_ARRAY;
        if (encoding == Encoding.PLAIN) {
            return new PlainDecoder(type, column.fixedBytes(), bytes, from, stop);
        }
        if (encoding == Encoding.DELTA_BINARY_PACKED && integers) {
            return new DeltaDecoder(type, bytes, from, stop);
        }
        if (encoding == Encoding.RLE && type == StoredType.BOOLEAN) {
            return new RleTruthDecoder(bytes, from, stop);
        }
        if (encoding == Encoding.BYTE_STREAM_SPLIT) {
            return new SplitDecoder(type, column.fixedBytes(), bytes, from, stop);
        }
        if (strings && encoding == Encoding.DELTA_LENGTH_BYTE_ARRAY) {
            reservePage();
            return new DeltaLengthDecoder(bytes, from, stop, pageValues);
        }
        if (strings && encoding == Encoding.DELTA_BYTE_ARRAY) {
            reservePage();
            return new DeltaBytesDecoder(bytes, from, stop, pageValues);
        }
        throw unsupportedEncoding(type.name(), encoding);
    }

    /// These encodings have the lengths of a page in memory.
    private void reservePage() {
        long bytes = 2L * Integer.BYTES * pageValues;
        memory.add(Math.max(0, bytes - lengthsReserved));
        lengthsReserved = Math.max(bytes, lengthsReserved);
    }

    private RuntimeException unsupportedEncoding(String what, Encoding encoding) {
        return ParquetFailures.unsupported(
                file.path(),
                column.name(),
                "has " + what + " encoded as " + encoding + ", which is not read",
                "write the file with another encoding, or leave the column out");
    }

    LevelDecoder repetitions() {
        return repetitions;
    }

    LevelDecoder definitions() {
        return definitions;
    }

    ValueDecoder values() {
        return values;
    }

    /// Answers how many pages were loaded since the last call.
    long takePagesRead() {
        long count = pagesRead;
        pagesRead = 0;
        return count;
    }

    ParquetColumn column() {
        return column;
    }
}
