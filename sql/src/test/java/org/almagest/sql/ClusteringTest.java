package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.rowstore.OpenMode;
import org.almagest.sky.HealpixNested;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tables in the order of the sky or of columns answer as tables in file order do, and read less.
class ClusteringTest {
    private static final int ROWS = 200_000;
    private static final Pattern SKY_RANGES = Pattern.compile("sky ranges: ([\\d,]+) of ([\\d,]+) pages");

    @TempDir
    static Path directory;

    private static final long SEED = Long.getLong("almagest.seed", 1_510L);
    private static Engine engine;
    private static Session session;

    @BeforeAll
    static void load() throws IOException {
        Path csv = directory.resolve("sky.csv");
        Random random = new Random(SEED);
        StringBuilder text = new StringBuilder("id,ra,dec,mag,name\n");
        for (int i = 0; i < ROWS; i++) {
            text.append(i)
                    .append(',')
                    .append(ra(random))
                    .append(',')
                    .append(dec(random))
                    .append(',');
            text.append(5 + random.nextInt(160) / 10.0)
                    .append(",star ")
                    .append(random.nextInt(50))
                    .append('\n');
        }
        Files.writeString(csv, text);
        engine = Engine.open(EngineOptions.of(directory.resolve("sky.almagest").toString(), OpenMode.CREATE)
                .withMemoryBytes(96 << 20)
                .withThreads(2));
        session = engine.session();
        run("CREATE TABLE plain AS SELECT * FROM '" + csv + "'");
        run("CREATE TABLE sky CLUSTER BY SKY(ra, dec) AS SELECT * FROM plain");
        run("CREATE TABLE sky_real (id BIGINT, ra REAL, dec REAL) CLUSTER BY SKY(ra, dec)");
        run("INSERT INTO sky_real SELECT id, ra, dec FROM plain");
        run("CREATE TABLE bright (id BIGINT, mag DOUBLE, name VARCHAR, ra DOUBLE, dec DOUBLE)"
                + " CLUSTER BY (mag, name) COMPRESSION 'archive'");
        run("INSERT INTO bright SELECT id, mag, name, ra, dec FROM plain");
        // A few rows of the delta as well.
        for (String table : List.of("plain", "sky")) {
            run("INSERT INTO " + table + " VALUES (-1, 359.9999, 10, 5, 'late'), (-2, NULL, 1, 6, 'late')");
        }
    }

    private static String ra(Random random) {
        return switch (random.nextInt(200)) {
            case 0 -> "";
            case 1 -> "inf";
            case 2 -> Double.toString(360 + random.nextDouble());
            case 3 -> Double.toString(-random.nextDouble());
            case 4 -> "1e7";
            default -> Double.toString(360 * random.nextDouble());
        };
    }

