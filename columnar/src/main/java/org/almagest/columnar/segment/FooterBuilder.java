package org.almagest.columnar.segment;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.encoding.Encoding;
import org.almagest.columnar.schema.TableSchema;

/// Collects what a footer says while the pages are written. One thread.
final class FooterBuilder {
    private final TableSchema schema;
    private final List<Column> columns = new ArrayList<>();
    private final GrowingInts rowGroupRows = new GrowingInts();
    private final ByteArrayOutputStream inlinePages = new ByteArrayOutputStream();
    private final List<ZoneMaps> sky = new ArrayList<>();

    FooterBuilder(TableSchema schema) {
        this.schema = schema;
        for (int c = 0; c < schema.columnCount(); c++) {
            columns.add(new Column());
        }
    }

    void startChunk(int column) {
        Column target = columns.get(column);
        target.chunkStart.add(target.rows.size());
        target.dictionaryOffset.add(0);
        target.dictionaryLength.add(0);
        target.dictionaryChecksum.add(0);
    }

    void dictionary(int column, long offset, int length, int checksum) {
        Column target = columns.get(column);
        target.dictionaryOffset.setLast(offset);
        target.dictionaryLength.setLast(length);
        target.dictionaryChecksum.setLast(checksum);
    }

    boolean takesInline(EncodedChunk.Page page) {
        return page.encoding() == Encoding.CONSTANT.id() && page.bytes().length <= SegmentFormat.INLINE_PAGE_BYTES;
    }

    void inlinePage(int column, EncodedChunk.Page page) {
        while (inlinePages.size() % 8 != 0) {
            inlinePages.write(0);
        }
        addPage(column, page, inlinePages.size(), 0, 1);
        inlinePages.writeBytes(page.bytes());
    }

    void page(int column, EncodedChunk.Page page, long offset, int checksum) {
        addPage(column, page, offset, checksum, 0);
    }

    private void addPage(int column, EncodedChunk.Page page, long offset, int checksum, int inline) {
        Column target = columns.get(column);
        target.firstRow.add(page.firstRow());
        target.rows.add(page.rows());
        target.offset.add(offset);
        target.length.add(page.bytes().length);
        target.checksum.add(checksum);
        target.encoding.add(page.encoding());
        target.inline.add(inline);
    }

    /// Takes the place of the Bloom filters of a chunk, where the table asks for some.
    void bloom(int column, long offset, int length, int checksum) {
        Column target = columns.get(column);
        target.bloomOffset.add(offset);
        target.bloomLength.add(length);
        target.bloomChecksum.add(checksum);
    }

    void zones(int column, ZoneMaps chunk) {
        columns.get(column).zones.add(chunk);
    }

    /// Takes which pages of a chunk are sorted, and whether the whole chunk is.
    void sorted(int column, byte[] chunk) {
        columns.get(column).sorted.add(chunk);
    }

    void skyZones(ZoneMaps rowGroup) {
        sky.add(rowGroup);
    }

    void endRowGroup(int rows) {
        rowGroupRows.add(rows);
    }

    SegmentFooter build() {
        List<PageDirectory> directories = new ArrayList<>();
        List<ZoneMaps> zones = new ArrayList<>();
        for (int c = 0; c < schema.columnCount(); c++) {
            directories.add(columns.get(c).directory());
            zones.add(ZoneFormat.join(
                    schema.column(c).type().physical(), columns.get(c).zones.toArray(ZoneMaps[]::new)));
        }
        return new SegmentFooter(
                schema,
                rowGroupRows.toArray(),
                directories,
                zones,
                inlinePages.toByteArray(),
                SkyZones.join(schema, sky),
                bloom(),
                new SortedPages(columns.stream()
                        .map(column -> SortedPages.join(column.sorted))
                        .toList()));
    }

    private BloomDirectory bloom() {
        List<BloomDirectory.Column> filtered = new ArrayList<>();
        for (int id : schema.layout().bloom()) {
            int position = schema.positionOfId(id);
            Column column = columns.get(position);
            filtered.add(new BloomDirectory.Column(
                    position,
                    id,
                    column.bloomOffset.toArray(),
                    column.bloomLength.toArray(),
                    column.bloomChecksum.toArray()));
        }
        return new BloomDirectory(filtered);
    }

    /// What is collected of one column.
    private static final class Column {
        final GrowingInts chunkStart = new GrowingInts();
        final GrowingInts firstRow = new GrowingInts();
        final GrowingInts rows = new GrowingInts();
        final GrowingLongs offset = new GrowingLongs();
        final GrowingInts length = new GrowingInts();
        final GrowingInts checksum = new GrowingInts();
        final GrowingInts encoding = new GrowingInts();
        final GrowingInts inline = new GrowingInts();
        final GrowingLongs dictionaryOffset = new GrowingLongs();
        final GrowingInts dictionaryLength = new GrowingInts();
        final GrowingInts dictionaryChecksum = new GrowingInts();
        final GrowingLongs bloomOffset = new GrowingLongs();
        final GrowingInts bloomLength = new GrowingInts();
        final GrowingInts bloomChecksum = new GrowingInts();
        final List<ZoneMaps> zones = new ArrayList<>();
        final List<byte[]> sorted = new ArrayList<>();

        PageDirectory directory() {
            chunkStart.add(rows.size());
            return new PageDirectory(
                    chunkStart.toArray(),
                    firstRow.toArray(),
                    rows.toArray(),
                    offset.toArray(),
                    length.toArray(),
                    checksum.toArray(),
                    encoding.toBytes(),
                    inline.toBytes(),
                    dictionaryOffset.toArray(),
                    dictionaryLength.toArray(),
                    dictionaryChecksum.toArray());
        }
    }

    private static final class GrowingInts {
        private int[] values = new int[16];
        private int size;

        int size() {
            return size;
        }

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        void setLast(int value) {
            values[size - 1] = value;
        }

        int[] toArray() {
            return Arrays.copyOf(values, size);
        }

        byte[] toBytes() {
            byte[] bytes = new byte[size];
            for (int i = 0; i < size; i++) {
                bytes[i] = (byte) values[i];
            }
            return bytes;
        }
    }

    private static final class GrowingLongs {
        private long[] values = new long[16];
        private int size;

        void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        void setLast(long value) {
            values[size - 1] = value;
        }

        long[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }
}
