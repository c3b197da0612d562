package org.almagest.exec.plan;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.scan.Answer;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.AggregateFunction.Kind;

/// A min or max over all rows of a scan, of a column that nothing else looks at, so that pages with
/// nothing better need not be read: call `call` of the aggregation, over a column of the scan's
/// source; `greatest` for max.
public record ExtremePlace(int call, int sourceColumn, boolean greatest) {
    /// Finds the calls of a plan for which values may be left out.
    public static List<ExtremePlace> of(PhysicalPlan.Aggregate plan) {
        List<ExtremePlace> places = new ArrayList<>();
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
                places.add(new ExtremePlace(c, scan.columns().get(column), kind == Kind.MAX));
            }
        }
        return places;
    }

    private static boolean hasSimpleValues(PhysicalType type) {
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
}
