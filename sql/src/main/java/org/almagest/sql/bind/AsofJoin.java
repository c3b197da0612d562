package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.WindowCall;
import org.almagest.exec.plan.WindowFrame;
import org.almagest.exec.plan.WindowFunction.PickKind;
import org.almagest.exec.plan.WindowFunction.Picking;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;
import org.almagest.sql.ast.Span;

/// ASOF joins: each row of the left side with the nearest row of the right side that satisfies the
/// comparison, among those with equal keys. Both sides are put in one order, in which each row of the
/// left side looks back for the last row of the right one:
///
/// ```text
/// a ASOF JOIN b                    Join INNER (LEFT) last# = b#
///   ON a.k = b.k AND a.t >= b.t      Project a.*, last#
///                                      Filter is of a
///                                        Window last_value(b#) IGNORE NULLS OVER (PARTITION BY k
///                                               ORDER BY t, rows of b before those of a)
///                                          UnionAll a, (b# of b)
///                                    b with b#
/// ```
///
/// `>` has equal rows of the right side behind those of the left one; `<=` and `<` look at the order from
/// its end. Of several nearest rows the one counts that the right side gives last.
final class AsofJoin {
    private static final String WHAT = "a correlated subquery in an ASOF join";

    private static final WindowFrame SO_FAR = new WindowFrame(
            WindowFrame.Unit.ROWS,
            new WindowFrame.Bound(WindowFrame.BoundKind.UNBOUNDED_PRECEDING, Optional.empty()),
            new WindowFrame.Bound(WindowFrame.BoundKind.CURRENT_ROW, Optional.empty()),
            WindowFrame.Exclusion.NO_OTHERS);

    private final BindContext context;
    private final Span span;
    private final List<Expression> leftKeys = new ArrayList<>();
    private final List<Expression> rightKeys = new ArrayList<>();
    private Optional<Order> order = Optional.empty();

    /// The comparison of an expression over the left side with one over the right side.
    private record Order(Comparison comparison, Expression left, Expression right) {
        boolean isDescending() {
            return comparison == Comparison.LESS || comparison == Comparison.LESS_OR_EQUAL;
        }

        boolean includesEqual() {
            return comparison == Comparison.GREATER_OR_EQUAL || comparison == Comparison.LESS_OR_EQUAL;
        }
    }

    AsofJoin(BindContext context, Span span) {
        this.context = context;
        this.span = span;
    }

    /// Answers the join; `outer` keeps rows of the left side for which there is none.
    LogicalPlan join(LogicalPlan left, LogicalPlan right, Expression condition, boolean outer) {
        Set<Integer> ofLeft = Conjuncts.columns(left);
        Set<Integer> ofRight = Conjuncts.columns(right);
        for (Expression part : Conjuncts.split(condition)) {
            take(part, ofLeft, ofRight);
        }
        Order nearest = order.orElseThrow(this::wrongCondition);
        NumberedRows rows = NumberedRows.of(right, context, WHAT, span);
        Merged merged = new Merged(left, rows, nearest);
        LogicalPlan.Column last = merged.last.column();
        List<LogicalPlan.Assignment> assignments = new ArrayList<>();
        merged.columns.forEach((column, place) -> assignments.add(new LogicalPlan.Assignment(column, place.ref())));
        assignments.add(NumberedRows.passed(last));
        return new LogicalPlan.Join(
                outer ? LogicalPlan.Join.Kind.LEFT : LogicalPlan.Join.Kind.INNER,
                new LogicalPlan.Project(merged.ofLeft(), assignments),
                rows.kept(),
                Optional.of(new Expression.Compare(
                        Comparison.EQUAL, last.ref(), rows.keptNumber().ref())));
    }

    private void take(Expression part, Set<Integer> ofLeft, Set<Integer> ofRight) {
        if (!(part instanceof Expression.Compare(var comparison, var a, var b))) {
            throw wrongCondition();
        }
        boolean straight = isOf(a, ofLeft) && isOf(b, ofRight);
        if (!straight && !(isOf(b, ofLeft) && isOf(a, ofRight))) {
            throw wrongCondition();
        }
        Expression left = straight ? a : b;
        Expression right = straight ? b : a;
        switch (straight ? comparison : comparison.flipped()) {
            case EQUAL -> {
                leftKeys.add(left);
                rightKeys.add(right);
            }
            case NOT_EQUAL -> throw wrongCondition();
            default -> {
                if (order.isPresent()) {
                    throw wrongCondition();
                }
                order = Optional.of(new Order(straight ? comparison : comparison.flipped(), left, right));
            }
        }
    }

