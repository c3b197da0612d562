package org.almagest.optimizer.rule.subquery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.optimizer.logical.ColumnNumbers;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.logical.PlanColumns;
import org.almagest.optimizer.rule.Conjuncts;

/// A subquery that aggregates all its rows to one has exactly one row for each row of the query
/// around it, also where it has nothing to aggregate: it is grouped by what it is correlated by,
/// and joined by a LEFT join, whose NULLs are right but for counts, which are 0 then.
final class ScalarAggregate {
    private static final Expression TRUE = new Expression.Literal(Value.of(true), ScalarType.BOOLEAN);

    private final ColumnNumbers numbers;

    ScalarAggregate(ColumnNumbers numbers) {
        this.numbers = numbers;
    }

    /// An aggregation in groups, and what joins a group to the rows that it is for.
    private record Grouped(LogicalPlan plan, List<Expression> conditions) {}

    /// Answers the join, where the right side has that form: projections over an aggregation
    /// without keys.
    Optional<LogicalPlan> join(LogicalPlan.Join join) {
        List<LogicalPlan.Project> projects = new ArrayList<>();
        LogicalPlan below = join.right();
        while (below instanceof LogicalPlan.Project || below instanceof LogicalPlan.Sort) {
            if (below instanceof LogicalPlan.Project project) {
                projects.addFirst(project);
            }
            below = below.inputs().getFirst();
        }
        boolean conditional = join.condition().isPresent();
        if (!(below instanceof LogicalPlan.Aggregate aggregate)
                || !aggregate.keys().isEmpty()
                || conditional && join.kind() != LogicalPlan.Join.Kind.INNER) {
            return Optional.empty();
        }
        return switch (join.kind()) {
            case INNER, LEFT, SINGLE -> {
                LogicalPlan rows = projected(oneRowEach(join.left(), aggregate), join.left(), projects);
                yield Optional.of(Conjuncts.filter(
                        rows, join.condition().map(Conjuncts::split).orElse(List.of())));
            }
            case MARK -> {
                LogicalPlan rows = projected(oneRowEach(join.left(), aggregate), join.left(), projects);
                LogicalPlan.Mark mark = join.mark().orElseThrow();
                List<LogicalPlan.Assignment> assignments = passedOn(join.left().columns());
                assignments.add(new LogicalPlan.Assignment(
                        mark.column(), mark.compared().orElse(TRUE)));
                yield Optional.of(new LogicalPlan.Project(rows, assignments));
            }
            case SEMI, ANTI, FULL -> Optional.empty();
        };
    }

    private static LogicalPlan projected(LogicalPlan rows, LogicalPlan left, List<LogicalPlan.Project> projects) {
        LogicalPlan result = rows;
        for (LogicalPlan.Project project : projects) {
            List<LogicalPlan.Assignment> assignments = passedOn(left.columns());
            assignments.addAll(project.assignments());
            result = new LogicalPlan.Project(result, assignments);
        }
        return result;
    }

    private static List<LogicalPlan.Assignment> passedOn(List<LogicalPlan.Column> columns) {
        List<LogicalPlan.Assignment> passed = new ArrayList<>();
        columns.stream().distinct().forEach(column -> passed.add(new LogicalPlan.Assignment(column, column.ref())));
        return passed;
    }

    /// Gives each row of the left side the row of the aggregation that is for it.
    private LogicalPlan oneRowEach(LogicalPlan left, LogicalPlan.Aggregate aggregate) {
        Grouped grouped = byEqualities(left, aggregate).orElseGet(() -> byDomain(left, aggregate));
        LogicalPlan joined = new LogicalPlan.Join(
                LogicalPlan.Join.Kind.LEFT, left, grouped.plan(), Conjuncts.join(grouped.conditions()));
        return overNothing(joined, passedOn(left.columns()), aggregate, grouped.plan());
    }

    /// Answers the rows with the aggregates under their own numbers: where a group is missing, as
    /// they are over no rows. The grouped ones stand last in `grouped`.
    static LogicalPlan overNothing(
            LogicalPlan joined,
            List<LogicalPlan.Assignment> passed,
            LogicalPlan.Aggregate aggregate,
            LogicalPlan grouped) {
        List<LogicalPlan.Assignment> assignments = new ArrayList<>(passed);
        int first = grouped.columns().size() - aggregate.aggregates().size();
        for (int i = 0; i < aggregate.aggregates().size(); i++) {
            LogicalPlan.AggregateAssignment wanted = aggregate.aggregates().get(i);
            Expression value = grouped.columns().get(first + i).ref();
            assignments.add(new LogicalPlan.Assignment(
                    wanted.column(),
                    isCount(wanted.call().function().kind())
                            ? new Expression.Coalesce(
                                    List.of(value, new Expression.Literal(Value.of(0L), value.type())), value.type())
                            : value));
        }
        return new LogicalPlan.Project(joined, assignments);
    }

