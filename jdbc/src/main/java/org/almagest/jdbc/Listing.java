package org.almagest.jdbc;

import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.TypeNames;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.sql.session.ResultColumn;

/// Rows made by the driver itself: the lists of `DatabaseMetaData`.
final class Listing {
    private final List<ResultColumn> columns;
    private final List<Batch> batches = new ArrayList<>();

    private Listing(List<ResultColumn> columns) {
        this.columns = columns;
    }

    /// Makes an empty list with columns `NAME` (a VARCHAR) or `NAME:TYPE`, with blanks in between.
    static Listing of(String columns) {
        List<ResultColumn> named = new ArrayList<>();
        for (String column : columns.split(" ")) {
            int colon = column.indexOf(':');
            DataType type = colon < 0
                    ? ScalarType.VARCHAR
                    : TypeNames.parse(column.substring(colon + 1)).orElseThrow();
            named.add(new ResultColumn(colon < 0 ? column : column.substring(0, colon), type, ColumnMeaning.NONE));
        }
        return new Listing(List.copyOf(named));
    }

    /// Adds a row of strings, integers, booleans, and `Value.NULL`.
    Listing add(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("a row has " + columns.size() + " cells: " + cells.length);
        }
        if (batches.isEmpty() || batches.getLast().rowCount() == ColumnVector.BATCH_ROWS) {
            batches.add(Batch.allocate(columns.stream().map(ResultColumn::type).toList()));
        }
        Batch batch = batches.getLast();
        int row = batch.rowCount();
        for (int i = 0; i < cells.length; i++) {
            Cells.set(batch.column(i), row, value(cells[i]));
        }
        batch.setRowCount(row + 1);
        return this;
    }

    private static Value value(Object cell) {
        return switch (cell) {
            case Value value -> value;
            case String text -> Value.of(text);
            case Integer number -> Value.of((long) number);
            case Boolean truth -> Value.of((boolean) truth);
            default -> throw new IllegalArgumentException("no cell of a list: " + cell);
        };
    }

    /// Answers text, or NULL for an empty one.
    static Value orNull(String text) {
        return text.isEmpty() ? Value.NULL : Value.of(text);
    }

    ResultSet result() {
        return new AlmagestResultSet(columns, new Rows(columns.size(), batches.iterator()), 0, ResultOwner.NOBODY);
    }

    private record Rows(int columns, Iterator<Batch> batches) implements BatchReader {
        @Override
        public boolean next(Batch out) {
            if (!batches.hasNext()) {
                return false;
            }
            Batch batch = batches.next();
            for (int i = 0; i < columns; i++) {
                out.setColumn(i, batch.column(i));
            }
            out.shareRows(batch);
            return true;
        }

        @Override
        public void close() {}
    }
}