    private static boolean isOf(Expression expression, Set<Integer> columns) {
        Set<Integer> named = Conjuncts.columns(expression);
        return !named.isEmpty() && columns.containsAll(named);
    }

    private AlmagestException wrongCondition() {
        return AlmagestException.of(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "the condition of an ASOF join is equalities and one comparison (>=, >, <= or <) of"
                                + " the left side with the right side, joined by AND")
                .at(span.start())
                .hint("put other conditions into WHERE");
    }

    /// The rows of both sides in one plan.
    private final class Merged {
        /// The left side's columns, and where they are.
        private final Map<LogicalPlan.Column, LogicalPlan.Column> columns = new LinkedHashMap<>();

        private final LogicalPlan.WindowAssignment last;
        private final LogicalPlan window;
        private final LogicalPlan.Column side;
        private final long leftSide;

        Merged(LogicalPlan left, NumberedRows rows, Order nearest) {
            leftSide = nearest.includesEqual() ? 1 : 0;
            List<LogicalPlan.Column> own = left.columns().stream().distinct().toList();
            List<Expression> leftValues = new ArrayList<>();
            List<Expression> rightValues = new ArrayList<>();
            List<LogicalPlan.Column> places = new ArrayList<>();
            for (LogicalPlan.Column column : own) {
                LogicalPlan.Column place = context.numbers().like(column);
                columns.put(column, place);
                places.add(place);
                leftValues.add(column.ref());
                rightValues.add(new Expression.Literal(Value.NULL, column.type()));
            }
            List<Expression> needed = new ArrayList<>();
            List<Expression> keys = new ArrayList<>();
            for (int k = 0; k < leftKeys.size(); k++) {
                Expression ofRight = Conjuncts.substitute(rightKeys.get(k), rows.columns());
                keys.add(add(places, leftKeys.get(k).type()).ref());
                leftValues.add(leftKeys.get(k));
                rightValues.add(ofRight);
                needed.add(ofRight);
            }
            Expression when = Conjuncts.substitute(nearest.right(), rows.columns());
            LogicalPlan.Column time = add(places, nearest.left().type());
            leftValues.add(nearest.left());
            rightValues.add(when);
            needed.add(when);
            side = add(places, ScalarType.INTEGER);
            leftValues.add(new Expression.Literal(Value.of(leftSide), ScalarType.INTEGER));
            rightValues.add(new Expression.Literal(Value.of(1 - leftSide), ScalarType.INTEGER));
            LogicalPlan.Column number = add(places, ScalarType.BIGINT);
            leftValues.add(new Expression.Literal(Value.NULL, ScalarType.BIGINT));
            rightValues.add(rows.pairedNumber().ref());
            LogicalPlan known = Conjuncts.filter(
                    rows.paired(),
                    needed.stream()
                            .<Expression>map(value -> new Expression.IsNull(value, true))
                            .toList());
            LogicalPlan union =
                    new LogicalPlan.UnionAll(List.of(project(left, leftValues), project(known, rightValues)), places);
            last = new LogicalPlan.WindowAssignment(
                    context.column("last", ScalarType.BIGINT, ColumnMeaning.NONE)
                            .column(),
                    new WindowCall(
                            new Picking(PickKind.LAST_VALUE, ScalarType.BIGINT),
                            List.of(number.ref()),
                            true,
                            SO_FAR,
                            Optional.empty()));
            window = new LogicalPlan.Window(
                    union,
                    keys,
                    List.of(
                            new LogicalPlan.OrderKey(time.ref(), nearest.isDescending(), true),
                            new LogicalPlan.OrderKey(side.ref(), false, false)),
                    List.of(last));
        }

        private LogicalPlan.Column add(List<LogicalPlan.Column> places, DataType type) {
            LogicalPlan.Column column =
                    context.column("key", type, ColumnMeaning.NONE).column();
            places.add(column);
            return column;
        }

        private LogicalPlan project(LogicalPlan input, List<Expression> values) {
            List<LogicalPlan.Assignment> assignments = new ArrayList<>();
            for (Expression value : values) {
                assignments.add(new LogicalPlan.Assignment(
                        context.column("value", value.type(), ColumnMeaning.NONE)
                                .column(),
                        value));
            }
            return new LogicalPlan.Project(input, assignments);
        }

        LogicalPlan ofLeft() {
            return new LogicalPlan.Filter(
                    window,
                    new Expression.Compare(
                            Comparison.EQUAL,
                            side.ref(),
                            new Expression.Literal(Value.of(leftSide), ScalarType.INTEGER)));
        }
    }
}
