package org.almagest.ingest.parquet;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.almagest.columnar.io.WritableFile;

/// Writes a chunk in the portable profile: an optional dictionary page, then data pages of the first
/// version, PLAIN or by dictionary, each with its checksum. Remembers what footer and indexes say.
final class ChunkWriter {
    private static final int PAGE_ROWS = 16_384;
    private static final int PAGE_BYTES = 1 << 20;

    private final WrittenColumn column;
    private final ChunkBuffer chunk;
    private final PageCompression compression;
    private final WritableFile file;
    private final PageBytes page = new PageBytes();
    private final List<Page> pages = new ArrayList<>();
    private Optional<DictionaryIndex> dictionary = Optional.empty();
    private long start;
    private long dictionaryStart;
    private long packedBytes;
    private long unpackedBytes;
    private Optional<WrittenBounds.Pair> bounds = Optional.empty();

    private record Page(
            long offset, int bytes, long firstRow, long rows, long nulls, Optional<WrittenBounds.Pair> bounds) {}

    ChunkWriter(WrittenColumn column, ChunkBuffer chunk, PageCompression compression, WritableFile file) {
        this.column = column;
        this.chunk = chunk;
        this.compression = compression;
        this.file = file;
    }

    void write() throws IOException {
        boolean strings = column.stored() == StoredType.BYTE_ARRAY;
        if (column.stored() != StoredType.BOOLEAN && column.stored() != StoredType.FIXED_LEN_BYTE_ARRAY) {
            dictionary = DictionaryIndex.of(chunk, strings);
        }
        bounds = WrittenBounds.of(column, chunk, 0, chunk.valueCount);
        dictionaryStart = file.position();
        if (dictionary.isPresent()) {
            writeDictionary(dictionary.get());
        }
        start = file.position();
        int level = 0;
        int value = 0;
        long row = 0;
        while (level < chunk.levelCount) {
            int end = level;
            int endValue = value;
            long rows = 0;
            while (end < chunk.levelCount) {
                boolean begins = !column.isArray() || chunk.repetitions[end] == 0;
                if (begins && (rows == PAGE_ROWS || rows > 0 && bytes(value, endValue) > PAGE_BYTES)) {
                    break;
                }
                rows += begins ? 1 : 0;
                endValue += chunk.definitions[end++] == column.mostDefinition() ? 1 : 0;
            }
            writePage(level, end, value, endValue, row, rows);
            level = end;
            value = endValue;
            row += rows;
        }
    }

    private long bytes(int from, int to) {
        boolean strings = column.stored() == StoredType.BYTE_ARRAY;
        return strings ? chunk.start(to) - (long) chunk.start(from) : 8L * (to - from);
    }

    private void writeDictionary(DictionaryIndex index) throws IOException {
        page.clear();
        for (int i = 0; i < index.entryCount; i++) {
            plain(index.entries[i]);
        }
        CompactWriter header = new CompactWriter().integer(1, ParquetFormat.DICTIONARY_PAGE);
        byte[] packed = pack(header);
        header.begin(7)
                .integer(1, index.entryCount)
                .integer(2, PageEncoding.PLAIN.ordinal())
                .end();
        emit(header.end().toBytes(), packed);
    }

    private void writePage(int from, int to, int fromValue, int toValue, long row, long rows) throws IOException {
        page.clear();
        if (column.isArray()) {
            levels(chunk.repetitions, from, to, 1);
        }
        levels(chunk.definitions, from, to, column.isArray() ? 2 : 1);
        PageEncoding encoding = PageEncoding.PLAIN;
        if (dictionary.isPresent()) {
            encoding = PageEncoding.RLE_DICTIONARY;
            int width = dictionary.get().width();
            page.octet(width);
            HybridEncoder.encode(dictionary.get().codes, fromValue, toValue, width, page);
        } else if (column.stored() == StoredType.BOOLEAN) {
            truths(fromValue, toValue);
        } else {
            for (int i = fromValue; i < toValue; i++) {
                plain(i);
            }
        }
        long offset = file.position();
        CompactWriter header = new CompactWriter().integer(1, ParquetFormat.DATA_PAGE);
        byte[] packed = pack(header);
        header.begin(5)
                .integer(1, to - from)
                .integer(2, encoding.ordinal())
                .integer(3, PageEncoding.RLE.ordinal())
                .integer(4, PageEncoding.RLE.ordinal())
                .end();
        emit(header.end().toBytes(), packed);
        pages.add(new Page(
                offset,
                (int) (file.position() - offset),
                row,
                rows,
                to - from - (long) (toValue - fromValue),
                WrittenBounds.of(column, chunk, fromValue, toValue)));
    }

