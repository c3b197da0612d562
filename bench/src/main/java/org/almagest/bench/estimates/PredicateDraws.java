package org.almagest.bench.estimates;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/// Draws conditions from a seed: on one to three columns, of selectivities spread evenly by their logarithm
/// between 1e-6 and 1 (of each column, the part that makes the product). Most are ranges of numbers that begin
/// at a value of a row, so that there is one to find; the others ask for values, lists of them, beginnings of
/// texts, and NULLs, as often as those are.
final class PredicateDraws {
    private static final double LEAST_LOG = -6;
    private static final int MOST_COLUMNS = 3;
    private static final double RANGES = 0.8;
    private static final int MOST_LISTED = 5;

    /// Some values of a column, ascending: numbers, or texts.
    record Column(String name, double[] numbers, List<String> texts, boolean hasNulls, boolean isWhole) {}

    /// A condition and what kind it is of.
    record Drawn(String condition, String kind) {}

    private final List<Column> columns;
    private final Random random;

    PredicateDraws(List<Column> columns, long seed) {
        this.columns = columns;
        this.random = new Random(seed);
    }

    Drawn next() {
        List<Column> shuffled = new ArrayList<>(columns);
        Collections.shuffle(shuffled, random);
        int count = 1 + random.nextInt(Math.min(MOST_COLUMNS, shuffled.size()));
        double share = Math.pow(10, LEAST_LOG * random.nextDouble() / count);
        List<Drawn> drawn = new ArrayList<>();
        for (Column column : shuffled.subList(0, count)) {
            drawn.add(on(column, share));
        }
        return count == 1
                ? drawn.getFirst()
                : new Drawn(
                        drawn.stream().map(Drawn::condition).collect(Collectors.joining(" AND ")), count + " columns");
    }

    private Drawn on(Column column, double share) {
        boolean isText = column.numbers().length == 0;
        if (column.hasNulls() && random.nextInt(20) == 0) {
            return new Drawn(column.name() + (random.nextBoolean() ? " IS NULL" : " IS NOT NULL"), "NULL");
        }
        if (!isText && random.nextDouble() < RANGES) {
            return new Drawn(range(column, share), "range");
        }
        return switch (random.nextInt(isText ? 3 : 2)) {
            case 0 -> new Drawn(column.name() + " = " + value(column), "equality");
            case 1 -> {
                List<String> values = new ArrayList<>();
                for (int i = 1 + random.nextInt(MOST_LISTED); i >= 0; i--) {
                    values.add(value(column));
                }
                yield new Drawn(column.name() + " IN (" + String.join(", ", values) + ")", "IN");
            }
            default -> {
                String text = column.texts().get(random.nextInt(column.texts().size()));
                String beginning = text.substring(0, text.isEmpty() ? 0 : 1 + random.nextInt(text.length()));
                yield new Drawn(column.name() + " LIKE " + quoted(beginning.replace("%", "") + "%"), "LIKE");
            }
        };
    }

    private String value(Column column) {
        return column.numbers().length == 0
                ? quoted(column.texts().get(random.nextInt(column.texts().size())))
                : number(column, column.numbers()[random.nextInt(column.numbers().length)]);
    }

    private static String number(Column column, double number) {
        return column.isWhole() ? String.format("%.0f", number) : Double.toString(number);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /// Shares finer than the values at hand are cut out of the space between two of them.
    private String range(Column column, double share) {
        double[] values = column.numbers();
        double width = share * (values.length - 1);
        double first = random.nextDouble() * (values.length - 1 - width);
        double low = values[(int) first];
        int below = (int) (first + width);
        double step = values[Math.min(values.length - 1, below + 1)] - values[below];
        double high = width < 1
                ? low + width * (values[Math.min(values.length - 1, (int) first + 1)] - low)
                : values[below] + (first + width - below) * step;
        return column.name() + " BETWEEN " + number(column, low) + " AND " + number(column, Math.max(low, high));
    }
}
