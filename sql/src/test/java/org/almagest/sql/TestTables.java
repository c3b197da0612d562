package org.almagest.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// The tables of the differential tests, as statements that both engines understand.
final class TestTables {
    static final int STARS = 500;
    private static final String[] CLASSES = {"O", "B", "A", "F", "G", "K", "M", "Mira", "carbon"};

    private TestTables() {}

    static List<String> statements(long seed) {
        return statements(seed, STARS);
    }

    static List<String> statements(long seed, int starCount) {
        Random random = new Random(seed);
        List<String> statements = new ArrayList<>();
        statements.add("CREATE TABLE star (id BIGINT, ra DOUBLE, dec DOUBLE, mag REAL, colour REAL, class VARCHAR,"
                + " n INTEGER, small SMALLINT, flag BOOLEAN, seen DATE, price DECIMAL(10,2))");
        statements.add("CREATE TABLE visit (star_id BIGINT, night INTEGER, seeing DOUBLE, note VARCHAR)");
        List<String> stars = new ArrayList<>();
        for (int i = 0; i < starCount; i++) {
            stars.add(star(i, random));
        }
        statements.add("INSERT INTO star VALUES " + String.join(", ", stars));
        List<String> visits = new ArrayList<>();
        for (int i = 0; i < starCount * 3 / 5; i++) {
            visits.add("(" + maybe(random, Integer.toString(random.nextInt(starCount + starCount / 10))) + ", "
                    + random.nextInt(20) + ", "
                    + maybe(random, Double.toString(0.5 + random.nextInt(30) / 16.0)) + ", "
                    + maybe(random, "'note " + random.nextInt(5) + "'") + ")");
        }
        statements.add("INSERT INTO visit VALUES " + String.join(", ", visits));
        return statements;
    }

    private static String star(int id, Random random) {
        return "(" + id + ", "
                + maybe(random, Double.toString(random.nextInt(36000) / 100.0)) + ", "
                + maybe(random, Double.toString(random.nextInt(18000) / 100.0 - 90)) + ", "
                + maybe(random, Double.toString(5 + random.nextInt(120) / 8.0)) + ", "
                + maybe(random, Double.toString(random.nextInt(40) / 16.0 - 0.5)) + ", "
                + maybe(random, "'" + CLASSES[random.nextInt(CLASSES.length)] + "'") + ", "
                + maybe(random, Integer.toString(random.nextInt(13) - 3)) + ", "
                + maybe(random, Integer.toString(random.nextInt(7))) + ", "
                + maybe(random, random.nextBoolean() ? "TRUE" : "FALSE") + ", "
                + maybe(random, "DATE '2016-0" + (1 + random.nextInt(9)) + "-" + (10 + random.nextInt(18)) + "'") + ", "
                + maybe(random, (random.nextInt(20000) / 100) + "." + (10 + random.nextInt(90))) + ")";
    }

    private static String maybe(Random random, String value) {
        return random.nextInt(12) == 0 ? "NULL" : value;
    }
}
