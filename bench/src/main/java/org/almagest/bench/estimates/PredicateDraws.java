package org.almagest.bench.estimates;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Draws conditions on columns of numbers from a seed: on one to three columns, of selectivities spread
/// evenly by their logarithm between 1e-6 and 1 (of each column, the part that makes the product). A range
/// begins at a value of a row, so that there is one to find.
final class PredicateDraws {
    private static final double LEAST_LOG = -6;
    private static final int MOST_COLUMNS = 3;

    private final Map<String, double[]> sorted;
    private final Random random;

    /// @param sorted some values of each column, ascending
    PredicateDraws(Map<String, double[]> sorted, long seed) {
        this.sorted = sorted;
        this.random = new Random(seed);
    }

    String next() {
        List<String> names = new ArrayList<>(sorted.keySet());
        Collections.shuffle(names, random);
        int columns = 1 + random.nextInt(Math.min(MOST_COLUMNS, names.size()));
        double share = Math.pow(10, LEAST_LOG * random.nextDouble() / columns);
        List<String> conditions = new ArrayList<>();
        for (String name : names.subList(0, columns)) {
            conditions.add(range(name, sorted.get(name), share));
        }
        return String.join(" AND ", conditions);
    }

    /// Shares finer than the values at hand are cut out of the space between two of them.
    private String range(String name, double[] values, double share) {
        double width = share * (values.length - 1);
        double first = random.nextDouble() * (values.length - 1 - width);
        double low = values[(int) first];
        int below = (int) (first + width);
        double step = values[Math.min(values.length - 1, below + 1)] - values[below];
        double high = width < 1
                ? low + width * (values[Math.min(values.length - 1, (int) first + 1)] - low)
                : values[below] + (first + width - below) * step;
        return name + " BETWEEN " + low + " AND " + Math.max(low, high);
    }
}
