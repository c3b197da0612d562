package org.almagest.bench.tpch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.almagest.bench.suite.AlmagestSide;
import org.almagest.bench.suite.SuiteQuery;
import org.almagest.bench.suite.Timings;

/// Times one query in the order of joins that is chosen and in all others that try no pairs without an
/// equality. Orders that lead to the same plan are one. Each is run a few times; the best of them and
/// the chosen one then run in turn.
final class OrdersOfQuery {
    private static final int MOST_INPUTS = 6;
    private static final int WARM_UPS = 60;
    private static final int FIRST_RUNS = 5;
    private static final int FINALISTS = 5;
    private static final int ALTERNATIONS = 31;

    /// Who takes so many times as long as the best so far is not run again.
    private static final double HOPELESS = 2;

    private final AlmagestSide almagest;
    private final SuiteQuery query;

    OrdersOfQuery(AlmagestSide almagest, SuiteQuery query) {
        this.almagest = almagest;
        this.query = query;
    }

    /// What came of it: medians in milliseconds.
    ///
    /// @param order the best one's, as `join_order`; empty where that is the chosen one's plan
    record Outcome(String query, int orders, double chosen, double best, String order) {
        double ratio() {
            return chosen / best;
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%-5s %5d orders %9.2f %9.2f %6.2fx  %s",
                    query,
                    orders,
                    chosen,
                    best,
                    ratio(),
                    order.isEmpty() ? "as chosen" : order);
        }
    }

    /// Answers nothing but one order for a query that joins fewer than three inputs, or more than six.
    Outcome run() {
        String chosenPlan = plan("");
        for (int i = 0; i < WARM_UPS; i++) {
            time("");
        }
        Map<String, String> orders = orders(chosenPlan);
        Map<String, Double> least = new LinkedHashMap<>();
        double best = Double.POSITIVE_INFINITY;
        for (String order : orders.values()) {
            double fastest = time(order);
            for (int i = 1; i < FIRST_RUNS && fastest < HOPELESS * best; i++) {
                fastest = Math.min(fastest, time(order));
            }
            least.put(order, fastest);
            best = Math.min(best, fastest);
        }
        List<String> finalists = new ArrayList<>(least.entrySet().stream()
                .sorted(Comparator.comparingDouble(Map.Entry::getValue))
                .limit(FINALISTS)
                .map(Map.Entry::getKey)
                .toList());
        if (!finalists.contains("")) {
            finalists.add("");
        }
        return outcome(finalists, orders.size());
    }

    private Outcome outcome(List<String> finalists, int orders) {
        double[][] millis = new double[finalists.size()][ALTERNATIONS];
        for (int i = 0; i < ALTERNATIONS; i++) {
            for (int f = 0; f < millis.length; f++) {
                millis[f][i] = time(finalists.get(f));
            }
        }
        double chosen = Double.POSITIVE_INFINITY;
        double best = Double.POSITIVE_INFINITY;
        String order = "";
        for (int f = 0; f < millis.length; f++) {
            double median = new Timings(millis[f]).median();
            if (median < best) {
                best = median;
                order = finalists.get(f);
            }
            chosen = finalists.get(f).isEmpty() ? median : chosen;
        }
        return new Outcome(query.name(), orders, chosen, best, order);
    }

    /// Answers an order for each plan, that of the chosen one first, which is empty.
    private Map<String, String> orders(String chosenPlan) {
        Map<String, String> orders = new LinkedHashMap<>();
        orders.put(chosenPlan, "");
        for (int inputs = 2; inputs <= MOST_INPUTS; inputs++) {
            for (String tree : JoinTrees.over(inputs)) {
                String plan = plan(tree);
                if (!plan.contains("every pair is tried") || chosenPlan.contains("every pair is tried")) {
                    orders.putIfAbsent(plan, tree);
                }
            }
        }
        return orders;
    }

    private String plan(String order) {
        set(order);
        return almagest.answer("EXPLAIN (COSTS off) " + query.almagest()).toString();
    }

    private double time(String order) {
        set(order);
        long start = System.nanoTime();
        almagest.run(query.almagest());
        return (System.nanoTime() - start) / 1e6;
    }

    private void set(String order) {
        almagest.set(order.isEmpty() ? "RESET join_order" : "SET join_order = '" + order + "'");
    }
}
