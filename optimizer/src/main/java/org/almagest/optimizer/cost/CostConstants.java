package org.almagest.optimizer.cost;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What work costs on a machine, in nanoseconds of one thread. `almagest calibrate` measures them; the
/// defaults are estimates.
///
/// Kept as text, a line each: `name = nanoseconds`. Lines that begin with `#` are remarks.
///
/// @param pageStart to find, pin and open one page in the buffer pool
/// @param coldByte to read a byte from the disk, in order
/// @param coldSeek to go elsewhere on the disk
/// @param repeatedValue to decode a value of a page of runs, or of one value
/// @param packedValue to decode a packed integer
/// @param realValue to decode a float
/// @param textValue to decode a text
/// @param squeezedValue to decode a value of a page in the form of a block codec
/// @param foreignValue to take a value from a file that is read in place, or from the delta
/// @param filterRow to test one condition
/// @param computeValue to compute one expression
/// @param aggregateValue to add a value to an aggregate
/// @param groupDirect to find the group of a row by its keys' place
/// @param groupNear to find the group of a row by hash, where the table is within the cache
/// @param groupFar the same where the table is far larger
/// @param buildNear to put a row into the table of a join within the cache
/// @param buildFar the same of a far larger one
/// @param probeNear to look a row up in the table of a join within the cache
/// @param probeFar the same in a far larger one
/// @param pair to try one pair of a join without an equality
/// @param sortStep to sort a row, for each halving of the rows
/// @param copyValue to copy a value of a row that is kept or joined
/// @param spillByte to write a byte to a temporary file and read it again
/// @param cacheBytes how large a table is that stays in a core's cache; bytes, not nanoseconds
public record CostConstants(
        double pageStart,
        double coldByte,
        double coldSeek,
        double repeatedValue,
        double packedValue,
        double realValue,
        double textValue,
        double squeezedValue,
        double foreignValue,
        double filterRow,
        double computeValue,
        double aggregateValue,
        double groupDirect,
        double groupNear,
        double groupFar,
        double buildNear,
        double buildFar,
        double probeNear,
        double probeFar,
        double pair,
        double sortStep,
        double copyValue,
        double spillByte,
        double cacheBytes) {
    /// Estimates for a server of today, not yet measured: `almagest calibrate` measures the machine at hand.
    public static final CostConstants DEFAULT = new CostConstants(
            600, 0.6, 90_000, 0.15, 0.4, 1.0, 8, 12, 20, 0.4, 1.0, 0.4, 1.5, 5, 30, 12, 60, 4, 35, 2, 3, 1.5, 1.5,
            1 << 20);

    private static final Map<String, ToDoubleFunction<CostConstants>> BY_NAME = byName();

    public CostConstants {
        double[] all = {
            pageStart, coldByte, coldSeek, repeatedValue, packedValue, realValue, textValue, squeezedValue,
            foreignValue, filterRow, computeValue, aggregateValue, groupDirect, groupNear, groupFar, buildNear,
            buildFar, probeNear, probeFar, pair, sortStep, copyValue, spillByte, cacheBytes
        };
        for (double one : all) {
            if (!(one > 0) || Double.isInfinite(one)) {
                throw new IllegalArgumentException("a cost is a number above 0: " + one);
            }
        }
    }

    private static Map<String, ToDoubleFunction<CostConstants>> byName() {
        Map<String, ToDoubleFunction<CostConstants>> all = new LinkedHashMap<>();
        all.put("page_start", CostConstants::pageStart);
        all.put("cold_byte", CostConstants::coldByte);
        all.put("cold_seek", CostConstants::coldSeek);
        all.put("repeated_value", CostConstants::repeatedValue);
        all.put("packed_value", CostConstants::packedValue);
        all.put("real_value", CostConstants::realValue);
        all.put("text_value", CostConstants::textValue);
        all.put("squeezed_value", CostConstants::squeezedValue);
        all.put("foreign_value", CostConstants::foreignValue);
        all.put("filter_row", CostConstants::filterRow);
        all.put("compute_value", CostConstants::computeValue);
        all.put("aggregate_value", CostConstants::aggregateValue);
        all.put("group_direct", CostConstants::groupDirect);
        all.put("group_near", CostConstants::groupNear);
        all.put("group_far", CostConstants::groupFar);
        all.put("build_near", CostConstants::buildNear);
        all.put("build_far", CostConstants::buildFar);
        all.put("probe_near", CostConstants::probeNear);
        all.put("probe_far", CostConstants::probeFar);
        all.put("pair", CostConstants::pair);
        all.put("sort_step", CostConstants::sortStep);
        all.put("copy_value", CostConstants::copyValue);
        all.put("spill_byte", CostConstants::spillByte);
        all.put("cache_bytes", CostConstants::cacheBytes);
        return all;
    }

    /// Answers these constants as text.
    public String text() {
        StringBuilder text = new StringBuilder();
        BY_NAME.forEach((name, value) ->
                text.append(String.format(Locale.ROOT, "%s = %.4g%n", name, value.applyAsDouble(this))));
        return text.toString();
    }

    /// Reads constants from text; those that it does not name have their defaults.
    ///
    /// @throws IllegalArgumentException says which line is wrong, and why
    public static CostConstants parse(String text) {
        return DEFAULT.with(read(text));
    }

    private static Map<String, Double> read(String text) {
        Map<String, Double> named = new LinkedHashMap<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            String name = equals < 0 ? line : line.substring(0, equals).strip();
            if (!BY_NAME.containsKey(name)) {
                throw new IllegalArgumentException(
                        "line " + (i + 1) + ": there is no cost " + name + "; the costs are " + names());
            }
            named.put(name, cost(equals < 0 ? "" : line.substring(equals + 1).strip(), i + 1, name));
        }
        return named;
    }

    private static double cost(String text, int line, String name) {
        try {
            double cost = Double.parseDouble(text);
            if (cost > 0 && !Double.isInfinite(cost)) {
                return cost;
            }
        } catch (NumberFormatException notANumber) {
            // Said below, with what is no cost otherwise.
        }
        throw new IllegalArgumentException("line " + line + ": " + name + " is a number above 0, not '" + text + "'");
    }

    private static String names() {
        return String.join(", ", BY_NAME.keySet());
    }

    /// Answers a cost by its name in the text.
    public double named(String name) {
        return BY_NAME.get(name).applyAsDouble(this);
    }

    /// Answers these with others, by their names in the text.
    public CostConstants with(Map<String, Double> others) {
        List<Double> all = new ArrayList<>();
        BY_NAME.forEach((name, value) -> all.add(others.getOrDefault(name, value.applyAsDouble(this))));
        double[] v = all.stream().mapToDouble(Double::doubleValue).toArray();
        return new CostConstants(
                v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11], v[12], v[13], v[14], v[15],
                v[16], v[17], v[18], v[19], v[20], v[21], v[22], v[23]);
    }

    /// Answers what is between `near`, within the cache, and `far`, at sixteen times its size: the share of
    /// accesses that miss grows with the logarithm.
    public double bySize(double near, double far, double bytes) {
        double doublings = Math.log(Math.max(1, bytes / cacheBytes)) / Math.log(2);
        return near + (far - near) * Math.min(1, doublings / FAR_DOUBLINGS);
    }

    private static final double FAR_DOUBLINGS = 4;
}
