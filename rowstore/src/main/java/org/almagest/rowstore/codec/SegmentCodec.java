package org.almagest.rowstore.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.segment.ColumnSummary;
import org.almagest.columnar.segment.SegmentDescription;
import org.almagest.columnar.statistics.ColumnSketch;
import org.almagest.columnar.statistics.DensityMap;
import org.almagest.columnar.statistics.DistinctSketch;
import org.almagest.columnar.statistics.Quantiles;

/// Writes and reads what the catalog knows of a segment. The path of a description in the catalog
/// is the file's name alone, so that a database may be moved.
///
/// ```text
/// segment     text file name, u64 file id, u64 rows, u64 bytes, u32 n, n x column
/// column      u32 column id, u64 stored bytes, statistics
/// statistics  u8 what is known: 1 min, 2 max, 4 null count, 8 NaN count, 16 distinct count,
///             32 sketch of distinct values, 64 quantiles, 128 density map; then those in this
///             order: value, value, u64, u64, u64, sketch, u64 and sketch, bytes
/// sketch      u8 kind: 1 HLL, 2 KLL of doubles; u8 version, 1; bytes, as DataSketches has them
/// ```
public final class SegmentCodec {
    /// The bytes of a segment without columns and with an empty name.
    public static final int LEAST_BYTES = 4 + 8 + 8 + 8 + 4;

    private static final int LEAST_COLUMN_BYTES = 4 + 8 + 1;
    private static final int MIN = 1;
    private static final int MAX = 2;
    private static final int NULLS = 4;
    private static final int NANS = 8;
    private static final int DISTINCT = 16;
    private static final int DISTINCT_SKETCH = 32;
    private static final int QUANTILES = 64;
    private static final int DENSITY = 128;
    private static final int HLL = 1;
    private static final int KLL_OF_DOUBLES = 2;

    private SegmentCodec() {}

    public static void write(FieldWriter out, SegmentDescription segment) {
        out.text(segment.path()).u64(segment.fileId()).u64(segment.rows()).u64(segment.bytes());
        out.u32(segment.columns().size());
        for (ColumnSummary column : segment.columns()) {
            out.u32(column.columnId()).u64(column.storedBytes());
            write(out, column.statistics());
        }
    }

    private static void write(FieldWriter out, ColumnStatistics statistics) {
        int known = (statistics.min().isPresent() ? MIN : 0)
                | (statistics.max().isPresent() ? MAX : 0)
                | (statistics.nullCount().isPresent() ? NULLS : 0)
                | (statistics.nanCount().isPresent() ? NANS : 0)
                | (statistics.distinct().isPresent() ? DISTINCT : 0)
                | (statistics.sketch().distinct().isPresent() ? DISTINCT_SKETCH : 0)
                | (statistics.sketch().quantiles().isPresent() ? QUANTILES : 0)
                | (statistics.sketch().density().isPresent() ? DENSITY : 0);
        out.u8(known);
        statistics.min().ifPresent(value -> ValueCodec.write(out, value));
        statistics.max().ifPresent(value -> ValueCodec.write(out, value));
        statistics.nullCount().ifPresent(out::u64);
        statistics.nanCount().ifPresent(out::u64);
        statistics.distinct().ifPresent(out::u64);
        statistics.sketch().distinct().ifPresent(sketch -> sketch(out, HLL, DistinctSketch.VERSION, sketch.toBytes()));
        statistics.sketch().quantiles().ifPresent(quantiles -> {
            out.u64(quantiles.values());
            sketch(out, KLL_OF_DOUBLES, Quantiles.VERSION, quantiles.toBytes());
        });
        statistics.sketch().density().ifPresent(map -> bytes(out, map.toBytes()));
    }

    private static void sketch(FieldWriter out, int kind, int version, byte[] bytes) {
        out.u8(kind).u8(version);
        bytes(out, bytes);
    }

