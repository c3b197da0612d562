package org.almagest.jdbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.sql.session.ResultColumn;
import org.junit.jupiter.api.Test;

/// Array cells of a result, which SQL alone cannot write yet.
class ArrayCellsTest {
    private static final DataType TYPE = ArrayType.fixed(ScalarType.REAL, 2);

    /// Gives one batch.
    private static final class OneBatch implements BatchReader {
        private final Batch batch = Batch.allocate(List.of(TYPE));
        private boolean given;

        @Override
        public boolean next(Batch out) {
            if (given) {
                return false;
            }
            given = true;
            out.setColumn(0, batch.column(0));
            out.shareRows(batch);
            return true;
        }

        @Override
        public void close() {
            batch.reset();
        }
    }

    @Test
    void arraysOutliveTheResult() throws SQLException {
        OneBatch source = new OneBatch();
        Cells.set(source.batch.column(0), 0, new Value.OfArray(List.of(Value.of(1.5), Value.NULL)));
        Cells.set(source.batch.column(0), 1, Value.NULL);
        source.batch.setRowCount(2);
        ResultColumn column = new ResultColumn("flux", TYPE, ColumnMeaning.ofUnit("mJy"));
        Array array;
        try (ResultSet rows = new AlmagestResultSet(List.of(column), source, 0, ResultOwner.NOBODY)) {
            assertEquals(Types.ARRAY, rows.getMetaData().getColumnType(1));
            assertEquals("REAL[2]", rows.getMetaData().getColumnTypeName(1));
            assertEquals("mJy", rows.getMetaData().unwrap(ColumnMeanings.class).unit(1));
            assertTrue(rows.next());
            assertEquals("[1.5, NULL]", rows.getString("flux"));
            array = rows.getArray("flux");
            assertTrue(rows.next());
            assertNull(rows.getArray(1));
            assertTrue(rows.wasNull());
            assertFalse(rows.next());
        }
        assertArrayEquals(new Float[] {1.5f, null}, (Float[]) array.getArray());
        assertEquals("REAL", array.getBaseTypeName());
    }
}
