package org.almagest.ingest.fits;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// The cells of a table as text, for comparisons: `NULL`, `'text'`, numbers as Java writes them,
/// arrays as `[a, b]`.
final class Cells {
    private Cells() {}

    static List<List<String>> of(Scannable table) {
        return of(
                table, IntStream.range(0, table.schema().columnCount()).boxed().toList());
    }

    static List<List<String>> of(Scannable table, List<Integer> columns) {
        List<List<String>> rows = new ArrayList<>();
        Batch batch = new Batch(columns.size());
        try (Scan scan = table.scan(ScanRequest.of(columns));
                MorselReader reader = scan.reader()) {
            for (Optional<? extends Morsel> morsel = scan.claim(); morsel.isPresent(); morsel = scan.claim()) {
                reader.open(morsel.get());
                while (reader.next(batch)) {
                    for (int i = 0; i < batch.size(); i++) {
                        List<String> row = new ArrayList<>();
                        for (int c = 0; c < columns.size(); c++) {
                            DataType type =
                                    table.schema().column(columns.get(c)).type();
                            row.add(text(batch.column(c), batch.row(i), type));
                        }
                        rows.add(row);
                    }
                }
            }
        }
        return rows;
    }

    /// The cells of one column.
    static List<String> column(Scannable table, int column) {
        return of(table, List.of(column)).stream().map(List::getFirst).toList();
    }

    private static String text(ColumnVector vector, int row, DataType type) {
        if (vector.isNull(row)) {
            return "NULL";
        }
        return switch (vector) {
            case BooleanColumnVector booleans -> booleans.get(row) == 1 ? "true" : "false";
            case IntColumnVector ints -> String.valueOf(ints.get(row));
            case LongColumnVector longs ->
                type == ScalarType.UBIGINT ? Long.toUnsignedString(longs.get(row)) : String.valueOf(longs.get(row));
            case FloatColumnVector floats -> String.valueOf(floats.get(row));
            case DoubleColumnVector doubles -> String.valueOf(doubles.get(row));
            case TextColumnVector texts -> "'" + texts.text(row) + "'";
            case ArrayColumnVector array -> {
                List<String> elements = new ArrayList<>();
                for (int i = 0; i < array.length(row); i++) {
                    elements.add(text(array.child(), array.start(row) + i, ((ArrayType) type).element()));
                }
                yield elements.toString();
            }
            case HugeColumnVector huge -> throw new AssertionError("FITS has no decimals");
        };
    }
}
