package org.almagest.rowstore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// A table of stars, of which every column follows from the id: what is read is checked as a whole
/// and remembered as ids.
final class TestTables {
    static final TableSchema STARS = new TableSchema(
            List.of(
                    new ColumnDefinition(
                            0,
                            "id",
                            ScalarType.BIGINT,
                            false,
                            new ColumnMeaning("", "meta.id;meta.main", "", "I19", "identifier")),
                    new ColumnDefinition(
                            1, "mag", ScalarType.DOUBLE, true, new ColumnMeaning("mag", "phot.mag", "", "F7.3", "G")),
                    ColumnDefinition.of(2, "name", ScalarType.VARCHAR)),
            "simulated stars",
            properties());

    private TestTables() {}

    private static Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("ORIGIN", "test");
        properties.put("EQUINOX", "2000.0");
        properties.put("COMMENT", "made up");
        return properties;
    }

    /// Makes batches of the stars with ids `first .. first + count`.
    static List<Batch> stars(long first, int count) {
        List<Batch> batches = new ArrayList<>();
        for (int done = 0; done < count; done += ColumnVector.BATCH_ROWS) {
            batches.add(batch(first + done, Math.min(ColumnVector.BATCH_ROWS, count - done)));
        }
        return batches;
    }

    private static Batch batch(long first, int rows) {
        Batch batch = Batch.allocate(
                STARS.columns().stream().map(ColumnDefinition::type).toList());
        LongColumnVector ids = (LongColumnVector) batch.column(0);
        DoubleColumnVector mags = (DoubleColumnVector) batch.column(1);
        TextColumnVector names = (TextColumnVector) batch.column(2);
        for (int row = 0; row < rows; row++) {
            long id = first + row;
            ids.set(row, id);
            if (id % 7 == 0) {
                mags.setNull(row);
            } else {
                mags.set(row, magnitude(id));
            }
            if (id % 5 == 0) {
                names.appendNull(row);
            } else {
                names.append(row, name(id));
            }
        }
        batch.setRowCount(rows);
        return batch;
    }

    private static double magnitude(long id) {
        return id % 11 == 0 ? Double.NaN : id * 0.001;
    }

    private static String name(long id) {
        return "SIM " + id;
    }

    static void load(TableSink sink, long first, int count) {
        try (TableSink.Part part = sink.part(0)) {
            stars(first, count).forEach(part::append);
        }
    }

    /// Answers the ids of a table in ascending order, having checked every other value.
    static List<Long> ids(Scannable table) {
        return ids(table, List.of());
    }

    static List<Long> ids(Scannable table, List<ColumnPredicate> predicates) {
        List<Long> ids = new ArrayList<>();
        try (Scan scan = table.scan(new ScanRequest(List.of(0, 1, 2), predicates, List.of()));
                MorselReader reader = scan.reader()) {
            Batch batch = new Batch(3);
            int index = 0;
            for (var morsel = scan.claim(); morsel.isPresent(); morsel = scan.claim()) {
                if (morsel.get().index() != index++) {
                    throw new AssertionError("morsel " + morsel.get().index() + " came as number " + (index - 1));
                }
                reader.open(morsel.get());
                while (reader.next(batch)) {
                    collect(batch, ids);
                }
            }
        }
        ids.sort(null);
        return ids;
    }

    private static void collect(Batch batch, List<Long> ids) {
        LongColumnVector idVector = (LongColumnVector) batch.column(0);
        DoubleColumnVector mags = (DoubleColumnVector) batch.column(1);
        TextColumnVector names = (TextColumnVector) batch.column(2);
        for (int i = 0; i < batch.size(); i++) {
            int row = batch.row(i);
            long id = idVector.get(row);
            boolean magRight = id % 7 == 0
                    ? mags.isNull(row)
                    : !mags.isNull(row) && Double.compare(mags.get(row), magnitude(id)) == 0;
            boolean nameRight = id % 5 == 0
                    ? names.isNull(row)
                    : !names.isNull(row) && names.text(row).equals(name(id));
            if (!magRight || !nameRight) {
                throw new AssertionError("star " + id + " is not as it was written");
            }
            ids.add(id);
        }
    }
}