    private static String dec(Random random) {
        return switch (random.nextInt(200)) {
            case 0 -> "";
            case 1 -> "nan";
            case 2 -> Double.toString(90 + 2 * random.nextDouble());
            case 3 -> "-90";
            default -> Double.toString(Math.toDegrees(Math.asin(2 * random.nextDouble() - 1)));
        };
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    private static List<List<Object>> run(String sql) {
        return Rows.of(session, sql);
    }

    private static void same(String sql, String table) {
        List<List<Object>> expected = Rows.sorted(run(sql.formatted("plain")));
        List<List<Object>> found = Rows.sorted(run(sql.formatted(table)));
        assertEquals(expected.size(), found.size(), "seed " + SEED + ": " + sql);
        assertTrue(Rows.same(expected, found), "seed " + SEED + ": " + sql);
    }

    private static long[] pages(String query) {
        for (List<Object> line : run("EXPLAIN " + query)) {
            Matcher matcher = SKY_RANGES.matcher(line.getFirst().toString());
            if (matcher.find()) {
                return new long[] {
                    Long.parseLong(matcher.group(1).replace(",", "")),
                    Long.parseLong(matcher.group(2).replace(",", ""))
                };
            }
        }
        throw new AssertionError("no sky ranges in the plan of " + query + ": " + run("EXPLAIN " + query));
    }

    @Test
    void conesGiveTheRowsThatBruteForceGives() {
        double[][] cones = {
            {0, 90, 1},
            {123, 89.9, 0.5},
            {10, -90, 2},
            {0, 0, 1},
            {360, 12, 1},
            {359.9999, 10, 0.001},
            {0.001, -30, 0.7},
            {180, 41.8103, 1},
            {45, -41.81, 2},
            {-20, 5, 3},
            {266.4, -29, 0},
            {266.4, -29, 30},
            {10, 10, 179.9},
            {10, 10, 200},
            {10, 10, -1}
        };
        for (double[] cone : cones) {
            String place = cone[0] + ", " + cone[1];
            String all = cone[2] > 5 ? "count(*), sum(id)" : "*";
            same("SELECT " + all + " FROM %s WHERE distance(ra, dec, " + place + ") < " + cone[2], "sky");
            same(
                    "SELECT count(*), min(id), sum(mag) FROM %s WHERE " + cone[2] + " >= distance(" + place
                            + ", ra, dec)",
                    "sky");
            same(
                    "SELECT count(*), sum(id) FROM %s WHERE in_cone(ra, dec, " + place + ", " + cone[2]
                            + ") AND mag < 12",
                    "sky");
            same(
                    "SELECT count(*), sum(id) FROM %s WHERE distance(ra, dec, " + place + ") < " + cone[2]
                            + " OR distance(ra, dec, 77, 7) <= 0.25",
                    "sky");
            same("SELECT count(*), sum(id) FROM %s WHERE NOT distance(ra, dec, " + place + ") < " + cone[2], "sky");
        }
    }

    @Test
    void conesReadFewPages() {
        long[] small = pages("SELECT id FROM sky WHERE distance(ra, dec, 83.6, 22.0) < 0.5");
        assertEquals((ROWS + 16_383) / 16_384, small[1]);
        // One page holds the cone; the last ones hold coordinates beyond the poles.
        assertTrue(small[0] <= 3, small[0] + " of " + small[1]);
        long[] wrapped = pages("SELECT id FROM sky WHERE in_cone(ra, dec, 0, 20, 0.5)");
        assertTrue(wrapped[0] <= 4, wrapped[0] + " of " + wrapped[1]);
        long[] none = pages("SELECT id FROM sky WHERE distance(ra, dec, 1, 1) < -1");
        assertTrue(none[0] <= 2, none[0] + " of " + none[1]);
        assertTrue(run("EXPLAIN ANALYZE SELECT count(*) FROM sky WHERE distance(ra, dec, 83.6, 22.0) < 0.5")
                .toString()
                .contains("sky ranges"));
        assertTrue(!run("EXPLAIN SELECT id FROM plain WHERE distance(ra, dec, 83.6, 22.0) < 0.5")
                .toString()
                .contains("sky ranges"));
    }

    @Test
    void theVirtualColumnIsComputedWhenItIsNamed() {
        long cell = HealpixNested.cell29(359.9999, 10);
        assertEquals(List.of(List.of(cell)), run("SELECT _healpix_29 FROM sky WHERE id = -1"));
        assertEquals(List.of(List.of(cell)), run("SELECT s._HEALPIX_29 FROM sky s WHERE s.id = -1"));
        assertEquals(5, run("SELECT * FROM sky WHERE id = -1").getFirst().size());
        same("SELECT id FROM %s WHERE ivo_healpix_index(29, ra, dec) BETWEEN " + cell / 2 + " AND " + cell, "sky");
        List<List<Object>> byName = run("SELECT id FROM sky WHERE _healpix_29 BETWEEN 0 AND " + (1L << 50));
        List<List<Object>> byFunction =
                run("SELECT id FROM plain WHERE ivo_healpix_index(29, ra, dec) BETWEEN 0 AND " + (1L << 50));
        assertTrue(Rows.same(Rows.sorted(byFunction), Rows.sorted(byName)));
        long[] pages = pages("SELECT id FROM sky WHERE _healpix_29 IN (17, " + cell + ")");
        assertTrue(pages[0] <= 3, pages[0] + " of " + pages[1]);
        assertEquals(List.of(List.of(-1L)), run("SELECT id FROM sky WHERE _healpix_29 = " + cell + " AND id < 0"));
        same("SELECT ivo_healpix_index(3, ra, dec) AS c, count(*) FROM %s GROUP BY c", "sky");
        List<List<Object>> grouped = run("SELECT _healpix_29 >> 58 AS face, count(*) FROM sky GROUP BY 1");
        assertEquals(13, grouped.size());
        AlmagestException unknown = assertThrows(AlmagestException.class, () -> run("SELECT _healpix_29 FROM plain"));
        assertEquals(SqlState.UNDEFINED_COLUMN, unknown.state());
        AlmagestException ambiguous = assertThrows(
                AlmagestException.class, () -> run("SELECT _healpix_29 FROM sky a JOIN sky b ON a.id = b.id"));
        assertEquals(SqlState.AMBIGUOUS_COLUMN, ambiguous.state());
        long[] coarse = pages("SELECT id FROM sky WHERE ivo_healpix_index(4, ra, dec) = 700");
        assertTrue(coarse[0] <= 3, coarse[0] + " of " + coarse[1]);
    }

    @Test
    void singlePrecisionPositionsServeToo() {
        String cone = "distance(ra, dec, 200.5, -33) < 1.5";
        List<List<Object>> expected = Rows.sorted(
                run("SELECT id FROM (SELECT id, ra::REAL AS ra, dec::REAL AS dec FROM plain WHERE id >= 0) t WHERE "
                        + cone));
        assertTrue(Rows.same(expected, Rows.sorted(run("SELECT id FROM sky_real WHERE " + cone))));
        assertTrue(pages("SELECT id FROM sky_real WHERE " + cone)[0] <= 4);
    }

    @Test
    void tablesByColumnsAnswerTheSame() {
        for (String sql : List.of(
                "SELECT id, mag FROM %s WHERE mag BETWEEN 7.5 AND 7.7 AND id >= 0",
                "SELECT name, count(*), min(mag) FROM %s WHERE id >= 0 GROUP BY name",
                "SELECT id FROM %s WHERE mag IS NULL AND id >= 0",
                "SELECT id, ra, dec FROM %s WHERE name = 'star 7' AND mag > 20 AND id >= 0")) {
            same(sql, "bright");
        }
        String metrics = run("EXPLAIN ANALYZE SELECT count(*) FROM bright WHERE mag BETWEEN 7.5 AND 7.7")
                .toString();
        Matcher planned =
                Pattern.compile("pages: ([\\d,]+) planned, ([\\d,]+) skipped").matcher(metrics);
        assertTrue(planned.find(), metrics);
        assertTrue(Integer.parseInt(planned.group(1)) <= 2, metrics);
    }

    @Test
    void layoutsAreShown() {
        String tables = run("SHOW TABLES").toString();
        assertTrue(tables.contains("CLUSTER BY SKY(ra, dec)"), tables);
        assertTrue(tables.contains("CLUSTER BY (mag, name) COMPRESSION 'archive'"), tables);
        assertTrue(run("DESCRIBE sky").toString().contains("_healpix_29"));
        assertTrue(!run("DESCRIBE plain").toString().contains("_healpix_29"));
    }

    @Test
    void whatCannotBeOrderedByIsRefused() {
        refused("CREATE TABLE x (a BIGINT) CLUSTER BY (b)", SqlState.UNDEFINED_COLUMN);
        refused("CREATE TABLE x (a BIGINT) CLUSTER BY (a, a)", SqlState.INVALID_TABLE_DEFINITION);
        refused("CREATE TABLE x (a BIGINT, b DOUBLE) CLUSTER BY SKY(a, b)", SqlState.INVALID_TABLE_DEFINITION);
        refused("CREATE TABLE x (a DOUBLE[3]) CLUSTER BY (a)", SqlState.INVALID_TABLE_DEFINITION);
        refused("CREATE TABLE x (a BIGINT) COMPRESSION 'zip'", SqlState.INVALID_PARAMETER);
        refused("CREATE TABLE x (a BIGINT) WITH (fillfactor 7)", SqlState.INVALID_PARAMETER);
    }

    private static void refused(String sql, SqlState state) {
        AlmagestException refused = assertThrows(AlmagestException.class, () -> run(sql));
        assertEquals(state, refused.state(), sql);
        assertTrue(refused.position().isPresent(), sql);
    }
}
