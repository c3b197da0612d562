package org.almagest.optimizer.estimate;

import java.util.Optional;
import java.util.OptionalDouble;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.SampledNumbers;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.optimizer.logical.LogicalPlan;
import org.apache.commons.numbers.gamma.Erfc;

/// The share of groups whose sum, average or number of rows compares with a constant as is said (HAVING). A
/// group is taken to have a number of rows as chance gives it (Poisson, of mean k) and values as a sample of the
/// column has them; what comes of it is taken as normal.
///
/// ```text
///            mean     variance
/// count(*)   k        k
/// sum(x)     k E[x]   k E[x^2]
/// avg(x)     E[x]     (E[x^2] - E[x]^2) / k
/// ```
final class GroupedShare {
    private final KnownColumns known;

    private record Spread(double mean, double variance) {}

    GroupedShare(KnownColumns known) {
        this.known = known;
    }

    /// Answers the share of groups of `rows` rows on average; empty for other conditions.
    OptionalDouble of(LogicalPlan.Aggregate aggregate, Expression condition, double rows) {
        if (!(condition
                        instanceof
                        Expression.Compare(var comparison, var left, Expression.Literal(var value, var type)))
                || aggregate.keys().isEmpty()) {
            return OptionalDouble.empty();
        }
        Expression column = left instanceof Expression.Cast cast ? cast.input() : left;
        OptionalDouble constant = SampledColumn.stored(value);
        if (constant.isEmpty() || !(column instanceof Expression.ColumnRef ref)) {
            return OptionalDouble.empty();
        }
        double bound = constant.getAsDouble() / unit(type);
        return aggregate.aggregates().stream()
                .filter(each -> each.column().number() == ref.index())
                .findFirst()
                .flatMap(each -> spread(each.call(), Math.max(1, rows)))
                .map(spread -> OptionalDouble.of(share(spread, comparison, bound)))
                .orElse(OptionalDouble.empty());
    }

    private static double share(Spread spread, Comparison comparison, double bound) {
        double deviation = Math.sqrt(Math.max(spread.variance(), Double.MIN_NORMAL));
        double above = Erfc.value((bound - spread.mean()) / deviation / Math.sqrt(2)) / 2;
        double here = Math.exp(-Math.pow((bound - spread.mean()) / deviation, 2) / 2)
                / Math.max(1, deviation * Math.sqrt(2 * Math.PI));
        return switch (comparison) {
            case GREATER, GREATER_OR_EQUAL -> above;
            case LESS, LESS_OR_EQUAL -> 1 - above;
            case EQUAL -> here;
            case NOT_EQUAL -> 1 - here;
        };
    }

    private Optional<Spread> spread(AggregateCall call, double rows) {
        if (call.distinct() || call.filter().isPresent()) {
            return Optional.empty();
        }
        AggregateFunction.Kind kind = call.function().kind();
        if (kind == AggregateFunction.Kind.COUNT_STAR) {
            return Optional.of(new Spread(rows, rows));
        }
        if (kind == AggregateFunction.Kind.SUM) {
            return moments(call).map(x -> new Spread(rows * x.mean(), rows * (x.variance() + x.mean() * x.mean())));
        }
        return kind == AggregateFunction.Kind.AVG
                ? moments(call).map(x -> new Spread(x.mean(), x.variance() / rows))
                : Optional.empty();
    }

    /// Answers mean and variance of the column that is aggregated, by a sample of it.
    private Optional<Spread> moments(AggregateCall call) {
        if (call.arguments().size() != 1
                || !(call.arguments().getFirst() instanceof Expression.ColumnRef(int number, var type))) {
            return Optional.empty();
        }
        Optional<SampledNumbers> numbers = known.origin(number)
                .flatMap(origin -> origin.source().rowSample().flatMap(sample -> sample.numbers(origin.position())));
        return numbers.filter(sampled -> sampled.count() > 0).map(sampled -> moments(sampled, unit(type)));
    }

    private static Spread moments(SampledNumbers numbers, double unit) {
        double sum = 0;
        double squares = 0;
        int finite = 0;
        for (int i = 0; i < numbers.count(); i++) {
            double x = numbers.sorted(i) / unit;
            if (Double.isFinite(x)) {
                sum += x;
                squares += x * x;
                finite++;
            }
        }
        double mean = sum / Math.max(1, finite);
        return new Spread(mean, Math.max(0, squares / Math.max(1, finite) - mean * mean));
    }

    /// Answers what a stored number is multiplied by.
    private static double unit(DataType type) {
        return type instanceof DecimalType decimal ? Math.pow(10, decimal.scale()) : 1;
    }
}
