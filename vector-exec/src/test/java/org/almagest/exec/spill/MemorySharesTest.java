package org.almagest.exec.spill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.exec.rows.MemoryShares;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowStore;
import org.junit.jupiter.api.Test;

/// Who may grow, of operators that compete for a limit of 64 MiB.
final class MemorySharesTest {
    private static final long MIB = 1L << 20;

    private final MemoryBudget process = MemoryBudget.root(64 * MIB);
    private final MemoryShares shares = new MemoryShares(process.child("the query", 64 * MIB), 2);

    @Test
    void oneOperatorLeavesTheHeadroom() {
        try (OperatorMemory alone = new OperatorMemory(shares, "a test")) {
            assertTrue(alone.mayGrow(48 * MIB));
            assertFalse(alone.mayGrow(48 * MIB + 1));
            alone.reserve(40 * MIB);
            assertTrue(alone.mayGrow(8 * MIB));
            assertFalse(alone.mayGrow(9 * MIB));
            alone.release(40 * MIB);
        }
    }

    @Test
    void aFloorIsLeftToOthers() {
        try (OperatorMemory first = new OperatorMemory(shares, "a test");
                OperatorMemory second = new OperatorMemory(shares, "another test")) {
            assertTrue(first.mayGrow(40 * MIB));
            assertFalse(first.mayGrow(41 * MIB));
            first.reserve(40 * MIB);
            assertTrue(second.mayGrow(8 * MIB));
            assertFalse(second.mayGrow(9 * MIB));
            first.release(40 * MIB);
        }
    }

    @Test
    void otherQueriesCount() {
        process.reserve(30 * MIB, "another query");
        try (OperatorMemory alone = new OperatorMemory(shares, "a test")) {
            assertTrue(alone.mayGrow(18 * MIB));
            assertFalse(alone.mayGrow(19 * MIB));
        }
        process.release(30 * MIB);
    }

    @Test
    void cachesGiveWay() {
        long[] cached = {60 * MIB};
        process.reserve(cached[0], "a cache");
        process.addReclaimer(bytes -> {
            process.release(cached[0]);
            long freed = cached[0];
            cached[0] = 0;
            return freed;
        });
        try (OperatorMemory alone = new OperatorMemory(shares, "a test")) {
            assertTrue(alone.mayGrow(40 * MIB));
        }
        assertEquals(0, process.reserved());
    }

    @Test
    void rowsAreAppendedUntilTheShareIsFull() {
        Batch batch = Batch.allocate(List.of(ScalarType.BIGINT, ScalarType.VARCHAR));
        for (int i = 0; i < 1000; i++) {
            Cells.set(batch.column(0), i, Value.of((long) i));
            Cells.set(batch.column(1), i, Value.of("text ".repeat(20)));
        }
        batch.setRowCount(1000);
        try (OperatorMemory memory = new OperatorMemory(shares, "a test")) {
            RowStore rows = new RowStore(memory, List.of(ScalarType.BIGINT, ScalarType.VARCHAR));
            int appended = 0;
            while (rows.tryAppend(batch)) {
                appended++;
            }
            assertEquals(1000L * appended, rows.rowCount());
            assertTrue(appended > 300, "batches of 100 kB: " + appended);
            assertTrue(process.peak() <= 64 * MIB);
            assertTrue(process.reserved() <= 48 * MIB, "bytes " + process.reserved());
            rows.close();
        }
        assertEquals(0, process.reserved());
    }
}