    private static void bytes(FieldWriter out, byte[] bytes) {
        out.bytes(bytes, 0, bytes.length);
    }

    /// Answers whether something is known of a segment that only readers of sketches understand.
    public static boolean hasSketches(SegmentDescription segment) {
        return segment.columns().stream()
                .anyMatch(column -> !column.statistics().sketch().isEmpty());
    }

    public static SegmentDescription read(FieldReader in) {
        return read(in, SegmentCodec::sketches);
    }

    /// Reads what was written before sketches were those of DataSketches; the sketches are skipped.
    public static SegmentDescription readEarlier(FieldReader in) {
        return read(in, SegmentCodec::skipEarlier);
    }

    /// Reads what follows the counts of a column.
    private interface SketchReader {
        ColumnSketch read(FieldReader in, int known);
    }

    private static SegmentDescription read(FieldReader in, SketchReader sketches) {
        String fileName = in.text();
        if (fileName.isEmpty() || fileName.contains("/")) {
            throw in.wrong("the file name '" + fileName + "'", "a name without a directory");
        }
        long fileId = in.u64();
        long rows = in.u64();
        long bytes = in.u64();
        if (rows < 0 || bytes < 0) {
            throw in.wrong(rows + " rows in " + bytes + " bytes", "no negative numbers");
        }
        List<ColumnSummary> columns = new ArrayList<>();
        for (int left = in.count(LEAST_COLUMN_BYTES); left > 0; left--) {
            columns.add(new ColumnSummary(in.u32(), in.u64(), readStatistics(in, sketches)));
        }
        return new SegmentDescription(fileName, fileId, rows, bytes, columns);
    }

    private static ColumnStatistics readStatistics(FieldReader in, SketchReader sketches) {
        int known = in.u8();
        return new ColumnStatistics(
                present(known, MIN, () -> ValueCodec.read(in)),
                present(known, MAX, () -> ValueCodec.read(in)),
                count(in, known, NULLS),
                count(in, known, NANS),
                count(in, known, DISTINCT),
                sketches.read(in, known));
    }

    private static ColumnSketch sketches(FieldReader in, int known) {
        return new ColumnSketch(
                present(
                        known,
                        DISTINCT_SKETCH,
                        () -> DistinctSketch.read(sketch(in, HLL, DistinctSketch.VERSION), in.where())),
                present(known, QUANTILES, () -> readQuantiles(in)),
                density(in, known));
    }

    private static ColumnSketch skipEarlier(FieldReader in, int known) {
        if ((known & DISTINCT_SKETCH) != 0) {
            in.bytes();
        }
        if ((known & QUANTILES) != 0) {
            in.u64();
            in.skip(8 * in.count(8));
        }
        return new ColumnSketch(Optional.empty(), Optional.empty(), density(in, known));
    }

    private static Optional<DensityMap> density(FieldReader in, int known) {
        return present(
                known,
                DENSITY,
                () -> DensityMap.read(in.bytes()).orElseThrow(() -> in.wrong("other bytes", "a density map")));
    }

    private static Quantiles readQuantiles(FieldReader in) {
        long values = in.u64();
        return Quantiles.read(sketch(in, KLL_OF_DOUBLES, Quantiles.VERSION), values, in.where());
    }

    private static byte[] sketch(FieldReader in, int kind, int version) {
        int foundKind = in.u8();
        int foundVersion = in.u8();
        if (foundKind != kind || foundVersion != version) {
            throw in.wrong(
                    "a sketch of kind " + foundKind + ", version " + foundVersion,
                    "kind " + kind + ", version " + version);
        }
        return in.bytes();
    }

    private static <T> Optional<T> present(int known, int bit, Supplier<T> read) {
        return (known & bit) != 0 ? Optional.of(read.get()) : Optional.empty();
    }

    private static OptionalLong count(FieldReader in, int known, int bit) {
        return (known & bit) != 0 ? OptionalLong.of(in.u64()) : OptionalLong.empty();
    }
}
