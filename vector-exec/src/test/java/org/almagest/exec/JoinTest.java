package org.almagest.exec;

import static org.almagest.exec.Execution.column;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.exec.plan.Band;
import org.almagest.exec.plan.JoinKind;
import org.almagest.exec.plan.PhysicalPlan;
import org.junit.jupiter.api.Test;

final class JoinTest {
    private static final long SEED = Long.getLong("almagest.seed", 71);

    static final List<DataType> TYPES = List.of(
            ScalarType.INTEGER,
            ScalarType.BIGINT,
            ScalarType.DOUBLE,
            ScalarType.VARCHAR,
            new DecimalType(30, 2),
            ScalarType.REAL);

    static MemoryTable table(Random random, int most) {
        int rows = random.nextInt(5) == 0 ? random.nextInt(3) : random.nextInt(most);
        return new MemoryTable(
                TYPES,
                TestValues.table(random, TYPES, rows, 1 + random.nextInt(150)),
                1 + random.nextInt(100),
                1 + random.nextInt(100),
                random.nextBoolean());
    }

    static List<Expression> keys(List<Integer> columns) {
        return columns.stream().map(c -> column(c, TYPES.get(c))).toList();
    }

    /// Compares by nested loops; only the rows, since LEFT gives those without a partner later.
    static List<List<Value>> nested(PhysicalPlan.HashJoin plan, MemoryTable probe, MemoryTable build) {
        return nested(plan, probe, build, TYPES);
    }

    private static List<List<Value>> nested(
            PhysicalPlan.HashJoin plan, MemoryTable probe, MemoryTable build, List<DataType> types) {
        List<List<Value>> rows = new ArrayList<>();
        Set<Integer> matchedOnTheRight = new HashSet<>();
        List<List<Value>> keysOfBuild =
                build.rows.stream().map(row -> keys(plan.buildKeys(), row)).toList();
        for (List<Value> left : probe.rows) {
            boolean matched = false;
            List<Value> keys = keys(plan.probeKeys(), left);
            for (int r = 0; r < build.rows.size(); r++) {
                if (!equal(keys, keysOfBuild.get(r))) {
                    continue;
                }
                List<Value> pair = new ArrayList<>(left);
                pair.addAll(build.rows.get(r));
                boolean matches = plan.residual().isEmpty()
                        || Reference.holds(plan.residual().get(), pair);
                matched |= matches;
                if (matches) {
                    matchedOnTheRight.add(r);
                }
                if (matches && plan.kind().givesBuild() && !plan.kind().keepsBuildOnly()) {
                    rows.add(pair);
                }
            }
            if (plan.kind() == JoinKind.SEMI && matched || plan.kind() == JoinKind.ANTI && !matched) {
                rows.add(left);
            }
            boolean keepsProbe =
                    plan.kind() == JoinKind.LEFT || plan.kind() == JoinKind.FULL || plan.kind() == JoinKind.SINGLE;
            if (keepsProbe && !matched) {
                List<Value> padded = new ArrayList<>(left);
                padded.addAll(Collections.nCopies(types.size(), Value.NULL));
                rows.add(padded);
            }
            if (plan.kind().marks()) {
                List<Value> marked = new ArrayList<>(left);
                marked.add(mark(plan, left, build, matched));
                rows.add(marked);
            }
        }
        boolean keepsBuild = plan.kind() == JoinKind.FULL || plan.kind() == JoinKind.BUILD_LEFT;
        for (int r = 0; r < build.rows.size() && keepsBuild; r++) {
            if (!matchedOnTheRight.contains(r)) {
                List<Value> padded = new ArrayList<>(Collections.nCopies(types.size(), Value.NULL));
                padded.addAll(build.rows.get(r));
                rows.add(padded);
            }
        }
        for (int r = 0; r < build.rows.size() && plan.kind().keepsBuildOnly(); r++) {
            if (matchedOnTheRight.contains(r) == (plan.kind() == JoinKind.BUILD_SEMI)) {
                rows.add(build.rows.get(r));
            }
        }
        return rows;
    }

    private static Value mark(PhysicalPlan.HashJoin plan, List<Value> left, MemoryTable build, boolean matched) {
        if (matched || plan.kind() == JoinKind.MARK || build.rows.isEmpty()) {
            return Value.of(matched);
        }
        boolean unknown = Reference.of(plan.probeKeys().getFirst(), left).isNull()
                || build.rows.stream()
                        .anyMatch(right ->
                                Reference.of(plan.buildKeys().getFirst(), right).isNull());
        return unknown ? Value.NULL : Value.of(false);
    }

