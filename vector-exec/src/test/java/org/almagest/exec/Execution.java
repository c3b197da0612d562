package org.almagest.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.spill.SpillSpace;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.schedule.Scheduler;

/// Runs plans in tests; checks each time that all memory was given back.
final class Execution {
    static final Scheduler SCHEDULER = new Scheduler(8);
    static final int[] THREADS = {1, 2, 3, 8};

    /// Where operators spill; on the disk, as in earnest.
    private static final SpillSpace SPILL_SPACE =
            new SpillSpace(new LocalFileSystem(), System.getProperty("java.io.tmpdir") + "/almagest-execution-test");

    private Execution() {}

    static ExecutionContext context(MemoryBudget budget, int threads) {
        return context(SCHEDULER, budget, threads);
    }

    static ExecutionContext context(Scheduler scheduler, MemoryBudget budget, int threads) {
        return new ExecutionContext(
                scheduler, budget, SPILL_SPACE, new Cancellation(), threads, new PlainExpressions());
    }

    static List<List<Value>> rows(PhysicalPlan plan, int threads) {
        MemoryBudget budget = MemoryBudget.root(1L << 31);
        List<List<Value>> rows = new ArrayList<>();
        try (ResultStream stream = QueryExecution.start(plan, context(budget, threads))) {
            Batch batch = new Batch(plan.types().size());
            while (stream.next(batch)) {
                for (int i = 0; i < batch.size(); i++) {
                    List<Value> row = new ArrayList<>();
                    for (int c = 0; c < batch.columnCount(); c++) {
                        row.add(TestValues.get(batch.column(c), batch.row(i)));
                    }
                    rows.add(row);
                }
            }
        }
        assertEquals(0, budget.reserved(), "bytes left after close");
        return rows;
    }

    /// Runs a plan at several thread counts and answers its rows, which must be the same each time.
    static List<List<Value>> sameRows(PhysicalPlan plan) {
        List<List<Value>> first = rows(plan, 1);
        for (int threads : THREADS) {
            assertEquals(first, rows(plan, threads), "threads: " + threads);
        }
        return first;
    }

    static Expression column(int index, DataType type) {
        return new Expression.ColumnRef(index, type);
    }
}