    private void levels(int[] levels, int from, int to, int width) {
        int at = page.size();
        page.word(0);
        HybridEncoder.encode(levels, from, to, width, page);
        page.setWord(at, page.size() - at - Integer.BYTES);
    }

    private void truths(int from, int to) {
        for (int i = from; i < to; i += Byte.SIZE) {
            int octet = 0;
            for (int k = 0; k < Byte.SIZE && i + k < to; k++) {
                octet |= (int) chunk.numbers[i + k] << k;
            }
            page.octet(octet);
        }
    }

    private void plain(int value) {
        switch (column.stored()) {
            case INT32, FLOAT -> page.word((int) chunk.numbers[value]);
            case INT64, DOUBLE -> page.wide(chunk.numbers[value]);
            case FIXED_LEN_BYTE_ARRAY -> {
                page.bigEndian(chunk.highs[value]);
                page.bigEndian(chunk.numbers[value]);
            }
            case BYTE_ARRAY -> {
                int begin = chunk.start(value);
                page.word(chunk.ends[value] - begin);
                page.append(chunk.text, begin, chunk.ends[value] - begin);
            }
            case BOOLEAN, INT96 -> throw new IllegalStateException("not a number: " + column.stored());
        }
    }

    private byte[] pack(CompactWriter header) {
        byte[] packed = compression.pack(page.array(), page.size());
        CRC32 sum = new CRC32();
        sum.update(packed);
        header.integer(2, page.size()).integer(3, packed.length).integer(4, (int) sum.getValue());
        return packed;
    }

    private void emit(byte[] header, byte[] packed) throws IOException {
        file.write(MemorySegment.ofArray(header));
        file.write(MemorySegment.ofArray(packed));
        packedBytes += header.length + (long) packed.length;
        unpackedBytes += header.length + (long) page.size();
    }

    long packedBytes() {
        return packedBytes;
    }

    long unpackedBytes() {
        return unpackedBytes;
    }

    private long nulls() {
        return chunk.levelCount - (long) chunk.valueCount;
    }

    /// Appends the metadata of the chunk; what it needs of the buffer is gone afterwards.
    Written written() {
        return new Written(
                column,
                compression,
                dictionary.isPresent(),
                chunk.levelCount,
                dictionaryStart,
                start,
                packedBytes,
                unpackedBytes,
                nulls(),
                bounds,
                columnIndex(),
                offsetIndex());
    }

    /// What footer and indexes say of a chunk.
    record Written(
            WrittenColumn column,
            PageCompression compression,
            boolean hasDictionary,
            long values,
            long dictionaryStart,
            long start,
            long packedBytes,
            long unpackedBytes,
            long nulls,
            Optional<WrittenBounds.Pair> bounds,
            Optional<byte[]> columnIndex,
            byte[] offsetIndex) {}

    private Optional<byte[]> columnIndex() {
        List<Boolean> nullPages = new ArrayList<>();
        List<byte[]> least = new ArrayList<>();
        List<byte[]> greatest = new ArrayList<>();
        List<Long> nulls = new ArrayList<>();
        for (Page each : pages) {
            boolean allNull = each.nulls() == each.rows() && !column.isArray();
            if (!allNull && each.bounds().isEmpty()) {
                return Optional.empty();
            }
            nullPages.add(allNull);
            least.add(each.bounds().map(WrittenBounds.Pair::least).orElse(new byte[0]));
            greatest.add(each.bounds().map(WrittenBounds.Pair::greatest).orElse(new byte[0]));
            nulls.add(each.nulls());
        }
        return Optional.of(new CompactWriter()
                .truths(1, nullPages)
                .binaries(2, least)
                .binaries(3, greatest)
                .integer(4, 0)
                .longs(5, nulls)
                .end()
                .toBytes());
    }

    private byte[] offsetIndex() {
        CompactWriter out = new CompactWriter().structs(1, pages.size());
        for (Page each : pages) {
            out.begin()
                    .integer(1, each.offset())
                    .integer(2, each.bytes())
                    .integer(3, each.firstRow())
                    .end();
        }
        return out.end().toBytes();
    }
}
