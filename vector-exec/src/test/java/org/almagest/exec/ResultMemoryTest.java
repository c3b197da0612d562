package org.almagest.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.plan.PhysicalPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a result reserves while it is read.
@Timeout(60)
final class ResultMemoryTest {
    private static final List<DataType> TYPES = List.of(ScalarType.INTEGER, ScalarType.VARCHAR, ScalarType.DOUBLE);
    private static final long FULL_BATCH_BYTES = 3L * ColumnVector.BATCH_ROWS * Long.BYTES;

    /// Answers the most bytes that were reserved when a batch was handed out.
    private static long mostReserved(PhysicalPlan plan, int expectedRows) {
        MemoryBudget budget = MemoryBudget.root(1L << 31);
        long most = 0;
        long rows = 0;
        try (ResultStream stream = QueryExecution.start(plan, Execution.context(budget, 1))) {
            Batch batch = new Batch(TYPES.size());
            while (stream.next(batch)) {
                rows += batch.size();
                most = Math.max(most, budget.reserved());
            }
        }
        assertEquals(0, budget.reserved(), "bytes left after close");
        assertEquals(expectedRows, rows);
        return most;
    }

    private static PhysicalPlan scan(int rows, int morselRows, int batchRows) {
        return new MemoryTable(TYPES, TestValues.table(new Random(rows), TYPES, rows, 50), morselRows, batchRows, true)
                .all();
    }

    @Test
    void aFewRowsTakeASmallBatch() {
        long reserved = mostReserved(scan(3, 3, 100), 3);
        assertTrue(reserved > 0 && reserved < FULL_BATCH_BYTES / 8, "reserved: " + reserved);
    }

    @Test
    void manySmallBatchesAreGivenBackOneByOne() {
        long reserved = mostReserved(scan(20_000, 10_000, 20), 20_000);
        assertTrue(reserved > 0 && reserved < 16 * FULL_BATCH_BYTES / 8, "reserved: " + reserved);
    }

    @Test
    void moreRowsTakeAFullBatch() {
        long reserved = mostReserved(scan(100, 100, 100), 100);
        assertEquals(FULL_BATCH_BYTES, reserved);
    }
}
