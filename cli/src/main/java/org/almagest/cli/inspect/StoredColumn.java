package org.almagest.cli.inspect;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.segment.ColumnStorage;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.rowstore.TableSnapshot;

/// What a column takes in the segments of a table, and what its values would take as they are.
///
/// @param plainBytes the bytes of the values without encoding; of text and arrays an estimate from
///     the first rows
/// @param encodings such as `ALP 92 %, PLAIN 8 %`, by bytes
record StoredColumn(long storedBytes, double plainBytes, String encodings) {
    private static final int SAMPLE_ROWS = 16_384;

    static StoredColumn of(TableSnapshot table, int column) {
        int id = table.schema().column(column).id();
        Map<String, Long> bytes = new TreeMap<>();
        long stored = 0;
        long rows = 0;
        for (var segment : table.segments()) {
            rows += segment.description().rows();
            ColumnStorage storage = segment.storage(id).orElse(ColumnStorage.NONE);
            stored += storage.totalBytes();
            storage.pages()
                    .keySet()
                    .forEach(name -> bytes.merge(name, storage.bytes().getOrDefault(name, 0L), Long::sum));
        }
        double each = rows == 0 ? 0 : valueBytes(table, column);
        return new StoredColumn(stored, each * rows, shares(bytes));
    }

    private static String shares(Map<String, Long> bytes) {
        long all = bytes.values().stream().mapToLong(Long::longValue).sum();
        return bytes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(entry -> bytes.size() == 1
                        ? entry.getKey()
                        : entry.getKey() + " " + Math.round(100.0 * entry.getValue() / Math.max(1, all)) + " %")
                .collect(Collectors.joining(", "));
    }

    private static double valueBytes(TableSnapshot table, int column) {
        PhysicalType type = table.schema().column(column).type().physical();
        return switch (type) {
            case BOOLEAN -> 1;
            case INT ->
                table.schema().column(column).type() instanceof org.almagest.columnar.type.ScalarType scalar
                                && scalar.integerBits() > 0
                        ? scalar.integerBits() / 8.0
                        : Integer.BYTES;
            case FLOAT -> Float.BYTES;
            case LONG, DOUBLE -> Long.BYTES;
            case HUGE -> 2 * Long.BYTES;
            case BYTES, ARRAY -> sampledBytes(table, column);
        };
    }

    /// Answers the mean size of the first values.
    private static double sampledBytes(TableSnapshot table, int column) {
        long rows = 0;
        double bytes = 0;
        try (Scan scan = table.scan(ScanRequest.of(List.of(column)));
                MorselReader reader = scan.reader()) {
            Morsel first = scan.claim().orElseThrow();
            reader.open(first);
            Batch batch = new Batch(1);
            while (rows < SAMPLE_ROWS && reader.next(batch)) {
                for (int i = 0; i < batch.size(); i++) {
                    bytes += length(batch.column(0), batch.row(i));
                }
                rows += batch.size();
            }
        }
        return rows == 0 ? 0 : bytes / rows;
    }

    private static double length(ColumnVector vector, int row) {
        if (vector.isNull(row)) {
            return 0;
        }
        return switch (vector) {
            case TextColumnVector text -> text.length(row);
            case ArrayColumnVector array ->
                array.length(row) * elementBytes(array.child().physicalType());
            default -> throw new IllegalStateException("not of variable size: " + vector.physicalType());
        };
    }

    private static double elementBytes(PhysicalType type) {
        return switch (type) {
            case BOOLEAN -> 1;
            case INT, FLOAT -> Integer.BYTES;
            case LONG, DOUBLE, BYTES, ARRAY -> Long.BYTES;
            case HUGE -> 2 * Long.BYTES;
        };
    }
}