    private static boolean isCount(AggregateFunction.Kind kind) {
        return switch (kind) {
            case COUNT_STAR, COUNT, APPROX_COUNT_DISTINCT, REGR_COUNT -> true;
            default -> false;
        };
    }

    /// Where each correlated condition equates something of the left side with something of the
    /// aggregation's input, that is the key.
    private Optional<Grouped> byEqualities(LogicalPlan left, LogicalPlan.Aggregate aggregate) {
        Set<Integer> outer = Conjuncts.columns(left);
        PulledUp pulled = PulledUp.of(aggregate.input(), outer, false);
        boolean callsAreLocal = aggregate.aggregates().stream()
                .flatMap(a -> calls(a).stream())
                .allMatch(e -> Conjuncts.columns(e).stream().noneMatch(outer::contains));
        if (!callsAreLocal || Decorrelate.isCorrelated(pulled.plan(), left)) {
            return Optional.empty();
        }
        Set<Integer> inner = Conjuncts.columns(pulled.plan());
        List<LogicalPlan.Assignment> keys = new ArrayList<>();
        List<Expression> conditions = new ArrayList<>();
        for (Expression condition : pulled.conditions()) {
            Optional<Equality> equality = Equality.of(condition, inner);
            if (equality.isEmpty()) {
                return Optional.empty();
            }
            Expression own = equality.get().inner();
            LogicalPlan.Column key = numbers.column("key", own.type());
            keys.add(new LogicalPlan.Assignment(key, own));
            conditions.add(
                    new Expression.Compare(Comparison.EQUAL, equality.get().outer(), key.ref()));
        }
        return Optional.of(new Grouped(new LogicalPlan.Aggregate(pulled.plan(), keys, renamed(aggregate)), conditions));
    }

    private static List<Expression> calls(LogicalPlan.AggregateAssignment assignment) {
        List<Expression> all = new ArrayList<>(assignment.call().arguments());
        assignment.call().filter().ifPresent(all::add);
        return all;
    }

    private List<LogicalPlan.AggregateAssignment> renamed(LogicalPlan.Aggregate aggregate) {
        return aggregate.aggregates().stream()
                .map(a -> new LogicalPlan.AggregateAssignment(numbers.like(a.column()), a.call()))
                .toList();
    }

    private Grouped byDomain(LogicalPlan left, LogicalPlan.Aggregate aggregate) {
        Set<Integer> bindings = new TreeSet<>(PlanColumns.free(aggregate));
        List<LogicalPlan.Column> columns = left.columns().stream()
                .filter(column -> bindings.contains(column.number()))
                .distinct()
                .toList();
        Domain.Bound bound = new Domain(left, columns, numbers).grouped(aggregate, renamed(aggregate));
        return new Grouped(bound.plan(), bound.equalTo(columns));
    }

    /// An equation between something of the query around and something of the subquery.
    record Equality(Expression outer, Expression inner) {
        static Optional<Equality> of(Expression condition, Set<Integer> inner) {
            if (!(condition instanceof Expression.Compare(var comparison, var a, var b))
                    || comparison != Comparison.EQUAL
                    || !Conjuncts.isDeterministic(condition)) {
                return Optional.empty();
            }
            if (isInner(b, inner) && isOuter(a, inner)) {
                return Optional.of(new Equality(a, b));
            }
            return isInner(a, inner) && isOuter(b, inner) ? Optional.of(new Equality(b, a)) : Optional.empty();
        }

        private static boolean isInner(Expression expression, Set<Integer> inner) {
            Set<Integer> named = Conjuncts.columns(expression);
            return !named.isEmpty() && inner.containsAll(named);
        }

        private static boolean isOuter(Expression expression, Set<Integer> inner) {
            return Conjuncts.columns(expression).stream().noneMatch(inner::contains);
        }
    }

    /// Answers the substitution of numbers by columns.
    static Expression substitute(Expression expression, Map<Integer, LogicalPlan.Column> columns) {
        Map<Integer, Expression> definitions = new HashMap<>();
        columns.forEach((number, column) -> definitions.put(number, column.ref()));
        return Conjuncts.substitute(expression, definitions);
    }
}
