package org.almagest.optimizer.cost;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What work costs on a machine, in nanoseconds of one thread. `almagest calibrate` measures it.
///
/// Kept as text, a line each: `name = nanoseconds`. Lines that begin with `#` are remarks.
public final class CostConstants {
    /// What holds where nothing was measured.
    public static final CostConstants DEFAULT = new CostConstants(
            Arrays.stream(Cost.values()).mapToDouble(Cost::byDefault).toArray());

    private static final double FAR_DOUBLINGS = 4;

    private final double[] byCost;

    private CostConstants(double[] byCost) {
        for (double one : byCost) {
            if (!isCost(one)) {
                throw new IllegalArgumentException("a cost is a number above 0: " + one);
            }
        }
        this.byCost = byCost;
    }

    private static boolean isCost(double nanos) {
        return nanos > 0 && !Double.isInfinite(nanos);
    }

    /// Answers what something costs.
    public double of(Cost cost) {
        return byCost[cost.ordinal()];
    }

    /// Answers these constants as text.
    public String text() {
        return Arrays.stream(Cost.values())
                .map(cost -> String.format(Locale.ROOT, "%s = %.4g%n", cost.text(), of(cost)))
                .collect(Collectors.joining());
    }

    /// Reads constants from text; those that it does not name have their defaults.
    ///
    /// @throws IllegalArgumentException says which line is wrong, and why
    public static CostConstants parse(String text) {
        Map<Cost, Double> named = new EnumMap<>(Cost.class);
        int number = 0;
        for (String each : text.lines().toList()) {
            number++;
            String line = each.strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                int equals = line.indexOf('=');
                Cost cost = named(equals < 0 ? line : line.substring(0, equals).strip(), number);
                named.put(
                        cost, nanos(equals < 0 ? "" : line.substring(equals + 1).strip(), number, cost));
            }
        }
        return DEFAULT.with(named);
    }

    private static Cost named(String name, int line) {
        Optional<Cost> found = Arrays.stream(Cost.values())
                .filter(cost -> cost.text().equals(name))
                .findFirst();
        return found.orElseThrow(() -> new IllegalArgumentException("line " + line + ": there is no cost " + name
                + "; the costs are "
                + Arrays.stream(Cost.values()).map(Cost::text).collect(Collectors.joining(", "))));
    }

    private static double nanos(String text, int line, Cost cost) {
        try {
            double nanos = Double.parseDouble(text);
            if (isCost(nanos)) {
                return nanos;
            }
        } catch (NumberFormatException notANumber) {
            // Said below, with what is no cost otherwise.
        }
        throw new IllegalArgumentException(
                "line " + line + ": " + cost.text() + " is a number above 0, not '" + text + "'");
    }

    /// Answers these with others.
    public CostConstants with(Map<Cost, Double> others) {
        double[] all = byCost.clone();
        others.forEach((cost, nanos) -> all[cost.ordinal()] = nanos);
        return new CostConstants(all);
    }

    /// Answers what is between `near`, within the cache, and `far`, at sixteen times its size: the share of
    /// accesses that miss grows with the logarithm.
    public double bySize(Cost near, Cost far, double bytes) {
        double doublings = Math.log(Math.max(1, bytes / of(Cost.CACHE_BYTES))) / Math.log(2);
        return of(near) + (of(far) - of(near)) * Math.min(1, doublings / FAR_DOUBLINGS);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CostConstants constants && Arrays.equals(byCost, constants.byCost);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(byCost);
    }
}
