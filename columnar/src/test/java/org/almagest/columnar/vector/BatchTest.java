package org.almagest.columnar.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.type.ScalarType;
import org.junit.jupiter.api.Test;

class BatchTest {
    private static final long[] MASK = new long[ColumnVector.BATCH_ROWS / 64];

    static {
        MASK[0] = 1L << 3 | 1L << 40;
        MASK[15] = 1L << 63;
    }

    private static void assertRows(Batch batch, int... rows) {
        assertEquals(rows.length, batch.size());
        assertTrue(batch.hasSelection());
        assertArrayEquals(rows, Arrays.copyOf(batch.selection(), batch.size()));
        for (int i = 0; i < rows.length; i++) {
            assertEquals(rows[i], batch.row(i));
        }
    }

    @Test
    void aSelectionIsSharedByCopy() {
        Batch from = new Batch(0);
        from.setRowCount(10);
        from.selection()[0] = 2;
        from.selection()[1] = 7;
        from.setSelected(2);
        Batch to = new Batch(0);
        to.shareRows(from);
        assertRows(to, 2, 7);
        assertNotSame(from.selection(), to.selection());
    }

    @Test
    void aMaskIsSharedBeforeAndAfterItIsListed() {
        Batch from = new Batch(0);
        from.setRowCount(ColumnVector.BATCH_ROWS);
        from.setSelected(MASK, 3);
        Batch before = new Batch(0);
        before.shareRows(from);
        assertRows(from, 3, 40, 1023);
        Batch after = new Batch(0);
        after.shareRows(from);
        assertRows(before, 3, 40, 1023);
        assertRows(after, 3, 40, 1023);
    }

    @Test
    void allRowsAreSharedWithoutASelection() {
        Batch from = new Batch(0);
        from.setRowCount(5);
        Batch to = new Batch(0);
        to.shareRows(from);
        assertFalse(to.hasSelection());
        assertEquals(4, to.row(4));
    }

    @Test
    void aSmallBatchHasSmallVectors() {
        Batch batch = Batch.allocate(List.of(ScalarType.DOUBLE, ScalarType.VARCHAR), 64);
        assertEquals(64, batch.column(0).capacity());
        assertEquals(64, batch.column(1).capacity());
    }
}
