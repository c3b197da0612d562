package org.almagest.bench.estimates;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.almagest.optimizer.estimate.RowEstimate;

/// Errors of estimates by kind: how many times too many or too few rows were expected (q-error), one at least.
final class Errors {
    private static final double NINETY_FIFTH = 0.95;

    private final List<Judged> all = new ArrayList<>();

    private record Judged(String kind, String what, double expected, double counted, double error) {}

    void add(String kind, String what, double expected, double counted) {
        all.add(new Judged(kind, what, expected, counted, RowEstimate.qError(expected, counted)));
    }

    void addAll(Errors other) {
        all.addAll(other.all);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /// Prints the distribution of all, of each kind, and the worst.
    void print(String title, int worst) {
        System.out.println(line(title, all));
        Map<String, List<Judged>> kinds = new TreeMap<>();
        all.forEach(each ->
                kinds.computeIfAbsent(each.kind(), kind -> new ArrayList<>()).add(each));
        if (kinds.size() > 1) {
            kinds.forEach((kind, judged) -> System.out.println(line("  " + kind, judged)));
        }
        all.stream()
                .sorted(Comparator.comparingDouble(Judged::error).reversed())
                .limit(worst)
                .forEach(each -> System.out.printf(
                        Locale.ROOT,
                        "    %.2f: %,.0f expected, %,.0f counted: %s%n",
                        each.error(),
                        each.expected(),
                        each.counted(),
                        each.what()));
    }

    private static String line(String title, List<Judged> judged) {
        double[] sorted = judged.stream().mapToDouble(Judged::error).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "%s: %d, median %.3f, 95th percentile %.3f, greatest %.2f",
                title,
                sorted.length,
                sorted[sorted.length / 2],
                sorted[(int) (sorted.length * NINETY_FIFTH)],
                sorted[sorted.length - 1]);
    }
}
