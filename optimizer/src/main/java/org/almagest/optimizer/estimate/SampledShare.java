package org.almagest.optimizer.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.RowSample;
import org.almagest.columnar.scan.SampledNumbers;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.evaluate.CompiledExpressions;
import org.almagest.exec.evaluate.Condition;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;

/// The share of a table's rows for which conditions are TRUE, by a sample of its rows: comparisons of a column
/// with constants make ranges (`SampledBox`), all else is evaluated. Conditions that a sample cannot tell of are
/// taken as independent of the others.
final class SampledShare {
    /// What a sample that is no larger says is worth little.
    private static final int FEW_ROWS = 64;

    private static final double LEAST_LIKELY = 1e-9;

    private final LogicalPlan.Scan scan;
    private final RowSample sample;
    private final ToDoubleFunction<Expression> byStatistics;
    private final Map<Integer, NumberRange> ranges = new LinkedHashMap<>();
    private final List<Expression> others = new ArrayList<>();
    private double likely = 1;

    private SampledShare(LogicalPlan.Scan scan, RowSample sample, ToDoubleFunction<Expression> byStatistics) {
        this.scan = scan;
        this.sample = sample;
        this.byStatistics = byStatistics;
    }

    /// Answers the share of conditions on a scan; empty without a sample.
    ///
    /// @param byStatistics the share of a single condition by what else is known
    static OptionalDouble of(
            LogicalPlan.Scan scan, List<Expression> conditions, ToDoubleFunction<Expression> byStatistics) {
        Optional<RowSample> sample = scan.source().rowSample().filter(rows -> rows.rows() >= FEW_ROWS);
        if (sample.isEmpty()) {
            return OptionalDouble.empty();
        }
        Map<Integer, Expression> positions = new HashMap<>();
        for (int i = 0; i < scan.columns().size(); i++) {
            LogicalPlan.Column column = scan.columns().get(i);
            positions.put(
                    column.number(), new Expression.ColumnRef(scan.positions().get(i), column.type()));
        }
        double share = 1;
        List<Expression> told = new ArrayList<>();
        List<Expression> inSample = new ArrayList<>();
        for (Expression condition : conditions) {
            Expression placed = Conjuncts.substitute(condition, positions);
            boolean tells = isConstant(condition)
                    && Conjuncts.columns(placed).stream().allMatch(sample.get()::holds)
                    && !Conjuncts.columns(placed).isEmpty();
            if (tells && !isExactlyKnown(condition, conditions)) {
                told.add(condition);
                inSample.add(placed);
            } else {
                share *= byStatistics.applyAsDouble(condition);
            }
        }
        if (!told.isEmpty()) {
            share *= sample.get()
                    .remembered(
                            inSample, () -> new SampledShare(scan, sample.get(), byStatistics).share(told, inSample));
        }
        return OptionalDouble.of(share);
    }

    /// NULLs are counted.
    private static boolean isExactlyKnown(Expression condition, List<Expression> all) {
        return all.size() == 1 && condition instanceof Expression.IsNull(Expression.ColumnRef ref, boolean negated);
    }

    private static boolean isConstant(Expression expression) {
        return Conjuncts.isDeterministic(expression) && !expression.hasParameter();
    }

    private double share(List<Expression> told, List<Expression> inSample) {
        for (int i = 0; i < told.size(); i++) {
            if (!isRange(inSample.get(i))) {
                Expression other = told.get(i);
                others.add(inSample.get(i));
                double share = listed(inSample.get(i)).orElseGet(() -> byStatistics.applyAsDouble(other));
                likely *= Math.max(LEAST_LIKELY, share);
            }
        }
        if (ranges.values().stream().anyMatch(NumberRange::isEmpty)) {
            return 0;
        }
        boolean[] chosen = new boolean[sample.rows()];
        double chosenShare = 1;
        if (others.isEmpty()) {
            Arrays.fill(chosen, true);
        } else if (evaluate(chosen)) {
            int count = 0;
            for (boolean each : chosen) {
                count += each ? 1 : 0;
            }
            chosenShare = SampledColumn.shrunk(count, chosen.length, likely);
        } else {
            Arrays.fill(chosen, true);
            return likely * box(chosen, 1);
        }
        return box(chosen, chosenShare);
    }

