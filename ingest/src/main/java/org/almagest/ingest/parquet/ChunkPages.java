package org.almagest.ingest.parquet;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.CRC32;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.memory.HeapReservation;

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
    private ChunkPlace chunk;
    private PageCompression codec;
    private long at;
    private long end;
    private long valuesLeft;
    private ValueBuffer dictionary;
    private CompactStruct header;
    private int pageValues;
    private HybridDecoder repetitions;
    private HybridDecoder definitions;
    private ValueDecoder values;
    private long pagesRead;

    ChunkPages(ReadableFile file, ParquetColumn column, HeapReservation memory, LongAdder bytesRead) {
        this.file = file;
        this.column = column;
        this.memory = memory;
        this.bytesRead = bytesRead;
    }

    void open(ChunkPlace place) {
        chunk = place;
        codec = PageCompression.of(place.codec())
                .filter(PageCompression::isRead)
                .orElseThrow(() -> ParquetFailures.unsupported(
                        file.path(),
                        column.name(),
                        "is packed by " + place.codecName() + ", which is not read",
                        "write the file with zstd, snappy, gzip or LZ4_RAW, or leave the column out"));
        at = place.start();
        end = place.start() + place.bytes();
        valuesLeft = place.values();
        windowBytes = 0;
        dictionary = null;
        header = null;
    }

    /// Reads the header of the next data page and answers whether there is one.
    boolean next() {
        while (valuesLeft > 0 && at < end) {
            readHeader();
            long type = header.integer(1, -1);
            if (type == ParquetFormat.DATA_PAGE || type == ParquetFormat.DATA_PAGE_V2) {
                CompactStruct page = header.struct(type == ParquetFormat.DATA_PAGE ? 5 : 8)
                        .orElseThrow(() -> new DamagedBytes("a data page without a header"));
                long count = page.integer(1, -1);
                if (count < 0 || count > valuesLeft) {
                    throw new DamagedBytes("a page of " + count + " values where " + valuesLeft + " are left");
                }
                pageValues = (int) Math.min(count, Integer.MAX_VALUE);
                valuesLeft -= count;
                return true;
            }
            if (type == ParquetFormat.DICTIONARY_PAGE) {
                loadDictionary();
            }
            skip();
        }
        return false;
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
        return (int) header.integer(3, 0);
    }

    private void readHeader() {
        int least = (int) Math.min(HEADER_BYTES, end - at);
        int start = ensure(least);
        CompactReader reader;
        try {
            reader = new CompactReader(window, start, start + least, "a page header");
            header = reader.struct();
        } catch (DamagedBytes longer) {
            if (least == end - at) {
                throw longer;
            }
            int most = (int) Math.min(WINDOW_BYTES, end - at);
            start = ensure(most);
            reader = new CompactReader(window, start, start + most, "a page header");
            header = reader.struct();
        }
        at += reader.position() - start;
        long packed = header.integer(3, -1);
        long size = header.integer(2, -1);
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
        CompactStruct page = header.struct(7).orElseThrow(() -> new DamagedBytes("a dictionary page without a header"));
        long entries = page.integer(1, -1);
        int size = (int) header.integer(2, 0);
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
        new PlainDecoder(column.stored(), column.fixedBytes(), plain, 0, size).decode(loaded, (int) entries);
        column.form().convert(loaded, (int) entries);
        dictionary = loaded;
    }

    /// Brings the page into the window, verifies its checksum and answers where it begins.
    private int verified() {
        int packed = packedBytes();
        int start = ensure(packed);
        if (header.has(4)) {
            CRC32 sum = new CRC32();
            sum.update(window, start, packed);
            if ((int) sum.getValue() != (int) header.integer(4, 0)) {
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
        int size = (int) header.integer(2, 0);
        int start = verified();
        pagesRead++;
        if (header.integer(1, -1) == ParquetFormat.DATA_PAGE) {
            loadFirstVersion(header.struct(5).orElseThrow(), start, size);
        } else {
            loadSecondVersion(header.struct(8).orElseThrow(), start, size);
        }
        skip();
    }

    private void loadFirstVersion(CompactStruct page, int start, int size) {
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
            int length = levelBytes(bytes, from, stop, page.integer(4, PageEncoding.RLE.ordinal()));
            repetitions = new HybridDecoder(bytes, from + 4, from + 4 + length, 1);
            from += 4 + length;
        }
        if (column.mostDefinition() > 0) {
            int length = levelBytes(bytes, from, stop, page.integer(3, PageEncoding.RLE.ordinal()));
            definitions = new HybridDecoder(bytes, from + 4, from + 4 + length, definitionWidth());
            from += 4 + length;
        }
        values = decoder(page.integer(2, -1), bytes, from, stop);
    }

    private int definitionWidth() {
        return Integer.SIZE - Integer.numberOfLeadingZeros(column.mostDefinition());
    }

    private int levelBytes(byte[] bytes, int from, int stop, long encoding) {
        if (!PageEncoding.RLE.is(encoding)) {
            throw unsupportedEncoding("levels", encoding);
        }
        int length = stop - from < 4 ? -1 : (int) ParquetFormat.I32.get(bytes, from);
        if (length < 0 || length > stop - from - 4) {
            throw new DamagedBytes("levels of " + length + " bytes in a page of " + (stop - from));
        }
        return length;
    }

    private void loadSecondVersion(CompactStruct page, int start, int size) {
        long repetitionBytes = page.integer(6, 0);
        long definitionBytes = page.integer(5, 0);
        int packed = packedBytes();
        long levels = repetitionBytes + definitionBytes;
        if (repetitionBytes < 0 || definitionBytes < 0 || levels > packed || levels > size) {
            throw new DamagedBytes("levels of " + levels + " bytes in a page of " + packed);
        }
        int definitionAt = start + (int) repetitionBytes;
        int valuesAt = start + (int) levels;
        repetitions = column.isArray() ? new HybridDecoder(window, start, definitionAt, 1) : null;
        definitions = column.mostDefinition() > 0
                ? new HybridDecoder(window, definitionAt, valuesAt, definitionWidth())
                : null;
        int plain = size - (int) levels;
        byte[] bytes = window;
        int from = valuesAt;
        if (codec == PageCompression.UNCOMPRESSED || !page.truth(7, true)) {
            requireSame(packed, size);
        } else {
            bytes = room(plain);
            from = 0;
            if (plain > 0) {
                unpack(valuesAt, packed - (int) levels, bytes, plain);
            }
        }
        values = decoder(page.integer(4, -1), bytes, from, from + plain);
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

    private ValueDecoder decoder(long encoding, byte[] bytes, int from, int stop) {
        if (PageEncoding.isDictionary(encoding)) {
            if (dictionary == null) {
                throw new DamagedBytes("a page of indexes without a dictionary");
            }
            return new DictionaryDecoder(column.lane(), dictionary, bytes, from, stop);
        }
        StoredType type = column.stored();
        boolean integers = type == StoredType.INT32 || type == StoredType.INT64;
        boolean strings = type == StoredType.BYTE_ARRAY || type == StoredType.FIXED_LEN_BYTE_ARRAY;
        if (PageEncoding.PLAIN.is(encoding)) {
            return new PlainDecoder(type, column.fixedBytes(), bytes, from, stop);
        }
        if (PageEncoding.DELTA_BINARY_PACKED.is(encoding) && integers) {
            return new DeltaDecoder(type, bytes, from, stop);
        }
        if (PageEncoding.RLE.is(encoding) && type == StoredType.BOOLEAN) {
            return new RleTruthDecoder(bytes, from, stop);
        }
        if (PageEncoding.BYTE_STREAM_SPLIT.is(encoding)) {
            return new SplitDecoder(type, column.fixedBytes(), bytes, from, stop);
        }
        if (strings && PageEncoding.DELTA_LENGTH_BYTE_ARRAY.is(encoding)) {
            reservePage();
            return new DeltaLengthDecoder(bytes, from, stop, pageValues);
        }
        if (strings && PageEncoding.DELTA_BYTE_ARRAY.is(encoding)) {
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

    private RuntimeException unsupportedEncoding(String what, long encoding) {
        return ParquetFailures.unsupported(
                file.path(),
                column.name(),
                "has " + what + " encoded as " + PageEncoding.name(encoding) + ", which is not read",
                "write the file with another encoding, or leave the column out");
    }

    HybridDecoder repetitions() {
        return repetitions;
    }

    HybridDecoder definitions() {
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
