package org.almagest.bench.estimates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.almagest.columnar.type.Value;

/// Compares what EXPLAIN expects of a table under conditions from a seed with what there is.
final class ConditionErrors {
    private static final Pattern EXPECTED = Pattern.compile("\"estimatedRows\": (\\d+)");
    private static final Pattern WHOLE = Pattern.compile("(?i)(TINY|SMALL|BIG|U\\w*)?INT(EGER)?");
    private static final Pattern NUMBER = Pattern.compile("(?i)REAL|DOUBLE");

    private final Answers answers;
    private final String table;
    private final int sample;
    private final long seed;

    /// @param sample of how many values conditions are drawn
    ConditionErrors(Answers answers, String table, int sample, long seed) {
        this.answers = answers;
        this.table = table;
        this.sample = sample;
        this.seed = seed;
    }

    /// Judges so many conditions; none where the table has no columns of numbers or texts with two values.
    ///
    /// @param names of columns; of all where there are none
    Errors of(int conditions, List<String> names) {
        Errors errors = new Errors();
        List<PredicateDraws.Column> columns = columns(names);
        if (columns.isEmpty()) {
            return errors;
        }
        PredicateDraws draws = new PredicateDraws(columns, seed);
        for (int i = 0; i < conditions; i++) {
            PredicateDraws.Drawn drawn = draws.next();
            String from = " FROM " + table + " WHERE " + drawn.condition();
            errors.add(
                    drawn.kind(),
                    table + ": " + drawn.condition(),
                    expected(from),
                    answers.count("SELECT count(*)" + from));
        }
        return errors;
    }

    /// What the plan says of its lowest operator that has the whole condition.
    private double expected(String from) {
        String plan = answers.text("EXPLAIN (FORMAT json) SELECT 1" + from);
        Matcher found = EXPECTED.matcher(plan);
        if (!found.find()) {
            throw new IllegalStateException("no expected rows in " + plan);
        }
        return Double.parseDouble(found.group(1));
    }

    private List<PredicateDraws.Column> columns(List<String> names) {
        double rows = answers.count("SELECT count(*) FROM " + table);
        double percent = Math.min(100, 100 * sample / Math.max(1, rows));
        List<PredicateDraws.Column> columns = new ArrayList<>();
        for (List<Value> row : answers.rows("SHOW STATS FOR " + table)) {
            String name = Answers.text(row.get(0));
            String type = Answers.text(row.get(1));
            boolean hasNulls = row.get(3) instanceof Value.OfLong(long nulls) && nulls > 0;
            boolean isWhole = WHOLE.matcher(type).matches();
            boolean isNumber = isWhole || NUMBER.matcher(type).matches();
            if ((isNumber || type.equals("VARCHAR")) && (names.isEmpty() || names.contains(name))) {
                String quoted = "\"" + name.replace("\"", "\"\"") + "\"";
                String from = " FROM " + table + " TABLESAMPLE BERNOULLI (" + percent + ") REPEATABLE (" + seed + ")";
                List<Value> values = answers.rows("SELECT " + quoted + (isNumber ? "::DOUBLE" : "") + from).stream()
                        .map(List::getFirst)
                        .filter(value -> !value.isNull())
                        .toList();
                PredicateDraws.Column column = isNumber
                        ? new PredicateDraws.Column(quoted, numbers(values), List.of(), hasNulls, isWhole)
                        : new PredicateDraws.Column(
                                quoted,
                                new double[0],
                                values.stream().map(Answers::text).sorted().toList(),
                                hasNulls,
                                false);
                if (column.numbers().length > 1 || column.texts().size() > 1) {
                    columns.add(column);
                }
            }
        }
        return columns;
    }

    private static double[] numbers(List<Value> values) {
        double[] all = new double[values.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = ((Value.OfDouble) values.get(i)).value();
        }
        return Arrays.stream(all).filter(Double::isFinite).sorted().toArray();
    }
}
