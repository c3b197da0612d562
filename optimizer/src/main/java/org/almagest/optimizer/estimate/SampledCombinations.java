package org.almagest.optimizer.estimate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.scan.RowSample;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.evaluate.CompiledExpressions;
import org.almagest.exec.evaluate.Condition;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.evaluate.ExpressionCompiler;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;

/// How many different combinations of values some expressions have, by the sample of the table that their
/// columns come from: those in the sample, and as many more as its rows that are alone tell of. Columns that go
/// together have fewer than the product of their numbers of values.
///
/// ```text
/// n rows of the sample, d combinations in them, f of which once     n d / (n - f + f n / N)
/// N rows in all
/// ```
///
/// This is the estimator Duj1 of Haas and Stokes ("Estimating the number of classes in a finite population",
/// 1998), which PostgreSQL uses for single columns.
final class SampledCombinations {
    /// What a sample that is no larger says is worth little.
    private static final int FEW_ROWS = 64;

    private static final int MOST_DEFINITIONS = 8;

    private final KnownColumns known;

    /// An expression over the columns of one table, which stand in it by their positions.
    record Placed(LogicalPlan.Scan scan, Expression expression) {}

    /// What was asked of a sample.
    private record Question(List<Expression> expressions, List<Expression> conditions, double rows) {}

    SampledCombinations(KnownColumns known) {
        this.known = known;
    }

    /// Answers an expression as one of the columns of a table; empty where it is none of one table alone, or
    /// may have another value each time.
    Optional<Placed> place(Expression expression) {
        Expression expanded = expression;
        for (int i = 0; i < MOST_DEFINITIONS; i++) {
            Map<Integer, Expression> definitions = new HashMap<>();
            Conjuncts.columns(expanded)
                    .forEach(number ->
                            known.definition(number).ifPresent(definition -> definitions.put(number, definition)));
            expanded = definitions.isEmpty() ? expanded : Conjuncts.substitute(expanded, definitions);
        }
        if (!Conjuncts.isDeterministic(expanded) || expanded.hasParameter()) {
            return Optional.empty();
        }
        Map<Integer, Expression> positions = new HashMap<>();
        Optional<LogicalPlan.Scan> scan = Optional.empty();
        for (int number : Conjuncts.columns(expanded)) {
            Optional<KnownColumns.Origin> origin = known.origin(number);
            if (origin.isEmpty()
                    || scan.isPresent() && scan.get() != origin.get().scan()) {
                return Optional.empty();
            }
            scan = origin.map(KnownColumns.Origin::scan);
            int position = origin.get().position();
            positions.put(
                    number,
                    new Expression.ColumnRef(
                            position,
                            origin.get().source().schema().column(position).type()));
        }
        Expression placed = Conjuncts.substitute(expanded, positions);
        return scan.map(table -> new Placed(table, placed));
    }

    /// Answers how many combinations there are in the rows of a table for which conditions are TRUE, by its sample
    /// and by what was counted in all of its rows; empty where the sample has too few of them, or not the columns,
    /// and they were not counted.
    ///
    /// @param expressions over the columns of the table, by their positions
    /// @param conditions likewise
    /// @param rows how many rows of the table satisfy them
    OptionalDouble of(LogicalPlan.Scan scan, List<Expression> expressions, List<Expression> conditions, double rows) {
        OptionalDouble counted = CountedCombinations.of(scan.source(), expressions, rows);
        if (counted.isPresent() && conditions.isEmpty()) {
            return counted;
        }
        OptionalDouble sampled = sampled(scan, expressions, conditions, rows);
        return counted.isPresent() && sampled.orElse(Double.POSITIVE_INFINITY) > counted.getAsDouble()
                ? counted
                : sampled;
    }

    private OptionalDouble sampled(
            LogicalPlan.Scan scan, List<Expression> expressions, List<Expression> conditions, double rows) {
        Optional<RowSample> sample = scan.source().rowSample().filter(each -> each.rows() >= FEW_ROWS);
        List<Expression> all = new ArrayList<>(expressions);
        all.addAll(conditions);
        List<Integer> columns = all.stream()
                .flatMap(each -> Conjuncts.columns(each).stream())
                .distinct()
                .sorted()
                .toList();
        if (sample.isEmpty() || columns.isEmpty() || !columns.stream().allMatch(sample.get()::holds)) {
            return OptionalDouble.empty();
        }
        double found = sample.get().remembered(new Question(expressions, conditions, rows), () -> {
            Counting counting = new Counting(scan.source().schema(), columns, expressions, conditions);
            try {
                sample.get().read(columns, counting::add);
                return counting.estimate(rows);
            } catch (AlmagestException failed) {
                return Double.NaN;
            }
        });
        return Double.isNaN(found) ? OptionalDouble.empty() : OptionalDouble.of(found);
    }

    /// Counts combinations in batches of a sample.
    private static final class Counting {
        private final List<Evaluator> evaluators;
        private final Optional<Condition> condition;
        private final Map<List<Value>, Integer> counts = new HashMap<>();
        private int rows;

        Counting(TableSchema schema, List<Integer> columns, List<Expression> expressions, List<Expression> conditions) {
            Map<Integer, Expression> places = new HashMap<>();
            IntStream.range(0, columns.size())
                    .forEach(i -> places.put(
                            columns.get(i),
                            new Expression.ColumnRef(
                                    i, schema.column(columns.get(i)).type())));
            ExpressionCompiler compiler = new CompiledExpressions();
            evaluators = expressions.stream()
                    .map(each -> compiler.evaluator(Conjuncts.substitute(each, places)))
                    .toList();
            condition = Conjuncts.join(conditions.stream()
                            .map(each -> Conjuncts.substitute(each, places))
                            .toList())
                    .map(compiler::condition);
        }

        void add(Batch batch) {
            condition.ifPresent(each -> each.select(batch));
            if (batch.size() == 0) {
                return;
            }
            List<ColumnVector> vectors =
                    evaluators.stream().map(each -> each.evaluate(batch)).toList();
            for (int i = 0; i < batch.size(); i++) {
                List<Value> key = new ArrayList<>(vectors.size());
                for (ColumnVector vector : vectors) {
                    key.add(withoutSign(Cells.get(vector, batch.row(i))));
                }
                counts.merge(key, 1, Integer::sum);
                rows++;
            }
        }

        /// -0.0 equals 0.0.
        private static Value withoutSign(Value value) {
            return value instanceof Value.OfDouble(double number) ? Value.of(number + 0.0) : value;
        }

        double estimate(double all) {
            if (rows < FEW_ROWS) {
                return Double.NaN;
            }
            double alone = counts.values().stream().filter(count -> count == 1).count();
            double most = Math.max(rows, all);
            return rows * (double) counts.size() / (rows - alone + alone * rows / most);
        }
    }
}
