package org.almagest.columnar.segment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.almagest.columnar.encoding.ChunkEncoder;
import org.almagest.columnar.encoding.ColumnValues;
import org.almagest.columnar.encoding.EncodedDictionary;
import org.almagest.columnar.encoding.EncodedPage;
import org.almagest.columnar.encoding.ValueKind;
import org.almagest.columnar.kernel.ZoneKernels;
import org.almagest.columnar.schema.Compression;
import org.almagest.columnar.type.DataType;

/// Turns the collected rows of a column into pages and zone maps: cuts at every 16,384 rows, and
/// in halves below until a page takes at most 1 MiB encoded and decoded. One thread; the encoders'
/// scratch space is kept.
final class ChunkWriter {
    private final Map<ValueKind, ChunkEncoder> encoders = new EnumMap<>(ValueKind.class);

    private final Compression compression;

    /// A second encoder of LONG for the low halves of HUGE, and one of INT for lengths.
    private final ChunkEncoder lowHalves;

    private final ChunkEncoder lengths;

    ChunkWriter(Compression compression) {
        this.compression = compression;
        lowHalves = new ChunkEncoder(ValueKind.LONG, compression);
        lengths = new ChunkEncoder(ValueKind.INT, compression);
    }

    private ChunkEncoder encoder(ValueKind kind) {
        return encoders.computeIfAbsent(kind, missing -> new ChunkEncoder(missing, compression));
    }

    /// Encodes the rows of a chunk, `withBloom` with Bloom filters.
    EncodedChunk encode(ColumnBuffer buffer, DataType type, boolean withBloom) {
        List<EncodedChunk.Page> pages = new ArrayList<>();
        begin(buffer);
        for (int from = 0; from < buffer.rows(); from += SegmentFormat.PAGE_ROWS) {
            int rows = Math.min(SegmentFormat.PAGE_ROWS, buffer.rows() - from);
            encodePages(buffer, from, rows, SegmentFormat.PAGE_ROWS, pages);
        }
        byte[] dictionary = dictionaryEncoder(buffer)
                .flatMap(ChunkEncoder::dictionary)
                .map(EncodedDictionary::bytes)
                .orElse(new byte[0]);
        byte[] bloom = withBloom ? BloomPage.write(buffer, pages) : new byte[0];
        return new EncodedChunk(
                pages,
                dictionary,
                zones(buffer, type, pages),
                ChunkSketch.of(buffer, type),
                bloom,
                sorted(buffer, type, pages));
    }

    private void begin(ColumnBuffer buffer) {
        switch (buffer) {
            case IntBuffer ints -> begin(ints.values());
            case LongBuffer longs -> begin(longs.values());
            case FloatBuffer floats -> begin(floats.values());
            case DoubleBuffer doubles -> begin(doubles.values());
            case BytesBuffer bytes -> begin(bytes.values());
            case HugeBuffer huge -> {
                encoder(ValueKind.LONG).beginWithoutDictionary(huge.highValues());
                lowHalves.beginWithoutDictionary(huge.lowValues());
            }
            case ArrayBuffer array -> {
                lengths.beginWithoutDictionary(array.lengths());
                begin(array.elements());
            }
        }
    }

    private void begin(ColumnValues values) {
        encoder(values.kind()).begin(values);
    }

    /// Answers the encoder whose dictionary belongs to the chunk: that of the values, or of an
    /// array's elements.
    private java.util.Optional<ChunkEncoder> dictionaryEncoder(ColumnBuffer buffer) {
        return switch (buffer) {
            case IntBuffer ints -> java.util.Optional.of(encoder(ValueKind.INT));
            case LongBuffer longs -> java.util.Optional.of(encoder(ValueKind.LONG));
            case FloatBuffer floats -> java.util.Optional.of(encoder(ValueKind.FLOAT));
            case DoubleBuffer doubles -> java.util.Optional.of(encoder(ValueKind.DOUBLE));
            case BytesBuffer bytes -> java.util.Optional.of(encoder(ValueKind.BYTES));
            case HugeBuffer huge -> java.util.Optional.empty();
            case ArrayBuffer array -> dictionaryEncoder(array.elements());
        };
    }

