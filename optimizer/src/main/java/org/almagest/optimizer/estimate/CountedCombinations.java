package org.almagest.optimizer.estimate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.almagest.columnar.scan.Combinations;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.Scannable;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;

/// What tables know of columns whose combinations of values were counted: how many groups they make, and which
/// share of the rows one combination has. What was counted long ago tells nothing.
final class CountedCombinations {
    private CountedCombinations() {}

    /// Answers how many combinations some expressions have in `rows` of a table's rows, where they are columns that
    /// were counted together: taken at random, n of N rows miss a combination of N/D rows by (1 - n/N)^(N/D).
    ///
    /// @param expressions over the columns of the source, by their positions
    static OptionalDouble of(Scannable source, List<Expression> expressions, double rows) {
        Set<Integer> columns = new HashSet<>();
        for (Expression expression : expressions) {
            if (!(expression instanceof Expression.ColumnRef(int position, var _))) {
                return OptionalDouble.empty();
            }
            columns.add(position);
        }
        double all = source.rowCount().orElse(0);
        return fresh(source).stream()
                .filter(group -> group.columns().equals(columns))
                .mapToDouble(group -> left(group.count(), rows, all))
                .findFirst();
    }

    private static double left(double combinations, double rows, double all) {
        if (rows >= all || combinations < 1) {
            return combinations;
        }
        return combinations * (1 - Math.pow(1 - rows / all, all / combinations));
    }

    private static List<Combinations> fresh(Scannable source) {
        long rows = source.rowCount().orElse(0);
        return source.combinations().stream()
                .filter(group -> !group.isStale(rows))
                .toList();
    }

    /// Answers the share of a table's rows for which conditions are TRUE, where some of them equate columns that
    /// were counted together with constants: together those leave one combination.
    ///
    /// @param share answers that of a condition alone
    static OptionalDouble share(
            LogicalPlan.Scan scan, List<Expression> conditions, ToDoubleFunction<Expression> share) {
        List<Combinations> groups = fresh(scan.source());
        if (groups.isEmpty()) {
            return OptionalDouble.empty();
        }
        Map<Integer, Expression> equated = new HashMap<>();
        for (Expression condition : conditions) {
            equated(scan, condition).ifPresent(position -> equated.putIfAbsent(position, condition));
        }
        List<Expression> left = new ArrayList<>(conditions);
        double together = 1;
        for (Combinations group : groups) {
            List<Expression> ofGroup = group.columns().stream()
                    .sorted()
                    .filter(equated::containsKey)
                    .map(equated::get)
                    .toList();
            if (ofGroup.size() == group.columns().size() && left.containsAll(ofGroup)) {
                double product = ofGroup.stream().mapToDouble(share).reduce(1, (a, b) -> a * b);
                double least = ofGroup.stream().mapToDouble(share).min().orElse(1);
                together *= Math.min(least, Math.max(product, 1.0 / Math.max(1, group.count())));
                left.removeAll(ofGroup);
            }
        }
        return left.size() == conditions.size()
                ? OptionalDouble.empty()
                : OptionalDouble.of(together * left.stream().mapToDouble(share).reduce(1, (a, b) -> a * b));
    }

    /// Answers the position of a column that a condition equates with a constant.
    private static Optional<Integer> equated(LogicalPlan.Scan scan, Expression condition) {
        if (!(condition instanceof Expression.Compare(var comparison, var a, var b))
                || comparison != Comparison.EQUAL) {
            return Optional.empty();
        }
        Expression column = a instanceof Expression.ColumnRef ? a : b;
        Expression constant = column == a ? b : a;
        if (!(column instanceof Expression.ColumnRef(int number, var _)) || !(constant instanceof Expression.Literal)) {
            return Optional.empty();
        }
        for (int i = 0; i < scan.columns().size(); i++) {
            if (scan.columns().get(i).number() == number) {
                return Optional.of(scan.positions().get(i));
            }
        }
        return Optional.empty();
    }
}
