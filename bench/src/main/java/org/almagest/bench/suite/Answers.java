package org.almagest.bench.suite;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// Compares two answers: the same rows, floats within a relative difference; in any order unless
/// the order is part of the answer.
public final class Answers {
    static final double RELATIVE = 1e-12;

    private Answers() {}

    /// Answers what differs first, or an empty text.
    public static String difference(List<List<Object>> ours, List<List<Object>> theirs, boolean ordered) {
        if (ours.size() != theirs.size()) {
            return ours.size() + " rows against " + theirs.size();
        }
        List<List<Object>> a = ordered ? ours : sorted(ours);
        List<List<Object>> b = ordered ? theirs : sorted(theirs);
        for (int i = 0; i < a.size(); i++) {
            for (int c = 0; c < a.get(i).size(); c++) {
                if (!same(a.get(i).get(c), b.get(i).get(c))) {
                    return "row " + i + ", column " + c + ": " + a.get(i) + " against " + b.get(i);
                }
            }
        }
        return "";
    }

    private static List<List<Object>> sorted(List<List<Object>> rows) {
        List<List<Object>> copy = new ArrayList<>(rows);
        copy.sort(Comparator.comparing(Answers::key));
        return copy;
    }

    /// Exact cells decide the order, so that rounding does not; an engine's year may be a Double.
    private static String key(List<Object> row) {
        StringBuilder key = new StringBuilder();
        for (Object cell : row) {
            boolean exact = !(cell instanceof Double number) || number == Math.rint(number);
            key.append(!exact ? "" : cell instanceof Number number ? number.longValue() : cell)
                    .append('|');
        }
        return key.toString();
    }

    private static boolean same(Object a, Object b) {
        if (a instanceof Number x && b instanceof Number y && !(a instanceof Long && b instanceof Long)) {
            double difference = Math.abs(x.doubleValue() - y.doubleValue());
            double size = Math.max(Math.abs(x.doubleValue()), Math.abs(y.doubleValue()));
            return difference <= RELATIVE * size || x.doubleValue() == y.doubleValue();
        }
        return Objects.equals(a, b);
    }
}