    /// Encodes rows that lie in one cell of the grid of `cellRows`, in halves where they are too
    /// large.
    private void encodePages(ColumnBuffer buffer, int from, int rows, int cellRows, List<EncodedChunk.Page> out) {
        boolean small = rows == 1 || buffer.decodedBytes(from, rows) <= SegmentFormat.PAGE_BYTES;
        if (small) {
            EncodedChunk.Page page = encodePage(buffer, from, rows);
            if (rows == 1 || page.bytes().length <= SegmentFormat.PAGE_BYTES) {
                out.add(page);
                return;
            }
        }
        int half = cellRows / 2;
        int first = Math.min(half, rows);
        encodePages(buffer, from, first, half, out);
        if (rows > first) {
            encodePages(buffer, from + first, rows - first, half, out);
        }
    }

    private EncodedChunk.Page encodePage(ColumnBuffer buffer, int from, int rows) {
        return switch (buffer) {
            case IntBuffer ints -> plain(encoder(ValueKind.INT), from, rows);
            case LongBuffer longs -> plain(encoder(ValueKind.LONG), from, rows);
            case FloatBuffer floats -> plain(encoder(ValueKind.FLOAT), from, rows);
            case DoubleBuffer doubles -> plain(encoder(ValueKind.DOUBLE), from, rows);
            case BytesBuffer bytes -> plain(encoder(ValueKind.BYTES), from, rows);
            case HugeBuffer huge ->
                new EncodedChunk.Page(
                        SegmentFormat.COMPOSITE,
                        from,
                        rows,
                        CompositePage.write(CompositePage.HUGE, rows, parts(huge, from, rows), new int[0]));
            case ArrayBuffer array -> array(array, from, rows);
        };
    }

    private static EncodedChunk.Page plain(ChunkEncoder encoder, int from, int rows) {
        EncodedPage page = encoder.encodePage(from, rows);
        return new EncodedChunk.Page(page.encoding().id(), from, rows, page.bytes());
    }

    private EncodedChunk.Page array(ArrayBuffer array, int from, int rows) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(lengths.encodePage(from, rows).bytes());
        int first = array.elementStart(from);
        int end = array.elementStart(from + rows);
        for (int element = first; element < end; element += CompositePage.PART_ELEMENTS) {
            int count = Math.min(CompositePage.PART_ELEMENTS, end - element);
            parts.addAll(parts(array.elements(), element, count));
        }
        int[] blockStarts = new int[(rows + 1023) / 1024 + 1];
        for (int block = 0; block < blockStarts.length; block++) {
            blockStarts[block] = array.elementStart(from + Math.min(rows, block * 1024)) - first;
        }
        byte[] bytes = CompositePage.write(CompositePage.ARRAY, rows, parts, blockStarts);
        return new EncodedChunk.Page(SegmentFormat.COMPOSITE, from, rows, bytes);
    }

    /// Encodes values as parts of a composite page.
    private List<byte[]> parts(ColumnBuffer values, int from, int count) {
        return switch (values) {
            case HugeBuffer huge ->
                List.of(
                        encoder(ValueKind.LONG).encodePage(from, count).bytes(),
                        lowHalves.encodePage(from, count).bytes());
            case IntBuffer ints -> List.of(encodePage(values, from, count).bytes());
            case LongBuffer longs -> List.of(encodePage(values, from, count).bytes());
            case FloatBuffer floats -> List.of(encodePage(values, from, count).bytes());
            case DoubleBuffer doubles -> List.of(encodePage(values, from, count).bytes());
            case BytesBuffer bytes -> List.of(encodePage(values, from, count).bytes());
            case ArrayBuffer array -> throw new IllegalStateException("an array must not have arrays as elements");
        };
    }

    /// Tells the order of each page, then of the chunk.
    private static byte[] sorted(ColumnBuffer buffer, DataType type, List<EncodedChunk.Page> pages) {
        byte[] sorted = new byte[pages.size() + 1];
        for (int p = 0; p < pages.size(); p++) {
            EncodedChunk.Page page = pages.get(p);
            sorted[p] = SortedRows.orderOf(buffer, type, page.firstRow(), page.rows());
        }
        sorted[pages.size()] = SortedRows.orderOf(buffer, type, 0, buffer.rows());
        return sorted;
    }

    private static ZoneMaps zones(ColumnBuffer buffer, DataType type, List<EncodedChunk.Page> pages) {
        ZoneBuilder builder = ZoneBuilder.of(type.physical(), pages.size() + 1);
        ZoneMaps zones = builder.zones();
        for (int p = 0; p < pages.size(); p++) {
            EncodedChunk.Page page = pages.get(p);
            zones.nulls()[p] = ZoneKernels.nulls(buffer.validity(), page.firstRow(), page.rows());
            buffer.bounds(zones, p, page.firstRow(), page.rows());
            builder.merge(pages.size(), zones, p, ZoneStatistics.flip(type));
        }
        return zones;
    }
}
