package org.almagest.optimizer.physical;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.IndexDescription;
import org.almagest.columnar.scan.IndexMethod;
import org.almagest.columnar.scan.ValueRange;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;

/// Says of the indexes of a table why conditions on their columns give nothing to look up in them.
///
/// ```text
/// abs(x) = 7           computes with x              x = 7 OR y = 8     not every side of the OR limits x
/// CAST(x AS ...) = 7   converts x                   x < y              compares x with another column
/// x < 7                a hash index                 y = 7, of (x, y)   the index begins with x
/// ```
final class UnusedIndexes {
    private final LogicalPlan.Scan scan;
    private final List<ColumnPredicate> predicates;

    UnusedIndexes(LogicalPlan.Scan scan, List<ColumnPredicate> predicates) {
        this.scan = scan;
        this.predicates = predicates;
    }

    /// Answers the reasons, in the order of the indexes; `remaining` are the conditions that no predicate stands for.
    List<String> reasons(List<Expression> remaining) {
        Set<Integer> limited = predicates.stream()
                .filter(predicate -> !(predicate instanceof ColumnPredicate.Like))
                .map(ColumnPredicate::column)
                .collect(Collectors.toSet());
        List<String> reasons = new ArrayList<>();
        for (IndexDescription index : scan.source().indexes()) {
            boolean serves = index.method() == IndexMethod.BTREE
                    ? limited.contains(index.columns().getFirst())
                    : limited.containsAll(index.columns());
            reason(index, serves, limited, remaining)
                    .map(why -> "index " + index.text() + " cannot serve: " + why)
                    .ifPresent(reasons::add);
        }
        return reasons;
    }

    private Optional<String> reason(
            IndexDescription index, boolean serves, Set<Integer> limited, List<Expression> remaining) {
        int first = index.columns().getFirst();
        if (serves) {
            return index.method() == IndexMethod.HASH
                            && predicates.stream()
                                    .anyMatch(predicate ->
                                            index.columns().contains(predicate.column()) && !isEquality(predicate))
                    ? Optional.of("a hash index finds equal values alone, and the condition is a range")
                    : Optional.empty();
        }
        if (index.columns().stream().anyMatch(limited::contains)) {
            return Optional.of(
                    index.method() == IndexMethod.BTREE
                            ? "it begins with " + name(first) + ", which no condition limits"
                            : "a hash index needs a value of each of its columns");
        }
        if (predicates.stream().anyMatch(predicate -> predicate.column() == first)) {
            return Optional.of(
                    index.method() == IndexMethod.BTREE
                            ? "the pattern of LIKE begins with a wildcard"
                            : "a hash index finds equal values alone");
        }
        return remaining.stream()
                .flatMap(condition -> misuse(condition, first).stream())
                .findFirst();
    }

    private static boolean isEquality(ColumnPredicate predicate) {
        return switch (predicate) {
            case ColumnPredicate.In _, ColumnPredicate.IsNull _ -> true;
            case ColumnPredicate.Compare compare -> compare.comparison() == Comparison.EQUAL;
            case ColumnPredicate.OrNull(ColumnPredicate accepted) -> isEquality(accepted);
            case ColumnPredicate.RangeSet set -> set.ranges().stream().allMatch(ValueRange::isPoint);
            case ColumnPredicate.Between _, ColumnPredicate.Like _, ColumnPredicate.Keys _ -> false;
        };
    }

    /// Answers what keeps a condition from limiting a column that it names.
    private Optional<String> misuse(Expression condition, int position) {
        int place = scan.positions().indexOf(position);
        if (place < 0 || !names(condition, scan.columns().get(place).number())) {
            return Optional.empty();
        }
        int number = scan.columns().get(place).number();
        String column = name(position);
        if (condition instanceof Expression.Or) {
            return Optional.of("not every side of the OR limits " + column + " by constants");
        }
        if (Conjuncts.columns(condition).size() > 1) {
            return Optional.of("the condition compares " + column + " with another column");
        }
        Set<String> uses = new HashSet<>();
        gather(condition, number, uses);
        if (uses.contains("converted")) {
            return Optional.of("the condition converts " + column
                    + " to another type, and the index has its own values; convert the constant instead");
        }
        if (uses.contains("computed")) {
            return Optional.of("the condition computes with " + column + ", and the index has its plain values");
        }
        return Optional.of("the condition does not compare " + column + " with constants");
    }

    private static boolean names(Expression expression, int number) {
        return Conjuncts.columns(expression).contains(number);
    }

    /// Notes by what the uses of a column are surrounded.
    private static void gather(Expression expression, int number, Set<String> uses) {
        if (!names(expression, number)) {
            return;
        }
        switch (expression) {
            case Expression.Cast cast -> {
                if (cast.input() instanceof Expression.ColumnRef) {
                    uses.add("converted");
                } else {
                    gather(cast.input(), number, uses);
                }
            }
            case Expression.Call _, Expression.Case _, Expression.Coalesce _ -> uses.add("computed");
            case Expression.Compare compare -> {
                gather(compare.left(), number, uses);
                gather(compare.right(), number, uses);
            }
            case Expression.NotDistinct compare -> {
                gather(compare.left(), number, uses);
                gather(compare.right(), number, uses);
            }
            case Expression.And and -> and.operands().forEach(operand -> gather(operand, number, uses));
            case Expression.Or or -> or.operands().forEach(operand -> gather(operand, number, uses));
            case Expression.Not not -> gather(not.input(), number, uses);
            case Expression.IsNull isNull -> gather(isNull.input(), number, uses);
            case Expression.InList in -> gather(in.input(), number, uses);
            case Expression.Like like -> gather(like.input(), number, uses);
            case Expression.ColumnRef _, Expression.Literal _, Expression.Parameter _ -> {}
        }
    }

    private String name(int position) {
        return scan.source().schema().column(position).name();
    }
}
