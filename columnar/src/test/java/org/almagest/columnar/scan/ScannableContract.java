package org.almagest.columnar.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.junit.jupiter.api.Test;

/// What every `Scannable` must do: give its rows in order, hold its answers about predicates of
/// every kind, and tell the truth in its statistics. Extend it and make a table of given rows.
public abstract class ScannableContract {
    private static final int ROWS = 5_000;

    /// Makes a scannable of these rows. Closing what it needs is the test class's affair.
    protected abstract Scannable scannable(TableSchema schema, List<List<Value>> rows) throws Exception;

    /// Answers the types that the implementation does not have.
    protected ScalarType[] typesWithout() {
        return new ScalarType[0];
    }

    private RandomTable table(long seed, int rows) {
        return new RandomTable(seed, rows, typesWithout());
    }

    /// Answers how many rows the large table of a run has; more rows reach more of a format.
    protected int rows() {
        return ROWS;
    }

    /// Answers whether a predicate must be answered EXACT.
    protected boolean mustBeExact(ColumnPredicate predicate, DataType type) {
        return type.physical() != PhysicalType.ARRAY || predicate instanceof ColumnPredicate.IsNull;
    }

    private static long seed() {
        long seed = Long.getLong("almagest.seed", 1_510L);
        System.out.println("almagest.seed=" + seed);
        return seed;
    }

    @Test
    void anEmptyTableHasNoBatch() throws Exception {
        RandomTable table = table(1, 0);
        Scannable source = scannable(table.schema(), table.rows());
        assertEquals(List.of(), read(source, ScanRequest.of(List.of(0, 1)), new ArrayList<>()));
        assertEquals(0, source.rowCount().orElse(0));
    }

    @Test
    void everyColumnComesBackInOrder() throws Exception {
        long seed = seed();
        for (int rows : new int[] {1, 1023, 1024, 1025, rows()}) {
            RandomTable table = table(seed + rows, rows);
            Scannable source = scannable(table.schema(), table.rows());
            List<Integer> columns =
                    IntStream.range(0, table.schema().columnCount()).boxed().toList();
            List<List<Value>> found = read(source, ScanRequest.of(columns), new ArrayList<>());
            assertEquals(rows, found.size());
            for (int r = 0; r < rows; r++) {
                assertEquals(table.rows().get(r), found.get(r), "row " + r + " of " + rows);
            }
        }
    }

    @Test
    void predicatesOfEveryKindGiveTheRowsThatSatisfyThem() throws Exception {
        long seed = seed();
        RandomTable table = table(seed, rows());
        Scannable source = scannable(table.schema(), table.rows());
        Random random = new Random(seed);
        for (int column = 0; column < table.schema().columnCount(); column++) {
            for (ColumnPredicate predicate : predicates(random, table, column)) {
                check(source, table, List.of(predicate));
            }
        }
    }

