package org.almagest.optimizer.rule.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.Functions;
import org.almagest.exec.function.ScalarFunction;
import org.almagest.optimizer.logical.ColumnNumbers;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Rule;

/// A key that is a whole number in the form of a DOUBLE is grouped by as an integer, by which groups may be
/// indexed, and converted once for each group.
///
/// ```text
/// Aggregate date_part('year', t.day): count(*)        Project date_part := year::DOUBLE, count
///   Scan t                                     =>       Aggregate year(t.day): count(*)
///                                                         Scan t
/// ```
///
/// So it is with an INTEGER in that form; of larger integers several may be one DOUBLE.
public final class GroupByIntegers implements Rule {
    private static final String PART = "date_part";

    /// The parts of a moment that have no fraction, and the functions that give them.
    private static final Map<String, String> WHOLE = Map.ofEntries(
            Map.entry("year", "year"),
            Map.entry("quarter", "quarter"),
            Map.entry("month", "month"),
            Map.entry("week", "week"),
            Map.entry("day", "day"),
            Map.entry("dow", "dayofweek"),
            Map.entry("isodow", "isodow"),
            Map.entry("doy", "dayofyear"),
            Map.entry("hour", "hour"),
            Map.entry("minute", "minute"),
            Map.entry("decade", "decade"),
            Map.entry("century", "century"),
            Map.entry("isoyear", "isoyear"));

    private final ColumnNumbers numbers;

    /// Makes the rule for one query.
    public GroupByIntegers(ColumnNumbers numbers) {
        this.numbers = numbers;
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        if (!(node instanceof LogicalPlan.Aggregate aggregate)) {
            return node;
        }
        List<LogicalPlan.Assignment> below = new ArrayList<>();
        List<LogicalPlan.Assignment> keys = new ArrayList<>();
        List<LogicalPlan.Assignment> results = new ArrayList<>();
        for (LogicalPlan.Assignment key : aggregate.keys()) {
            Optional<Expression> integer = integer(definition(key.expression(), aggregate.input()));
            if (integer.isEmpty()) {
                keys.add(key);
                results.add(passed(key.column()));
            } else {
                LogicalPlan.Column column =
                        numbers.column(key.column().name(), integer.get().type());
                boolean here = integer(key.expression()).isPresent();
                if (!here) {
                    below.add(new LogicalPlan.Assignment(column, integer.get()));
                }
                keys.add(here ? new LogicalPlan.Assignment(column, integer.get()) : passed(column));
                results.add(new LogicalPlan.Assignment(
                        key.column(), new Expression.Cast(column.ref(), ScalarType.DOUBLE, false)));
            }
        }
        if (keys.equals(aggregate.keys())) {
            return node;
        }
        aggregate.aggregates().forEach(a -> results.add(passed(a.column())));
        LogicalPlan input = below.isEmpty() ? aggregate.input() : with((LogicalPlan.Project) aggregate.input(), below);
        return new LogicalPlan.Project(new LogicalPlan.Aggregate(input, keys, aggregate.aggregates()), results);
    }

    private static LogicalPlan.Assignment passed(LogicalPlan.Column column) {
        return new LogicalPlan.Assignment(column, column.ref());
    }

    /// Answers what a key is computed from, where a projection below does it.
    private static Expression definition(Expression key, LogicalPlan input) {
        if (key instanceof Expression.ColumnRef ref && input instanceof LogicalPlan.Project project) {
            for (LogicalPlan.Assignment assignment : project.assignments()) {
                if (assignment.column().number() == ref.index()) {
                    return assignment.expression();
                }
            }
        }
        return key;
    }

    /// The column that was computed before goes where nobody else needs it.
    private static LogicalPlan with(LogicalPlan.Project project, List<LogicalPlan.Assignment> more) {
        List<LogicalPlan.Assignment> all = new ArrayList<>(project.assignments());
        all.addAll(more);
        return new LogicalPlan.Project(project.input(), all);
    }

    /// Answers the integer that a key is, where it is a DOUBLE.
    private static Optional<Expression> integer(Expression key) {
        return switch (key) {
            case Expression.Cast(var input, var type, boolean orNull, var place)
            when type == ScalarType.DOUBLE && input.type() == ScalarType.INTEGER -> Optional.of(input);
            case Expression.Call(var function, var arguments, var type)
            when function.name().equals(PART)
                    && arguments.getFirst() instanceof Expression.Literal(Value.OfText(var part), var text)
                    && WHOLE.containsKey(part) -> part(WHOLE.get(part), arguments.getLast());
            default -> Optional.empty();
        };
    }

    private static Optional<Expression> part(String name, Expression moment) {
        Optional<ScalarFunction> function = Functions.BUILT_IN.scalar(name, List.of(moment.type()));
        return function.filter(found -> found.argumentTypes().equals(List.of(moment.type())))
                .map(found -> new Expression.Call(found, List.of(moment), found.resultType()));
    }
}
