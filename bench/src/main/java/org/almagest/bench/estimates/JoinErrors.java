package org.almagest.bench.estimates;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Compares what is expected of the joins of a query with what they give, by EXPLAIN ANALYZE.
final class JoinErrors {
    private static final Pattern FIELD = Pattern.compile("\\s*\"(operator|text|estimatedRows|rows|inputs)\": (.*?),?");

    private final Answers answers;

    JoinErrors(Answers answers) {
        this.answers = answers;
    }

    /// Judges the joins, and the groups, of a query.
    void of(String name, String query, Errors joins, Errors groups) {
        String operator = "";
        String text = "";
        double expected = -1;
        double counted = -1;
        for (String line :
                answers.text("EXPLAIN (ANALYZE, FORMAT json) " + query).lines().toList()) {
            Matcher field = FIELD.matcher(line);
            if (!field.matches() && !(field.lookingAt() && field.group(1).equals("inputs"))) {
                continue;
            }
            switch (field.group(1)) {
                case "operator" -> operator = field.group(2);
                case "text" -> text = field.group(2);
                case "estimatedRows" -> expected = Double.parseDouble(field.group(2));
                case "rows" -> counted = Double.parseDouble(field.group(2));
                default -> {
                    if (expected >= 0 && counted >= 0) {
                        Errors into =
                                operator.contains("Join") ? joins : operator.contains("Aggregate") ? groups : null;
                        if (into != null) {
                            into.add("of " + name, name + " " + operator + " " + text, expected, counted);
                        }
                    }
                    expected = -1;
                    counted = -1;
                }
            }
        }
    }
}
