package org.almagest.exec;

import static org.almagest.exec.Execution.column;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.JoinKind;
import org.almagest.exec.plan.PhysicalPlan;
import org.junit.jupiter.api.Test;

/// Joins whose build side does not fit into memory, against nested loops.
final class JoinSpillTest {
    private static final long SEED = Long.getLong("almagest.seed", 40);
    private static final long LIMIT_BYTES = 4 << 20;
    private static final int TYPES = JoinTest.TYPES.size();

    /// Runs a plan within `bytes`, makes sure that it spilled, and answers its rows and how often each
    /// comes.
    private static Map<List<Value>, Long> spilled(PhysicalPlan.HashJoin plan, long bytes, int threads) {
        MemoryBudget budget = MemoryBudget.root(bytes);
        List<List<Value>> rows = new ArrayList<>();
        try (ResultStream stream = QueryExecution.start(plan, Execution.context(budget, threads))) {
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
            assertTrue(stream.metrics().of(plan).spilledBytes() > 0, plan.kind() + " did not spill");
        }
        assertEquals(0, budget.reserved(), "bytes left after close");
        return JoinTest.counted(rows);
    }

    private static MemoryTable wide(Random random, int rows, int distinct) {
        return new MemoryTable(
                JoinTest.TYPES, TestValues.table(random, JoinTest.TYPES, rows, distinct), 500, 300, true);
    }

    private static Optional<Expression> residual() {
        return Optional.of(new Expression.Compare(
                Comparison.LESS, column(0, ScalarType.INTEGER), column(TYPES, ScalarType.INTEGER)));
    }

    @Test
    void spilledJoinsAreLikeNestedLoops() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        MemoryTable build = wide(random, 50_000, 4000);
        for (JoinKind kind : JoinKind.values()) {
            for (List<Integer> columns : List.of(List.of(0), List.of(3), List.of(1, 4))) {
                for (boolean withResidual : new boolean[] {false, true}) {
                    boolean one = columns.size() == 1 && !withResidual;
                    if (kind == JoinKind.SINGLE || kind == JoinKind.NULL_AWARE_MARK && !one) {
                        continue;
                    }
                    MemoryTable probe = wide(random, 20, 4000);
                    check(kind, columns, withResidual ? residual() : Optional.empty(), probe, build);
                }
            }
        }
    }

    /// One key with nearly all rows, which no partition makes smaller, and joins without keys.
    @Test
    void oneKeyWithEverythingIsJoinedPieceByPiece() {
        Random random = new Random(SEED);
        List<List<Value>> skewed = new ArrayList<>();
        for (List<Value> row : TestValues.table(random, JoinTest.TYPES, 50_000, 50)) {
            List<Value> same = new ArrayList<>(row);
            if (random.nextInt(50) > 0) {
                same.set(1, Value.of(7L));
            }
            skewed.add(same);
        }
        MemoryTable build = new MemoryTable(JoinTest.TYPES, skewed, 500, 300, true);
        List<List<Value>> few = new ArrayList<>(TestValues.table(random, JoinTest.TYPES, 4, 50));
        List<Value> heavy = new ArrayList<>(few.getFirst());
        heavy.set(1, Value.of(7L));
        few.add(heavy);
        MemoryTable probe = new MemoryTable(JoinTest.TYPES, few, 500, 300, true);
        for (JoinKind kind : JoinKind.values()) {
            if (kind == JoinKind.SINGLE) {
                continue;
            }
            check(kind, List.of(1), Optional.empty(), probe, build);
            if (kind != JoinKind.NULL_AWARE_MARK) {
                check(kind, List.of(1), residual(), probe, build);
                check(kind, List.of(), residual(), probe, build);
            }
        }
    }

    @Test
    void emptyProbesAndProbesOfNulls() {
        Random random = new Random(SEED);
        MemoryTable build = wide(random, 50_000, 4000);
        List<Value> nulls = Collections.nCopies(TYPES, Value.NULL);
        for (List<List<Value>> rows : List.of(List.<List<Value>>of(), List.of(nulls, nulls))) {
            MemoryTable probe = new MemoryTable(JoinTest.TYPES, rows, 500, 300, true);
            for (JoinKind kind : JoinKind.values()) {
                check(kind, List.of(1), Optional.empty(), probe, build);
            }
        }
    }

    @Test
    void spilledBandsAreLikeNestedLoops() {
        Random random = new Random(SEED);
        MemoryTable build = wide(random, 50_000, 4000);
        MemoryTable probe = wide(random, 3, 4000);
        for (JoinKind kind : JoinKind.values()) {
            if (kind != JoinKind.SINGLE && kind != JoinKind.NULL_AWARE_MARK) {
                check(JoinTest.banded(kind, 2, probe, build), probe, build, kind + " by a band");
            }
        }
    }

    private static void check(
            JoinKind kind, List<Integer> columns, Optional<Expression> residual, MemoryTable probe, MemoryTable build) {
        var plan = new PhysicalPlan.HashJoin(
                kind, probe.all(), build.all(), JoinTest.keys(columns), JoinTest.keys(columns), residual, "");
        check(plan, probe, build, kind + " by " + columns + (residual.isPresent() ? " with a residual" : ""));
    }

    private static void check(PhysicalPlan.HashJoin plan, MemoryTable probe, MemoryTable build, String what) {
        Map<List<Value>, Long> expected = JoinTest.counted(JoinTest.nested(plan, probe, build));
        for (int threads : new int[] {1, 2}) {
            assertEquals(expected, spilled(plan, LIMIT_BYTES, threads), what + " at " + threads);
        }
    }
}
