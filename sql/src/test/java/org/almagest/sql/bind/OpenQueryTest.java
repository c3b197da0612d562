package org.almagest.sql.bind;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.Functions;
import org.almagest.sql.ast.Statement;
import org.almagest.sql.syntax.Parameters;
import org.almagest.sql.syntax.Parser;
import org.junit.jupiter.api.Test;

/// An open binding gives for other values what binding with them gives, or nothing.
class OpenQueryTest {
    private static final List<String> COLUMNS =
            List.of("id", "i", "s", "u", "d", "r", "n", "name", "day", "at", "tz", "ok");
    private static final List<String> CONDITIONS = List.of(
            "c = ?",
            "? < c",
            "c BETWEEN ? AND ?",
            "c NOT BETWEEN SYMMETRIC ? AND i",
            "c + ? > d",
            "? - c * ? >= 0",
            "c IN (?, ?)",
            "name LIKE ?",
            "name ILIKE ? ESCAPE ?",
            "abs(c - ?) < ?",
            "c IS DISTINCT FROM ?",
            "coalesce(c, ?) = ?",
            "nullif(c, ?) IS NULL",
            "c = ? + 1",
            "CASE WHEN c > ? THEN 1 ELSE ? END = 1",
            "CASE c WHEN ? THEN TRUE END",
            "c = CAST(? AS BIGINT)",
            "c >= ? - INTERVAL '1' DAY",
            "NOT (c = ? OR c <> ?)",
            "id IN (SELECT id FROM t WHERE c = ?)",
            "EXISTS (SELECT 1 FROM t b WHERE b.id = t.id AND b.c > ?)",
            "d = (SELECT max(d + ?) FROM t WHERE c < ?)",
            "distance(r, d, ?, ?) < ?",
            "greatest(c, ?) > 0",
            "year(?) = i",
            "name || ? = ?",
            "(c, i) = (?, ?)",
            "c < ANY (SELECT i + ? FROM t)");
    private static final List<String> QUERIES = List.of(
            "SELECT id FROM t WHERE #",
            "SELECT id, c + ? FROM t WHERE #",
            "SELECT ?, id FROM t WHERE #",
            "SELECT count(*), sum(d * ?) FROM t WHERE #",
            "SELECT c, count(*) FILTER (WHERE d > ?) FROM t WHERE # GROUP BY c HAVING count(*) > ?",
            "SELECT i + ? FROM t GROUP BY i + ?",
            "SELECT i + $1 FROM t GROUP BY i + $1",
            "SELECT i + ?, count(*) FROM t WHERE # GROUP BY ALL",
            "SELECT id FROM t WHERE # LIMIT ?",
            "SELECT DISTINCT d + ? FROM t ORDER BY d + ? LIMIT 3 OFFSET ?",
            "SELECT id FROM t WHERE # ORDER BY d + ? DESC",
            "SELECT a.id FROM t a JOIN t b ON a.id = b.id AND a.c > ? WHERE b.i = ?",
            "SELECT sum(d + ?) OVER (PARTITION BY i ORDER BY c ROWS ? PRECEDING) FROM t",
            "SELECT id FROM t WHERE # UNION ALL SELECT ? FROM t",
            "WITH near AS (SELECT * FROM t WHERE c < ?) SELECT * FROM near a, near b WHERE a.id = b.id AND a.i = ?",
            "SELECT percentile_cont(?) WITHIN GROUP (ORDER BY d) FROM t WHERE #",
            "SELECT x FROM generate_series(1, ?) AS g(x) WHERE x > ?",
            "SELECT * FROM t TABLESAMPLE BERNOULLI (?) REPEATABLE (7) WHERE #",
            "VALUES (?, 1), (2, ?)");

    private final TestCatalog catalog = new TestCatalog()
            .table(
                    "t",
                    "id BIGINT, i INTEGER, s SMALLINT, u UBIGINT, d DOUBLE deg, r REAL, n DECIMAL(9,2), name VARCHAR,"
                            + " day DATE, at TIMESTAMP, tz TIMESTAMPTZ, ok BOOLEAN");

    private static Expression.Literal literal(Value value, DataType type) {
        return new Expression.Literal(value, type);
    }

    private static Expression.Literal number(long number) {
        return literal(Value.of(number), ScalarType.BIGINT);
    }

    private static Expression.Literal text(String text) {
        return literal(Value.of(text), ScalarType.VARCHAR);
    }

