package org.almagest.exec.aggregate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.Answer;
import org.almagest.columnar.scan.ColumnInterest;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.DynamicPredicate;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.AggregateFunction.Kind;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.exec.plan.PhysicalPlan;

/// A min or max over all rows of a scan, of a column that nothing else looks at: the scan is told
/// the best value so far and leaves out pages that hold no better one. One per aggregate and
/// execution; any thread offers.
public final class ExtremeInterest {
    /// Which call of an aggregation it is, and the column of the scan's source.
    public record Place(int call, int sourceColumn, boolean greatest) {}

    private final Place place;
    private final DynamicPredicate predicate = new DynamicPredicate();
    private Optional<Value> best = Optional.empty();

    public ExtremeInterest(Place place) {
        this.place = place;
    }

    /// Answers what to tell the scan.
    public ColumnInterest interest() {
        return new ColumnInterest(place.sourceColumn(), predicate);
    }

    int call() {
        return place.call();
    }

    /// Finds the calls of a plan for which values may be left out.
    public static List<Place> places(PhysicalPlan.Aggregate plan) {
        List<Place> places = new ArrayList<>();
        if (!plan.keys().isEmpty() || !(plan.input() instanceof PhysicalPlan.TableScan scan)) {
            return places;
        }
        for (int c = 0; c < plan.aggregates().size(); c++) {
            AggregateCall call = plan.aggregates().get(c);
            Kind kind = call.function().kind();
            boolean extreme = kind == Kind.MIN || kind == Kind.MAX;
            if (extreme
                    && call.arguments().getFirst() instanceof Expression.ColumnRef(int column, var type)
                    && hasSimpleValues(type.physical())
                    && onlyExtremesLookAt(plan, scan, column)) {
                places.add(new Place(c, scan.columns().get(column), kind == Kind.MAX));
            }
        }
        return places;
    }

    private static boolean hasSimpleValues(org.almagest.columnar.type.PhysicalType type) {
        return switch (type) {
            case BOOLEAN, INT, LONG, FLOAT, DOUBLE -> true;
            case HUGE, BYTES, ARRAY -> false;
        };
    }

    private static boolean onlyExtremesLookAt(PhysicalPlan.Aggregate plan, PhysicalPlan.TableScan scan, int column) {
        for (int p = 0; p < scan.predicates().size(); p++) {
            boolean rechecked = scan.source().answer(scan.predicates().get(p)) != Answer.EXACT;
            if (rechecked && mentions(scan.recheck().get(p), column)) {
                return false;
            }
        }
        for (AggregateCall call : plan.aggregates()) {
            Kind kind = call.function().kind();
            boolean plain = (kind == Kind.MIN || kind == Kind.MAX)
                    && call.arguments().getFirst() instanceof Expression.ColumnRef;
            if (!plain && call.arguments().stream().anyMatch(argument -> mentions(argument, column))
                    || call.filter().filter(f -> mentions(f, column)).isPresent()) {
                return false;
            }
        }
        return true;
    }

    private static boolean mentions(Expression expression, int column) {
        return expression instanceof Expression.ColumnRef(int index, var type) && index == column
                || expression.children().stream().anyMatch(child -> mentions(child, column));
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