    @Test
    void predicatesHoldTogether() throws Exception {
        long seed = seed();
        RandomTable table = table(seed, rows());
        Scannable source = scannable(table.schema(), table.rows());
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            List<ColumnPredicate> predicates = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                List<ColumnPredicate> some =
                        predicates(random, table, random.nextInt(table.schema().columnCount()));
                predicates.add(some.get(random.nextInt(some.size())));
            }
            check(source, table, predicates);
        }
    }

    @Test
    void dynamicPredicatesLoseNoRowThatSatisfiesThem() throws Exception {
        long seed = seed();
        RandomTable table = table(seed, rows());
        Scannable source = scannable(table.schema(), table.rows());
        Random random = new Random(seed);
        for (int column = 0; column < table.schema().columnCount(); column++) {
            for (ColumnPredicate predicate : predicates(random, table, column)) {
                DynamicPredicate dynamic = new DynamicPredicate();
                dynamic.tighten(predicate);
                int delivered = column;
                List<Value> wanted = table.rows().stream()
                        .map(row -> row.get(delivered))
                        .filter(value -> holds(predicate, value, table.schema()))
                        .toList();
                List<List<Value>> found =
                        read(source, new ScanRequest(List.of(column), List.of(), List.of(dynamic)), new ArrayList<>());
                List<Value> kept = found.stream()
                        .map(List::getFirst)
                        .filter(value -> holds(predicate, value, table.schema()))
                        .toList();
                assertEquals(wanted, kept, predicate.toString());
            }
        }
    }

    @Test
    void valuesOfNoInterestMayComeAsNullAndNoOthers() throws Exception {
        long seed = seed();
        RandomTable table = table(seed, rows());
        Scannable source = scannable(table.schema(), table.rows());
        Random random = new Random(seed);
        for (int column = 0; column < table.schema().columnCount(); column++) {
            List<ColumnPredicate> predicates = predicates(random, table, column);
            for (int p = 0; p + 1 < predicates.size(); p++) {
                List<ColumnPredicate> either = List.of(predicates.get(p), predicates.get(p + 1));
                List<ColumnInterest> interests = new ArrayList<>();
                for (ColumnPredicate predicate : either) {
                    DynamicPredicate dynamic = new DynamicPredicate();
                    dynamic.tighten(predicate);
                    interests.add(new ColumnInterest(column, dynamic));
                }
                ScanRequest request = new ScanRequest(List.of(column, 0), List.of(), List.of(), interests);
                List<List<Value>> found = read(source, request, new ArrayList<>());
                assertEquals(table.rows().size(), found.size());
                for (int r = 0; r < found.size(); r++) {
                    Value wanted = table.rows().get(r).get(column);
                    boolean matters = either.stream().anyMatch(each -> holds(each, wanted, table.schema()));
                    Value delivered = found.get(r).getFirst();
                    if (matters || !delivered.isNull()) {
                        assertEquals(wanted, delivered, "row " + r + " of interest " + either);
                    }
                    if (column != 0) {
                        assertEquals(table.rows().get(r).get(0), found.get(r).get(1), "a column without interests");
                    }
                }
            }
        }
    }

    @Test
    void statisticsBoundEveryValue() throws Exception {
        RandomTable table = table(seed(), rows());
        Scannable source = scannable(table.schema(), table.rows());
        for (int c = 0; c < table.schema().columnCount(); c++) {
            int column = c;
            DataType type = table.schema().column(c).type();
            Optional<ColumnStatistics> statistics = source.statistics(c);
            List<Value> values =
                    table.rows().stream().map(row -> row.get(column)).toList();
            if (statistics.isEmpty()) {
                continue;
            }
            long nulls = values.stream().filter(Value::isNull).count();
            assertEquals(nulls, statistics.get().nullCount().orElse(nulls));
            List<Value> ordered = values.stream()
                    .filter(value -> !value.isNull() && !isNan(value))
                    .toList();
            assertEquals(
                    values.size() - nulls - ordered.size(),
                    statistics.get().nanCount().orElse(values.size() - nulls - ordered.size()));
            if (type.physical() == PhysicalType.ARRAY || type.sqlName().equals("BLOB")) {
                continue;
            }
            for (Value value : ordered) {
                statistics
                        .get()
                        .min()
                        .ifPresent(min ->
                                assertTrue(PredicateOracle.compare(min, value, type) <= 0, min + " <= " + value));
                statistics
                        .get()
                        .max()
                        .ifPresent(max ->
                                assertTrue(PredicateOracle.compare(max, value, type) >= 0, max + " >= " + value));
            }
        }
    }

    private static boolean isNan(Value value) {
        return value instanceof Value.OfDouble(double number) && Double.isNaN(number);
    }

    private static boolean holds(ColumnPredicate predicate, Value value, TableSchema schema) {
        return PredicateOracle.satisfies(
                predicate, value, schema.column(predicate.column()).type());
    }

    private void check(Scannable source, RandomTable table, List<ColumnPredicate> predicates) {
        TableSchema schema = table.schema();
        List<Integer> columns = List.of(0, predicates.getFirst().column(), schema.columnCount() - 1);
        List<Answer> answers = new ArrayList<>();
        List<List<Value>> found = read(source, new ScanRequest(columns, predicates, List.of()), answers);
        List<List<Value>> wanted = new ArrayList<>();
        List<List<Value>> allowed = new ArrayList<>();
        for (List<Value> row : table.rows()) {
            boolean all = true;
            boolean exact = true;
            for (int p = 0; p < predicates.size(); p++) {
                ColumnPredicate predicate = predicates.get(p);
                boolean holds = holds(predicate, row.get(predicate.column()), schema);
                all &= holds;
                exact &= holds || answers.get(p) == Answer.PRUNED;
            }
            List<Value> picked = columns.stream().map(row::get).toList();
            if (all) {
                wanted.add(picked);
            }
            if (exact) {
                allowed.add(picked);
            }
        }
        for (int p = 0; p < predicates.size(); p++) {
            ColumnPredicate predicate = predicates.get(p);
            assertEquals(source.answer(predicate), answers.get(p), "the promise about " + predicate);
            if (mustBeExact(predicate, schema.column(predicate.column()).type())) {
                assertEquals(Answer.EXACT, answers.get(p), predicate.toString());
            }
        }
        if (answers.stream().allMatch(answer -> answer == Answer.EXACT)) {
            assertEquals(wanted, found, predicates.toString());
        } else {
            assertTrue(isSubsequence(wanted, found), "rows are missing for " + predicates);
            assertTrue(isSubsequence(found, allowed), "rows are wrong for " + predicates);
        }
    }

    private static boolean isSubsequence(List<List<Value>> part, List<List<Value>> whole) {
        int next = 0;
        for (List<Value> row : whole) {
            if (next < part.size() && part.get(next).equals(row)) {
                next++;
            }
        }
        return next == part.size();
    }

    /// Makes predicates on a column that lie in and out of its values.
    protected static List<ColumnPredicate> predicates(Random random, RandomTable table, int column) {
        DataType type = table.schema().column(column).type();
        List<ColumnPredicate> predicates = new ArrayList<>(
                List.of(new ColumnPredicate.IsNull(column, false), new ColumnPredicate.IsNull(column, true)));
        if (type.physical() == PhysicalType.ARRAY) {
            return predicates;
        }
        List<Value> known = IntStream.range(0, 8)
                .mapToObj(i -> someValue(random, table, column))
                .toList();
        for (Comparison comparison : Comparison.values()) {
            predicates.add(new ColumnPredicate.Compare(column, comparison, known.get(0)));
            predicates.add(new ColumnPredicate.Compare(column, comparison, known.get(1)));
        }
        predicates.add(new ColumnPredicate.Compare(column, Comparison.EQUAL, Value.NULL));
        predicates.add(new ColumnPredicate.Between(column, known.get(2), known.get(3)));
        predicates.add(new ColumnPredicate.Between(column, known.get(3), known.get(2)));
        predicates.add(new ColumnPredicate.In(column, known));
        predicates.add(new ColumnPredicate.In(column, List.of(known.get(4))));
        predicates.add(new ColumnPredicate.In(column, List.of()));
        if (type.physical() == PhysicalType.BYTES) {
            for (String pattern : List.of("Gaia%", "%1%", "_", "%", "", "M_%", "a\\%b%", "%星_", "000%2__")) {
                predicates.add(new ColumnPredicate.Like(column, pattern, '\\', random.nextBoolean()));
            }
        }
        predicates.add(ranges(random, known, column, type));
        predicates.add(ranges(random, known.subList(0, 3), column, type));
        predicates.addAll(predicates.stream().map(ColumnPredicate.OrNull::new).toList());
        return predicates;
    }

    /// Makes ascending ranges between known values, with ends of every kind.
    private static ColumnPredicate ranges(Random random, List<Value> known, int column, DataType type) {
        List<Value> ends = known.stream()
                .sorted((a, b) -> PredicateOracle.compare(a, b, type))
                .toList();
        List<ValueRange> ranges = new ArrayList<>();
        if (random.nextBoolean()) {
            ranges.add(random.nextBoolean() ? ValueRange.below(ends.getFirst()) : ValueRange.atMost(ends.getFirst()));
        }
        for (int i = 1; i + 1 < ends.size() - 1; i += 2) {
            ranges.add(new ValueRange(ends.get(i), random.nextBoolean(), ends.get(i + 1), random.nextBoolean()));
        }
        if (random.nextBoolean()) {
            ranges.add(random.nextBoolean() ? ValueRange.above(ends.getLast()) : ValueRange.atLeast(ends.getLast()));
        }
        return new ColumnPredicate.RangeSet(column, ranges);
    }

    private static Value someValue(Random random, RandomTable table, int column) {
        DataType type = table.schema().column(column).type();
        if (random.nextInt(3) > 0 && !table.rows().isEmpty()) {
            Value value = table.rows().get(random.nextInt(table.rows().size())).get(column);
            if (!value.isNull()) {
                return value;
            }
        }
        return table.value(type, 0);
    }

    /// Reads a whole scan on one thread and adds its answers to a list.
    protected static List<List<Value>> read(Scannable source, ScanRequest request, List<Answer> answers) {
        List<List<Value>> rows = new ArrayList<>();
        try (Scan scan = source.scan(request);
                MorselReader reader = scan.reader()) {
            answers.addAll(scan.answers());
            Batch batch = new Batch(request.columns().size());
            int expectedIndex = 0;
            for (Optional<? extends Morsel> morsel = scan.claim(); morsel.isPresent(); morsel = scan.claim()) {
                assertEquals(expectedIndex++, morsel.get().index());
                reader.open(morsel.get());
                while (reader.next(batch)) {
                    assertTrue(batch.size() > 0, "a batch without a row");
                    addRows(batch, rows);
                }
            }
        }
        return rows;
    }

    private static void addRows(Batch batch, List<List<Value>> rows) {
        for (int i = 0; i < batch.size(); i++) {
            List<Value> row = new ArrayList<>();
            for (int c = 0; c < batch.columnCount(); c++) {
                row.add(Cells.get(batch.column(c), batch.row(i)));
            }
            rows.add(row);
        }
    }
}