    private static List<Value> keys(List<Expression> expressions, List<Value> row) {
        return expressions.stream()
                .map(expression -> Reference.key(Reference.of(expression, row)))
                .toList();
    }

    private static boolean equal(List<Value> a, List<Value> b) {
        for (int k = 0; k < a.size(); k++) {
            if (a.get(k).isNull() || b.get(k).isNull() || !a.get(k).equals(b.get(k))) {
                return false;
            }
        }
        return true;
    }

    /// Answers how often each row comes.
    static Map<List<Value>, Long> counted(List<List<Value>> rows) {
        Map<List<Value>, Long> counts = new HashMap<>();
        rows.forEach(row -> counts.merge(row, 1L, Long::sum));
        return counts;
    }

    private static List<List<Value>> ordered(List<List<Value>> rows) {
        record Keyed(String key, List<Value> row) {}
        return rows.stream()
                .map(row -> new Keyed(row.toString(), row))
                .sorted(Comparator.comparing(Keyed::key))
                .map(Keyed::row)
                .toList();
    }

    @Test
    void joinsLikeNestedLoops() {
        Random random = new Random(SEED);
        List<List<Integer>> keySets = List.of(
                List.of(0),
                List.of(1),
                List.of(2),
                List.of(3),
                List.of(4),
                List.of(5),
                List.of(0, 3),
                List.of(1, 2, 4),
                List.of());
        for (JoinKind kind : JoinKind.values()) {
            for (List<Integer> columns : keySets) {
                for (boolean withResidual : new boolean[] {false, true}) {
                    boolean one = columns.size() == 1 && !withResidual;
                    if (kind == JoinKind.SINGLE || kind == JoinKind.NULL_AWARE_MARK && !one) {
                        continue;
                    }
                    MemoryTable probe = table(random, columns.isEmpty() ? 60 : 300);
                    MemoryTable build = table(random, columns.isEmpty() ? 60 : 200);
                    Optional<Expression> residual = withResidual
                            ? Optional.of(new Expression.Compare(
                                    Comparison.LESS,
                                    column(0, ScalarType.INTEGER),
                                    column(TYPES.size(), ScalarType.INTEGER)))
                            : Optional.empty();
                    var plan = new PhysicalPlan.HashJoin(
                            kind, probe.all(), build.all(), keys(columns), keys(columns), residual, "");
                    assertEquals(
                            counted(nested(plan, probe, build)),
                            counted(Execution.sameRows(plan)),
                            kind + " by " + columns + (withResidual ? " with a residual" : ""));
                }
            }
        }
    }

    /// Tables beyond the first size are arranged by parts, by hash or by ranges of the key.
    @Test
    void largeTablesJoinLikeNestedLoops() {
        Random random = new Random(SEED);
        MemoryTable build = new MemoryTable(TYPES, TestValues.table(random, TYPES, 40_000, 9000), 700, 300, true);
        for (JoinKind kind : JoinKind.values()) {
            for (List<Integer> columns : List.of(List.of(0), List.of(1), List.of(3), List.of(1, 3))) {
                boolean one = columns.size() == 1;
                if (kind == JoinKind.SINGLE || kind == JoinKind.NULL_AWARE_MARK && !one) {
                    continue;
                }
                MemoryTable probe = table(random, 60);
                var plan = new PhysicalPlan.HashJoin(
                        kind,
                        probe.all(),
                        build.all(),
                        keys(columns),
                        keys(columns),
                        Optional.empty(),
                        Optional.empty(),
                        one && columns.getFirst() < 2,
                        Optional.empty(),
                        "");
                List<List<Value>> rows = Execution.rows(plan, 1);
                assertEquals(counted(nested(plan, probe, build)), counted(rows), kind + " by " + columns);
                assertEquals(rows, Execution.rows(plan, 3), kind + " by " + columns + " at three threads");
            }
        }
    }