    /// Makes a value of one of the kinds that drivers give.
    private static Expression.Literal value(Random random, int kind) {
        long small = random.nextInt(7);
        long[] numbers = {small, -small, 1000 * small, 5_000_000_000L + small};
        String[] texts = {"" + small, "abc", "2016-01-0" + (small + 1), "%a_", "", "1.5"};
        return switch (kind) {
            case 0 -> literal(Value.of(random.nextBoolean() ? small : -70_000 * small), ScalarType.INTEGER);
            case 1 -> number(numbers[random.nextInt(numbers.length)]);
            case 2 -> literal(Value.of(small), ScalarType.TINYINT);
            case 3 -> literal(Value.of(-small), ScalarType.UBIGINT);
            case 4 -> literal(Value.of(random.nextBoolean() ? small / 10.0 : Double.NaN), ScalarType.DOUBLE);
            case 5 -> literal(Value.of(0.5), ScalarType.REAL);
            case 6 -> literal(Value.of(small * 100 + random.nextInt(2)), new DecimalType(5, 2));
            case 7 -> literal(Value.of(BigInteger.valueOf(small)), new DecimalType(25, 0));
            case 8 -> text(texts[random.nextInt(texts.length)]);
            case 9 -> literal(Value.of(16_000 + small), ScalarType.DATE);
            case 10 -> literal(Value.of(86_400_000_000L * (16_000 + small) + random.nextInt(2)), ScalarType.TIMESTAMP);
            case 11 -> literal(Value.of(86_400_000_000L * (16_000 + small)), ScalarType.TIMESTAMPTZ);
            case 12 -> literal(Value.of(random.nextBoolean()), ScalarType.BOOLEAN);
            default -> literal(Value.NULL, ScalarType.NULL);
        };
    }

    private static String statement(Random random) {
        String query = QUERIES.get(random.nextInt(QUERIES.size()));
        String condition = CONDITIONS.get(random.nextInt(CONDITIONS.size()));
        return query.replace("#", condition)
                .replaceAll("\\bc\\b", COLUMNS.get(random.nextInt(COLUMNS.size())))
                .replaceAll("AT\\b", "at");
    }

    private Optional<BoundQuery> closed(String sql, List<Expression.Literal> values) {
        try {
            return Optional.of(catalog.bind(sql, values.toArray(Expression.Literal[]::new)));
        } catch (AlmagestException refused) {
            return Optional.empty();
        }
    }

    private OpenQuery open(String sql, List<Expression.Literal> values) {
        Statement.Select select = (Statement.Select) Parser.parseStatement(sql);
        return Binder.open(catalog, Functions.BUILT_IN, values, Binder.MAX_RECURSION)
                .bindOpen(select.query());
    }

    private static Optional<BoundQuery> with(OpenQuery open, List<Expression.Literal> values) {
        try {
            return open.with(values);
        } catch (AlmagestException boundAnewToFailRightly) {
            return Optional.empty();
        }
    }

    @Test
    void givesWhatBindingGives() {
        long seed = Long.getLong("almagest.seed", System.nanoTime());
        Random random = new Random(seed);
        int again = 0;
        for (int round = 0; round < 4_000; round++) {
            String sql = statement(random);
            List<Integer> kinds = new ArrayList<>();
            List<Expression.Literal> first = new ArrayList<>();
            for (int p = 0; p < Parameters.count(sql); p++) {
                kinds.add(random.nextInt(14));
                first.add(value(random, kinds.get(p)));
            }
            Optional<OpenQuery> opened;
            try {
                opened = Optional.of(open(sql, first));
            } catch (AlmagestException refused) {
                continue;
            }
            assertTrue(with(opened.get(), first).isPresent(), () -> "seed " + seed + ": " + sql + " with " + first);
            for (int run = 0; run < 6; run++) {
                List<Expression.Literal> others = new ArrayList<>();
                for (int kind : kinds) {
                    others.add(value(random, random.nextInt(20) == 0 ? random.nextInt(14) : kind));
                }
                List<Expression.Literal> given = run == 0 ? first : others;
                Optional<BoundQuery> other = with(opened.get(), given);
                if (other.isPresent()) {
                    assertTrue(
                            closed(sql, given).equals(other),
                            () -> "seed " + seed + ": " + sql + " with " + first + ", then " + given);
                    again += given != first && !given.equals(first) ? 1 : 0;
                }
            }
        }
        assertTrue(again > 1_000, "seed " + seed + ": only " + again + " bindings served other values");
    }

    @Test
    void servesOtherValuesWhereOnlyTheyDiffer() {
        OpenQuery open =
                open("SELECT d FROM t WHERE id = ? AND i < ? LIMIT ?", List.of(number(1), number(2), number(3)));
        assertTrue(open.with(List.of(number(7), number(-9), number(3))).isPresent());
        // 2^40 does not fit beside an INTEGER: both become BIGINT.
        assertFalse(open.with(List.of(number(7), number(1L << 40), number(3))).isPresent());
        assertFalse(open.with(List.of(number(7), number(2), number(4))).isPresent());
        assertFalse(open.with(List.of(number(7), text("2"), number(3))).isPresent());
        assertFalse(open.with(List.of(number(7), literal(Value.NULL, ScalarType.BIGINT), number(3)))
                .isPresent());
    }

    @Test
    void noticesThatBindingCalledTheClock() {
        assertTrue(open("SELECT id FROM t WHERE at > now() - INTERVAL '1' DAY AND id = ?", List.of(number(1)))
                .isOfTheMoment());
        assertTrue(
                open("SELECT age(day) FROM t WHERE id = ?", List.of(number(1))).isOfTheMoment());
        assertFalse(open("SELECT age(at, at) FROM t WHERE id = ?", List.of(number(1)))
                .isOfTheMoment());
    }
}
