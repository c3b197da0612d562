package org.almagest.exec.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.almagest.columnar.scan.Answer;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.AggregateFunction.Kind;

/// An aggregation over all rows of a scan that counts rows and values and looks for least and
/// greatest ones: what zone maps say of rows is all that it asks of them. `columns` has the column
/// of the scan that each call is over; empty for `count(*)`.
public record TotalsPlace(PhysicalPlan.TableScan scan, List<OptionalInt> columns) {
    public TotalsPlace {
        columns = List.copyOf(columns);
    }

    /// Answers the place, where the plan is such an aggregation and the scan answers for all of its
    /// predicates.
    public static Optional<TotalsPlace> of(PhysicalPlan.Aggregate plan) {
        boolean whole = plan.keys().isEmpty()
                && plan.input() instanceof PhysicalPlan.TableScan scan
                && scan.predicates().stream().allMatch(p -> scan.source().answer(p) == Answer.EXACT);
        if (!whole || !plan.aggregates().stream().allMatch(TotalsPlace::isAnswered)) {
            return Optional.empty();
        }
        List<OptionalInt> columns = new ArrayList<>();
        for (AggregateCall call : plan.aggregates()) {
            columns.add(call.arguments().stream()
                    .mapToInt(argument -> ((Expression.ColumnRef) argument).index())
                    .findFirst());
        }
        return Optional.of(new TotalsPlace((PhysicalPlan.TableScan) plan.input(), columns));
    }

    private static boolean isAnswered(AggregateCall call) {
        Kind kind = call.function().kind();
        if (call.filter().isPresent() || kind == Kind.COUNT_STAR) {
            return call.filter().isEmpty();
        }
        if (!(call.arguments().getFirst() instanceof Expression.ColumnRef(int _, var type))) {
            return false;
        }
        boolean counts = kind == Kind.COUNT && !call.distinct();
        return switch (type.physical()) {
            case BOOLEAN, INT, LONG, FLOAT, DOUBLE, HUGE -> counts || kind == Kind.MIN || kind == Kind.MAX;
            // The bounds of texts are cut.
            case BYTES, ARRAY -> counts;
        };
    }
}
