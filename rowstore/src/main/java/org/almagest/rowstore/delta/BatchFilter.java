package org.almagest.rowstore.delta;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.schema.HealpixColumn;
import org.almagest.columnar.schema.PlaceColumn;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.segment.DeletedRows;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// Keeps the rows of decoded batches that are not deleted and satisfy predicates, one row at a time: deltas are small.
/// Predicates that it does not know (on arrays, on the virtual column) keep every row and count as
/// PRUNED.
final class BatchFilter {
    private final TableSchema schema;
    private final List<ColumnPredicate> exact = new ArrayList<>();
    private final List<RowTest> tests = new ArrayList<>();
    private final DeletedRows deleted;

    BatchFilter(TableSchema schema, List<ColumnPredicate> predicates, DeletedRows deleted) {
        this.deleted = deleted;
        this.schema = schema;
        for (ColumnPredicate predicate : predicates) {
            test(predicate).ifPresent(test -> {
                exact.add(predicate);
                tests.add(test);
            });
        }
    }

    boolean isExact(ColumnPredicate predicate) {
        return exact.contains(predicate);
    }

    /// Selects the rows of `out` that are there and satisfy every known predicate; answers how many.
    ///
    /// @param first the place in the delta of the batch's first row
    int apply(ColumnVector[] vectors, int first, int rows, Batch out) {
        boolean anyDeleted = !deleted.isEmpty() && deleted.anyIn(first, rows);
        if (tests.isEmpty() && !anyDeleted) {
            return rows;
        }
        int[] selection = out.selection();
        int selected = 0;
        for (int row = 0; row < rows; row++) {
            if (!(anyDeleted && deleted.contains(first + row)) && holds(vectors, row)) {
                selection[selected++] = row;
            }
        }
        out.setSelected(selected);
        return selected;
    }

    private boolean holds(ColumnVector[] vectors, int row) {
        for (int i = 0; i < tests.size(); i++) {
            if (!tests.get(i).holds(vectors[exact.get(i).column()], row)) {
                return false;
            }
        }
        return true;
    }

    private Optional<RowTest> test(ColumnPredicate predicate) {
        if (HealpixColumn.isAt(schema, predicate.column()) || PlaceColumn.isAt(schema, predicate.column())) {
            return Optional.empty();
        }
        return RowTest.of(predicate, schema.column(predicate.column()).type());
    }
}
