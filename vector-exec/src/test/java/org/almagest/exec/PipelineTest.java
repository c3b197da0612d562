package org.almagest.exec;

import static org.almagest.exec.Execution.column;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.metrics.PlanMetrics;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.plan.SortKey;
import org.almagest.exec.schedule.Scheduler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PipelineTest {
    private static final List<DataType> TYPES =
            List.of(ScalarType.INTEGER, ScalarType.VARCHAR, ArrayType.fixed(ScalarType.DOUBLE, 2), ScalarType.DOUBLE);

    private static MemoryTable table(int rows, int morselRows) {
        return new MemoryTable(TYPES, TestValues.table(new Random(rows), TYPES, rows, 90), morselRows, 100, true);
    }

    private static Expression above(long bound) {
        return new Expression.Compare(
                Comparison.GREATER,
                column(0, ScalarType.INTEGER),
                new Expression.Literal(Value.of(bound), ScalarType.INTEGER));
    }

    private static List<List<Value>> kept(MemoryTable table, long bound) {
        return table.rows.stream()
                .filter(row -> Reference.holds(above(bound), row))
                .toList();
    }

    @Test
    void rowsComeInTheOrderOfTheScan() {
        MemoryTable table = table(20_000, 700);
        assertEquals(table.rows, Execution.sameRows(table.all()));
        assertEquals(kept(table, 3), Execution.sameRows(new PhysicalPlan.Filter(table.all(), above(3))));
    }

    @Test
    void projectionsPointAtColumns() {
        MemoryTable table = table(1000, 100);
        var plan = new PhysicalPlan.Project(
                table.all(),
                List.of(column(1, ScalarType.VARCHAR), new Expression.Literal(Value.of(7L), ScalarType.BIGINT)));
        List<List<Value>> expected = table.rows.stream()
                .map(row -> List.of(row.get(1), Value.of(7L)))
                .toList();
        assertEquals(expected, Execution.sameRows(plan));
    }

    @Test
    void predicatesThatTheScanDoesNotAnswerExactlyAreCheckedAgain() {
        MemoryTable table = table(3000, 100);
        ColumnPredicate predicate = new ColumnPredicate.Compare(0, Comparison.GREATER, Value.of(10L));
        var plan = new PhysicalPlan.TableScan(
                table, List.of(0, 1, 2, 3), List.of(predicate), List.of(above(10)), "", Optional.empty());
        assertEquals(kept(table, 10), Execution.sameRows(plan));
    }

    @Test
    void limitGivesTheFirstRowsAndStopsTheScan() {
        MemoryTable table = table(200_000, 1000);
        PhysicalPlan filter = new PhysicalPlan.Filter(table.all(), above(0));
        for (long offset : new long[] {0, 5, 3000}) {
            var plan = new PhysicalPlan.Limit(filter, 150, offset);
            List<List<Value>> expected = kept(table, 0).subList((int) offset, (int) offset + 150);
            assertEquals(expected, Execution.sameRows(plan));
            assertEquals(expected, Execution.sameRows(new PhysicalPlan.Sort(plan, List.of())));
        }
        table.batchesRead = 0;
        Execution.rows(new PhysicalPlan.Limit(table.all(), 10, 0), 2);
        assertTrue(table.batchesRead < 500, "batches read for ten rows: " + table.batchesRead);
    }

    @Test
    void limitBeyondTheEndGivesWhatThereIs() {
        MemoryTable table = table(50, 7);
        var limit = new PhysicalPlan.Limit(table.all(), Long.MAX_VALUE, 45);
        assertEquals(table.rows.subList(45, 50), Execution.sameRows(limit));
        assertEquals(table.rows.subList(45, 50), Execution.sameRows(new PhysicalPlan.Sort(limit, List.of())));
        assertEquals(List.of(), Execution.sameRows(new PhysicalPlan.Limit(table.all(), 0, 0)));
        assertEquals(List.of(), Execution.sameRows(new PhysicalPlan.Limit(table.all(), 5, 60)));
    }

    @Test
    void unionAllGivesOneInputAfterTheOther() {
        MemoryTable first = table(3000, 500);
        MemoryTable second = table(10, 3);
        var values = new PhysicalPlan.Values(first.rows.subList(0, 3), TYPES);
        var union = new PhysicalPlan.UnionAll(
                List.of(first.all(), values, new PhysicalPlan.Filter(second.all(), above(0))));
        List<List<Value>> expected = new ArrayList<>(first.rows);
        expected.addAll(first.rows.subList(0, 3));
        expected.addAll(kept(second, 0));
        assertEquals(expected, Execution.sameRows(union));
        var limit = new PhysicalPlan.Limit(union, 5, 2998);
        assertEquals(expected.subList(2998, 3003), Execution.sameRows(limit));
    }

    @Test
    void aResultThatNobodyReadsHoldsNoWorker() throws InterruptedException {
        MemoryTable table = table(300_000, 5000);
        try (Scheduler scheduler = new Scheduler(2)) {
            MemoryBudget budget = MemoryBudget.root(1L << 30);
            ExecutionContext context = Execution.context(scheduler, budget, 2);
            try (ResultStream unread = QueryExecution.start(table.all(), context)) {
                long deadline = System.nanoTime() + 20_000_000_000L;
                int before = -1;
                while ((scheduler.busyWorkers() > 0 || before != table.batchesRead) && System.nanoTime() < deadline) {
                    before = table.batchesRead;
                    Thread.sleep(20);
                }
                assertEquals(0, scheduler.busyWorkers());
                assertTrue(table.batchesRead < 1000, "batches read for nobody: " + table.batchesRead);
                // Both workers are free for another query meanwhile.
                ExecutionContext other = Execution.context(scheduler, budget, 2);
                try (ResultStream stream = QueryExecution.start(table(500, 10).all(), other)) {
                    assertTrue(stream.next(new Batch(4)));
                }
                long rows = 0;
                Batch batch = new Batch(4);
                while (unread.next(batch)) {
                    rows += batch.size();
                }
                assertEquals(300_000, rows);
            }
            assertEquals(0, budget.reserved());
        }
    }

    @Test
    void cancellingEndsTheReading() {
        MemoryTable table = table(300_000, 5000);
        MemoryBudget budget = MemoryBudget.root(1L << 30);
        try (ResultStream stream = QueryExecution.start(table.all(), Execution.context(budget, 2))) {
            Batch batch = new Batch(4);
            assertTrue(stream.next(batch));
            stream.cancel();
            AlmagestException failure = assertThrows(AlmagestException.class, () -> stream.next(batch));
            assertEquals(SqlState.QUERY_CANCELED, failure.state());
        }
        assertEquals(0, budget.reserved());
    }

    @Test
    void aFailureReachesTheReader() {
        for (int threads : Execution.THREADS) {
            MemoryTable table = table(30_000, 1000);
            table.failAtMorsel = 11;
            MemoryBudget budget = MemoryBudget.root(1L << 30);
            for (PhysicalPlan plan : List.of(
                    table.all(),
                    new PhysicalPlan.Sort(
                            table.all(), List.of(new SortKey(column(0, ScalarType.INTEGER), false, false))))) {
                try (ResultStream stream = QueryExecution.start(plan, Execution.context(budget, threads))) {
                    Batch batch = new Batch(4);
                    IllegalStateException failure = assertThrows(IllegalStateException.class, () -> {
                        while (stream.next(batch)) {
                            assertTrue(batch.size() > 0);
                        }
                    });
                    assertEquals("this morsel fails", failure.getMessage());
                }
                assertEquals(0, budget.reserved());
            }
        }
    }

    @Test
    void tooLittleMemoryIsRefusedAndGivenBack() {
        MemoryTable table = table(100_000, 5000);
        List<SortKey> keys = List.of(new SortKey(column(3, ScalarType.DOUBLE), false, false));
        List<PhysicalPlan> plans = List.of(
                new PhysicalPlan.Sort(table.all(), keys),
                new PhysicalPlan.Aggregate(
                        table.all(),
                        List.of(column(1, ScalarType.VARCHAR), column(2, TYPES.get(2)), column(3, ScalarType.DOUBLE)),
                        List.of(),
                        Optional.empty(),
                        ""));
        for (PhysicalPlan plan : plans) {
            MemoryBudget budget = MemoryBudget.root(400_000);
            try (ResultStream stream = QueryExecution.start(plan, Execution.context(budget, 2))) {
                Batch batch = new Batch(plan.types().size());
                AlmagestException failure = assertThrows(AlmagestException.class, () -> stream.next(batch));
                assertEquals(SqlState.OUT_OF_MEMORY, failure.state());
            }
            assertEquals(0, budget.reserved());
        }
    }

    @Test
    void metricsCountRowsOfEachNode() {
        MemoryTable table = table(10_000, 1000);
        PhysicalPlan.TableScan scan = table.all();
        PhysicalPlan.Filter filter = new PhysicalPlan.Filter(scan, above(0));
        PhysicalPlan.Aggregate aggregate = new PhysicalPlan.Aggregate(
                filter, List.of(column(0, ScalarType.INTEGER)), List.of(), Optional.empty(), "");
        MemoryBudget budget = MemoryBudget.root(1L << 30);
        try (ResultStream stream = QueryExecution.start(aggregate, Execution.context(budget, 2))) {
            Batch batch = new Batch(1);
            long groups = 0;
            while (stream.next(batch)) {
                groups += batch.size();
            }
            PlanMetrics metrics = stream.metrics();
            assertEquals(10_000, metrics.of(scan).rows());
            assertEquals(100, metrics.of(scan).batches());
            assertEquals(kept(table, 0).size(), metrics.of(filter).rows());
            assertEquals(groups, metrics.of(aggregate).rows());
            assertTrue(metrics.of(aggregate).nanos() > 0);
            assertTrue(metrics.of(aggregate).peakBytes() > 0);
        }
    }
}