    private double box(boolean[] chosen, double chosenShare) {
        if (ranges.isEmpty()) {
            return chosenShare;
        }
        List<SampledColumn> columns = new ArrayList<>();
        ranges.keySet().forEach(position -> columns.add(column(position)));
        return new SampledBox(columns, List.copyOf(ranges.values()), chosen).share(chosenShare);
    }

    /// Answers the share of a list of numbers, each by itself.
    private OptionalDouble listed(Expression condition) {
        if (!(condition instanceof Expression.InList(Expression.ColumnRef(int position, var type), var values, var not))
                || not
                || !SampledNumbers.takes(type)
                || scan.source().statistics(position).isEmpty()) {
            return OptionalDouble.empty();
        }
        SampledColumn column = column(position);
        return OptionalDouble.of(Math.min(
                1,
                values.stream()
                        .map(SampledColumn::stored)
                        .flatMapToDouble(OptionalDouble::stream)
                        .distinct()
                        .map(number -> column.share(NumberRange.ALL.and(Comparison.EQUAL, number)))
                        .sum()));
    }

    private SampledColumn column(int position) {
        SampledNumbers numbers = sample.numbers(position).orElseThrow();
        ColumnStatistics statistics = scan.source().statistics(position).orElseThrow();
        return new SampledColumn(
                numbers, scan.source().schema().column(position).type(), statistics);
    }

    private boolean isRange(Expression condition) {
        if (!(condition
                        instanceof
                        Expression.Compare(var comparison, var left, Expression.Literal(var value, var type)))
                || comparison == Comparison.NOT_EQUAL
                || !(unconverted(left) instanceof Expression.ColumnRef(int position, var columnType))
                || !SampledNumbers.takes(columnType)
                || value == Value.NULL
                || scan.source().statistics(position).isEmpty()) {
            return false;
        }
        OptionalDouble constant = SampledColumn.stored(value);
        constant.ifPresent(number -> ranges.merge(
                position, NumberRange.ALL.and(comparison, number), (before, now) -> before.and(comparison, number)));
        return constant.isPresent();
    }

    /// Answers what a number is converted from, where it stays the same number.
    private static Expression unconverted(Expression expression) {
        return expression instanceof Expression.Cast cast
                        && (isPlain(cast.input().type()) && isPlain(cast.type()))
                        && (cast.type().isFloating() || cast.input().type().isInteger())
                ? unconverted(cast.input())
                : expression;
    }

    private static boolean isPlain(DataType type) {
        return type.isInteger() || type.isFloating();
    }

    /// Notes which rows satisfy the conditions that are no ranges; answers false where they fail.
    private boolean evaluate(boolean[] chosen) {
        List<Integer> columns = Conjuncts.columns(Conjuncts.join(others).orElseThrow()).stream()
                .sorted()
                .toList();
        Map<Integer, Expression> places = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            DataType type = scan.source().schema().column(columns.get(i)).type();
            places.put(columns.get(i), new Expression.ColumnRef(i, type));
        }
        List<Expression> placed =
                others.stream().map(each -> Conjuncts.substitute(each, places)).toList();
        try {
            Condition condition =
                    new CompiledExpressions().condition(Conjuncts.join(placed).orElseThrow());
            int[] rows = new int[ColumnVector.BATCH_ROWS];
            int[] first = {0};
            sample.read(columns, batch -> note(batch, condition, rows, first, chosen));
            return true;
        } catch (AlmagestException failed) {
            return false;
        }
    }

    private static void note(Batch batch, Condition condition, int[] rows, int[] first, boolean[] chosen) {
        for (int i = 0; i < batch.size(); i++) {
            rows[batch.row(i)] = first[0] + i;
        }
        first[0] += batch.size();
        condition.select(batch);
        for (int i = 0; i < batch.size(); i++) {
            chosen[rows[batch.row(i)]] = true;
        }
    }
}
