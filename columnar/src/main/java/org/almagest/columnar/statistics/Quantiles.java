package org.almagest.columnar.statistics;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.error.CorruptionException;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.quantilescommon.DoublesSketchSortedView;
import org.apache.datasketches.quantilescommon.QuantileSearchCriteria;

/// How a column's numbers are distributed: for each part of the column a KLL sketch of Apache
/// DataSketches over doubles, in the library's compact form, and how many values it speaks for. NULL
/// and NaN do not count.
///
/// ```text
/// item 0       item 1                                 item n-1
///    |------------|----------|--------------|-------------|
///         1/(n-1) of the values in each
/// ```
///
/// A KLL sketch that is full flips a coin, which cannot be seeded, for what to keep; plans and checks
/// want the same bytes every time. So no sketch here is ever full: it is given as many items as it
/// has room for, and these are the quantiles of a sample at equal ranks. Parts are merged by asking
/// each for the rank of a value.
///
/// Numbers stand as they are stored (a DECIMAL unscaled, a timestamp in microseconds), rounded to
/// doubles. The rank of an answer is off by at most 1/(n-1), plus what the sample leaves uncertain.
/// Immutable.
public final class Quantiles {
    /// The library's serial version of the bytes of a sketch of several items.
    public static final int VERSION = 1;

    private static final int LEAST_K = 8;
    private static final int PREAMBLE_BYTES = 8;
    private static final int FAMILY = 15;
    private static final int SINGLE_ITEM = 2;

    private final List<Part> parts;

    private Quantiles(List<Part> parts) {
        this.parts = parts;
    }

    private static final class Part {
        private final byte[] bytes;
        private final long values;
        private final String where;

        /// Made when it is first asked for: planning asks again and again.
        private volatile DoublesSketchSortedView view;

        Part(byte[] bytes, long values, String where) {
            this.bytes = bytes;
            this.values = values;
            this.where = where;
        }

        long values() {
            return values;
        }

        DoublesSketchSortedView open() {
            DoublesSketchSortedView opened = view;
            if (opened == null) {
                opened = read();
                view = opened;
            }
            return opened;
        }

        private DoublesSketchSortedView read() {
            try {
                return KllDoublesSketch.heapify(MemorySegment.ofArray(bytes)).getSortedView();
            } catch (RuntimeException | AssertionError refused) {
                throw new CorruptionException(
                        where, "what is no KLL sketch (" + refused.getMessage() + ")", "a KLL sketch");
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Part part && values == part.values && Arrays.equals(bytes, part.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    /// Cuts the first `count` numbers, in any order and none of them NaN, by at most `points` points.
    static Quantiles cut(double[] numbers, int count, int points, long values) {
        KllDoublesSketch all = sketch(numbers, count);
        if (count > points) {
            double[] ranks = new double[points];
            Arrays.setAll(ranks, i -> (double) i / (points - 1));
            all = sketch(all.getQuantiles(ranks, QuantileSearchCriteria.INCLUSIVE), points);
        }
        return new Quantiles(List.of(new Part(all.toByteArray(), values, "a sketch in memory")));
    }

    /// Makes a sketch with room for all items.
    private static KllDoublesSketch sketch(double[] items, int count) {
        KllDoublesSketch sketch = KllDoublesSketch.newHeapInstance(Math.max(LEAST_K, count));
        sketch.update(items, 0, count);
        if (sketch.isEstimationMode()) {
            throw new IllegalStateException("a sketch must hold all its items: " + count);
        }
        return sketch;
    }

    /// Takes bytes as they are stored at `where`, which errors name, and the number of values that
    /// they speak for. Throws a `CorruptionException` where they do not begin as a sketch does; what
    /// is wrong behind shows when a quantile is asked for.
    public static Quantiles read(byte[] bytes, long values, String where) {
        boolean begins = bytes.length > PREAMBLE_BYTES
                && (bytes[1] == VERSION || bytes[1] == SINGLE_ITEM)
                && bytes[2] == FAMILY
                && values > 0;
        if (!begins) {
            throw new CorruptionException(where, bytes.length + " other bytes", "a KLL sketch");
        }
        return new Quantiles(List.of(new Part(bytes.clone(), values, where)));
    }

    /// Merges several: every part counts with its values.
    public static Quantiles merge(List<Quantiles> all) {
        return new Quantiles(
                all.stream().flatMap(quantiles -> quantiles.parts.stream()).toList());
    }

    /// Answers the bytes of what was cut or read, in the library's form.
    public byte[] toBytes() {
        if (parts.size() != 1) {
            throw new IllegalStateException("merged quantiles have no bytes: " + parts.size() + " parts");
        }
        return parts.getFirst().bytes.clone();
    }

    /// Answers how many values there are.
    public long values() {
        return parts.stream().mapToLong(Part::values).sum();
    }

    /// Answers the values below or at which about each of `ranks` (0 to 1) of the values lie.
    public double[] quantiles(double... ranks) {
        List<DoublesSketchSortedView> views = open();
        double[] items = items(views);
        double[] answers = new double[ranks.length];
        for (int i = 0; i < ranks.length; i++) {
            double wanted = Math.clamp(ranks[i], 0, 1);
            answers[i] = views.size() == 1
                    ? views.getFirst().getQuantile(wanted, QuantileSearchCriteria.INCLUSIVE)
                    : items[firstWithRank(views, items, wanted)];
        }
        return answers;
    }

    private int firstWithRank(List<DoublesSketchSortedView> views, double[] items, double wanted) {
        int low = 0;
        int high = items.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rank(views, items[middle]) < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Answers the share (0 to 1) of the values that are about at most `value`; NaN is the greatest.
    public double rank(double value) {
        return Double.isNaN(value) ? 1 : rank(open(), value);
    }

    private double rank(List<DoublesSketchSortedView> views, double value) {
        double below = 0;
        for (int p = 0; p < views.size(); p++) {
            below += parts.get(p).values * views.get(p).getRank(value, QuantileSearchCriteria.INCLUSIVE);
        }
        return below / values();
    }

    /// Answers the points of all parts, ascending.
    public double[] points() {
        return items(open());
    }

    private List<DoublesSketchSortedView> open() {
        return parts.stream().map(Part::open).toList();
    }

    private static double[] items(List<DoublesSketchSortedView> views) {
        return views.stream()
                .flatMapToDouble(view -> Arrays.stream(view.getQuantiles()))
                .sorted()
                .toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Quantiles quantiles && parts.equals(quantiles.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    @Override
    public String toString() {
        return "quantiles of " + values() + " values at " + Arrays.toString(points());
    }
}
