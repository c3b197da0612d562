package org.almagest.bench.access;

import java.util.Locale;

/// What is asked of the rows that a condition leaves.
enum Shape {
    /// Sums of columns that no index has: rows are fetched.
    SUMS("count(*), sum(phot_g_mean_mag), sum(parallax)"),

    /// How many they are: an index has all that is asked.
    COUNT("count(*)"),

    /// The sum of the column itself, which its index has.
    KEY("sum(%s)"),

    /// Sums of the rows of listed values.
    LIST("count(*), sum(phot_g_mean_mag), sum(parallax)");

    private static final int MOST_LISTED = 1_000;

    private final String select;

    Shape(String select) {
        this.select = select;
    }

    String query(String column, String condition) {
        return "SELECT " + String.format(select, column) + " FROM gaia WHERE " + condition;
    }

    /// Answers the share of the rows at a place from 0 to 1, evenly by its logarithm.
    double share(double least, double place, int rows) {
        double most = this == LIST ? MOST_LISTED / (double) rows : 1;
        double from = this == LIST ? 1.0 / rows : least;
        return from * Math.pow(most / from, place);
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