    /// Integers that lie closely together are found by their places: in order (run by run), shuffled, with
    /// several rows of a key, with NULLs, and with values of the probe outside of them.
    @Test
    void closeKeysJoinLikeNestedLoops() {
        Random random = new Random(SEED);
        for (int rows : new int[] {900, 40_000}) {
            for (boolean inOrder : new boolean[] {true, false}) {
                for (boolean withNulls : new boolean[] {false, true}) {
                    List<List<Value>> of = new ArrayList<>();
                    for (int i = 0; i < rows; i++) {
                        long key = inOrder ? i / 2 * 3L - 700 : random.nextInt(rows) - 700;
                        boolean isNull = withNulls && random.nextInt(40) == 0;
                        of.add(List.of(isNull ? Value.NULL : Value.of(key), Value.of("b" + i)));
                    }
                    closeKeys(new MemoryTable(CLOSE, of, 700, 300, true), random);
                }
            }
        }
    }

    private static final List<DataType> CLOSE = List.of(ScalarType.BIGINT, ScalarType.VARCHAR);

    private static void closeKeys(MemoryTable build, Random random) {
        int rows = build.rows.size();
        List<List<Value>> of = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            long key = random.nextInt(8) == 0 ? random.nextLong() : random.nextInt(2 * rows) - 1000;
            of.add(List.of(random.nextInt(20) == 0 ? Value.NULL : Value.of(key), Value.of("p" + i)));
        }
        MemoryTable probe = new MemoryTable(CLOSE, of, 30, 30, true);
        List<Expression> key = List.of(column(0, ScalarType.BIGINT));
        for (JoinKind kind : JoinKind.values()) {
            if (kind != JoinKind.SINGLE) {
                var plan = new PhysicalPlan.HashJoin(kind, probe.all(), build.all(), key, key, Optional.empty(), "");
                List<List<Value>> found = Execution.rows(plan, 1);
                assertEquals(counted(nested(plan, probe, build, CLOSE)), counted(found), kind + " of " + rows);
                assertEquals(found, Execution.rows(plan, 3), kind + " at three threads");
            }
        }
    }

    /// Few texts of many rows are numbered, and come as codes: alone and with several rows of a key, and to
    /// who groups by them twice.
    @Test
    void fewTextsOfTheBuildSideJoinLikeNestedLoops() {
        for (int rowsOfKey : new int[] {1, 3}) {
            List<List<Value>> of = new ArrayList<>();
            for (int i = 0; i < 3000; i++) {
                Value text = i % 11 == 0 ? Value.NULL : Value.of("t" + i % 19);
                of.add(List.of(Value.of((long) i / rowsOfKey), text));
            }
            MemoryTable build = new MemoryTable(CLOSE, of, 700, 300, true);
            closeKeys(build, new Random(SEED));
            List<List<Value>> left = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                left.add(List.of(Value.of(i * 7L % 3300), Value.of("p" + i % 3)));
            }
            MemoryTable probe = new MemoryTable(CLOSE, left, 300, 170, true);
            List<Expression> key = List.of(column(0, ScalarType.BIGINT));
            var join =
                    new PhysicalPlan.HashJoin(JoinKind.LEFT, probe.all(), build.all(), key, key, Optional.empty(), "");
            AggregateCall distinct = new AggregateCall(
                    new AggregateFunction(AggregateFunction.Kind.COUNT, List.of(ScalarType.BIGINT), ScalarType.BIGINT),
                    List.of(column(2, ScalarType.BIGINT)),
                    true,
                    Optional.empty());
            var plan = new PhysicalPlan.Aggregate(
                    join,
                    List.of(column(3, ScalarType.VARCHAR), column(1, ScalarType.VARCHAR)),
                    List.of(distinct),
                    Optional.empty(),
                    "");
            Map<List<Value>, List<Value>> groups = Reference.aggregate(plan, nested(join, probe, build, CLOSE));
            List<List<Value>> expected = new ArrayList<>();
            groups.forEach((keys, results) -> expected.add(List.of(keys.get(0), keys.get(1), results.getFirst())));
            assertEquals(counted(expected), counted(Execution.sameRows(plan)));
        }
    }

    /// Columns of the build side that are not kept are missing, and nothing else changes.
    @Test
    void keepsTheColumnsOfTheBuildSideThatAreAskedFor() {
        Random random = new Random(SEED);
        List<Integer> kept = List.of(1, 3);
        for (JoinKind kind : List.of(
                JoinKind.INNER,
                JoinKind.LEFT,
                JoinKind.FULL,
                JoinKind.BUILD_LEFT,
                JoinKind.BUILD_SEMI,
                JoinKind.BUILD_ANTI)) {
            MemoryTable probe = table(random, 300);
            MemoryTable build = table(random, 200);
            var all = new PhysicalPlan.HashJoin(
                    kind, probe.all(), build.all(), keys(List.of(0)), keys(List.of(0)), Optional.empty(), "");
            var some = new PhysicalPlan.HashJoin(
                    kind,
                    probe.all(),
                    build.all(),
                    all.probeKeys(),
                    all.buildKeys(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    kept,
                    "");
            int ofProbe = kind.keepsBuildOnly() ? 0 : TYPES.size();
            List<List<Value>> expected = new ArrayList<>();
            for (List<Value> row : Execution.sameRows(all)) {
                List<Value> shorter = new ArrayList<>(row.subList(0, ofProbe));
                kept.forEach(column -> shorter.add(row.get(ofProbe + column)));
                expected.add(shorter);
            }
            assertEquals(expected, Execution.sameRows(some), kind.toString());
        }
    }

    private static Expression compare(Comparison comparison, int left, int right, DataType type) {
        return new Expression.Compare(comparison, column(left, type), column(right, type));
    }

    /// Makes a join by a band: a column of the build side above one of the probe, below another or
    /// both, or an interval of the build side around a column of the probe.
    static PhysicalPlan.HashJoin banded(JoinKind kind, int form, MemoryTable probe, MemoryTable build) {
        int first = TYPES.size();
        DataType type = form == 3 ? ScalarType.BIGINT : ScalarType.DOUBLE;
        int column = TYPES.indexOf(type);
        Band.Bound bound = new Band.Bound(column(column, type), 0);
        Expression ofBuild = column(column, type);
        Expression condition = switch (form) {
            case 0 -> compare(Comparison.GREATER, first + column, column, type);
            case 1 -> compare(Comparison.LESS_OR_EQUAL, first + column, column, type);
            default ->
                new Expression.And(List.of(
                        compare(Comparison.LESS_OR_EQUAL, first + column, column, type),
                        compare(Comparison.GREATER_OR_EQUAL, first + 1, 1, ScalarType.BIGINT)));
        };
        Band band = switch (form) {
            case 0 -> new Band(ofBuild, List.of(bound), List.of(), Optional.empty());
            case 1 -> new Band(ofBuild, List.of(), List.of(bound), Optional.empty());
            default ->
                new Band(
                        ofBuild,
                        List.of(),
                        List.of(bound),
                        Optional.of(new Band.Ends(column(1, ScalarType.BIGINT), column(1, ScalarType.BIGINT))));
        };
        return new PhysicalPlan.HashJoin(
                kind,
                probe.all(),
                build.all(),
                List.of(),
                List.of(),
                Optional.of(condition),
                Optional.empty(),
                false,
                Optional.of(band),
                "");
    }

    @Test
    void bandsJoinLikeNestedLoops() {
        Random random = new Random(SEED);
        for (JoinKind kind : JoinKind.values()) {
            for (int form = 0; form < 4; form++) {
                if (kind == JoinKind.SINGLE || kind == JoinKind.NULL_AWARE_MARK) {
                    continue;
                }
                for (int round = 0; round < 3; round++) {
                    MemoryTable probe = table(random, 120);
                    MemoryTable build = table(random, 150);
                    PhysicalPlan.HashJoin plan = banded(kind, form, probe, build);
                    assertEquals(
                            counted(nested(plan, probe, build)),
                            counted(Execution.sameRows(plan)),
                            kind + ", form " + form);
                }
            }
        }
    }

    /// A mark that compares is TRUE by one pair, NULL by one that nobody knows, else FALSE.
    @Test
    void aMarkIsTrueUnknownOrFalse() {
        List<DataType> types = List.of(ScalarType.INTEGER, ScalarType.BOOLEAN);
        Value yes = Value.of(true);
        Value no = Value.of(false);
        MemoryTable probe = new MemoryTable(
                types,
                List.of(List.of(Value.of(1L), no), List.of(Value.of(2L), no), List.of(Value.of(3L), no)),
                10,
                10,
                true);
        MemoryTable build = new MemoryTable(
                types,
                List.of(
                        List.of(Value.of(1L), Value.NULL),
                        List.of(Value.of(1L), no),
                        List.of(Value.of(1L), yes),
                        List.of(Value.of(2L), Value.NULL),
                        List.of(Value.of(2L), no)),
                10,
                10,
                true);
        List<Expression> key = List.of(column(0, ScalarType.INTEGER));
        var plan = new PhysicalPlan.HashJoin(
                JoinKind.MARK,
                probe.all(),
                build.all(),
                key,
                key,
                Optional.empty(),
                Optional.of(column(3, ScalarType.BOOLEAN)),
                false,
                Optional.empty(),
                "");
        assertEquals(
                List.of(yes, Value.NULL, no),
                Execution.sameRows(plan).stream().map(row -> row.get(2)).toList());
    }

    @Test
    void aSecondMatchOfASingleJoinIsAnError() {
        List<DataType> types = List.of(ScalarType.INTEGER);
        MemoryTable probe = new MemoryTable(types, List.of(List.of(Value.of(1L)), List.of(Value.of(3L))), 10, 10, true);
        MemoryTable build = new MemoryTable(
                types, List.of(List.of(Value.of(1L)), List.of(Value.of(2L)), List.of(Value.of(2L))), 10, 10, true);
        List<Expression> key = List.of(column(0, ScalarType.INTEGER));
        var plan = new PhysicalPlan.HashJoin(JoinKind.SINGLE, probe.all(), build.all(), key, key, Optional.empty(), "");
        assertEquals(
                List.of(List.of(Value.of(1L), Value.of(1L)), List.of(Value.of(3L), Value.NULL)),
                ordered(Execution.sameRows(plan)));
        var pairs = new PhysicalPlan.HashJoin(
                JoinKind.SINGLE, probe.all(), build.all(), List.of(), List.of(), Optional.empty(), "");
        AlmagestException failed = assertThrows(AlmagestException.class, () -> Execution.rows(pairs, 1));
        assertEquals(SqlState.CARDINALITY_VIOLATION, failed.state());
    }

    @Test
    void uniqueKeysKeepTheProbesOrderAndTellTheScanTheirRange() {
        List<List<Value>> left = new ArrayList<>();
        List<List<Value>> right = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            left.add(List.of(Value.of(i * 7L % 5000), Value.of("p" + i)));
        }
        for (int i = 1000; i < 3000; i++) {
            right.add(List.of(Value.of((long) i), Value.of("b" + i)));
        }
        List<DataType> types = List.of(ScalarType.BIGINT, ScalarType.VARCHAR);
        MemoryTable probe = new MemoryTable(types, left, 900, 300, true);
        MemoryTable build = new MemoryTable(types, right, 150, 100, false);
        List<Expression> key = List.of(column(0, ScalarType.BIGINT));
        var plan = new PhysicalPlan.HashJoin(JoinKind.INNER, probe.all(), build.all(), key, key, Optional.empty(), "");
        assertEquals(nested(plan, probe, build).size(), Execution.rows(plan, 2).size());
        List<List<Value>> rows = Execution.sameRows(plan);
        List<Value> second = left.stream()
                .filter(r -> r.getFirst().equals(Value.of(1001L)))
                .findFirst()
                .orElseThrow();
        assertTrue(rows.contains(List.of(Value.of(1001L), second.get(1), Value.of(1001L), Value.of("b1001"))));
        assertEquals(
                new ColumnPredicate.Between(0, Value.of(1000L), Value.of(2999L)),
                probe.dynamics().getFirst().current().orElseThrow());
    }

    @Test
    void matchesComeInTheOrderOfTheBuildSide() {
        List<List<Value>> right = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            right.add(List.of(Value.of((long) (i % 2)), Value.of((long) i)));
        }
        List<DataType> types = List.of(ScalarType.INTEGER, ScalarType.INTEGER);
        MemoryTable probe = new MemoryTable(types, List.of(List.of(Value.of(1L), Value.of(-1L))), 10, 10, true);
        MemoryTable build = new MemoryTable(types, right, 70, 30, true);
        List<Expression> key = List.of(column(0, ScalarType.INTEGER));
        var plan = new PhysicalPlan.HashJoin(JoinKind.INNER, probe.all(), build.all(), key, key, Optional.empty(), "");
        List<Value> expected = right.stream()
                .filter(r -> r.getFirst().equals(Value.of(1L)))
                .map(r -> r.get(1))
                .toList();
        assertEquals(
                expected, Execution.sameRows(plan).stream().map(r -> r.get(3)).toList());
    }
}
