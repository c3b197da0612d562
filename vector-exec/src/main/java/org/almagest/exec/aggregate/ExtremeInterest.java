package org.almagest.exec.aggregate;

import java.util.Optional;
import org.almagest.columnar.scan.ColumnInterest;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.DynamicPredicate;
import org.almagest.columnar.type.Value;
import org.almagest.exec.plan.ExtremePlace;

/// A min or max over all rows of a scan, of a column that nothing else looks at: the scan is told
/// the best value so far and leaves out pages that hold no better one. One per aggregate and
/// execution; any thread offers.
public final class ExtremeInterest {
    private final ExtremePlace place;
    private final DynamicPredicate predicate = new DynamicPredicate();
    private Optional<Value> best = Optional.empty();

    public ExtremeInterest(ExtremePlace place) {
        this.place = place;
    }

    /// Answers what to tell the scan.
    public ColumnInterest interest() {
        return new ColumnInterest(place.sourceColumn(), predicate);
    }

    int call() {
        return place.call();
    }

    /// Tells of a value that was seen.
    synchronized void offer(Value value) {
        if (best.isEmpty() || !best.get().equals(value) && isBetter(value, best.get())) {
            best = Optional.of(value);
            predicate.tighten(new ColumnPredicate.Compare(
                    place.sourceColumn(), place.greatest() ? Comparison.GREATER : Comparison.LESS, value));
        }
    }

    /// Compares as the accumulators do; UBIGINT, whose order is another, is left to itself.
    private boolean isBetter(Value value, Value than) {
        int order = switch (value) {
            case Value.OfLong(long number) -> Long.compare(number, ((Value.OfLong) than).value());
            case Value.OfDouble(double number) -> Double.compare(number, ((Value.OfDouble) than).value());
            default -> 0;
        };
        return place.greatest() ? order > 0 : order < 0;
    }
}
