package org.almagest.optimizer.rule.join;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.almagest.columnar.scan.Comparison;
import org.almagest.exec.expression.Expression;

/// Columns of three inputs or more that equalities make one: any two of them are equal, whichever of
/// the equalities was written. Each input has one of them.
///
/// ```text
/// p.id = l.part AND l.part = s.part        p.id, l.part, s.part: p may be joined to s first
/// ```
record EqualColumns(List<Expression.ColumnRef> columns, List<Integer> inputs) {
    private static final int FEWEST = 3;

    EqualColumns {
        columns = List.copyOf(columns);
        inputs = List.copyOf(inputs);
    }

    /// Finds them in conditions; `owners` says which input a column belongs to.
    static List<EqualColumns> of(List<Expression> conditions, Map<Integer, Integer> owners) {
        Map<Expression.ColumnRef, Set<Expression.ColumnRef>> classes = new LinkedHashMap<>();
        for (Expression condition : conditions) {
            if (isEquality(condition, owners)) {
                Expression.Compare equality = (Expression.Compare) condition;
                merge((Expression.ColumnRef) equality.left(), (Expression.ColumnRef) equality.right(), classes);
            }
        }
        List<EqualColumns> found = new ArrayList<>();
        Set<Set<Expression.ColumnRef>> seen = new HashSet<>();
        for (Set<Expression.ColumnRef> equal : classes.values()) {
            List<Integer> inputs =
                    equal.stream().map(column -> owners.get(column.index())).toList();
            boolean each = Set.copyOf(inputs).size() == inputs.size();
            if (inputs.size() >= FEWEST && each && seen.add(equal)) {
                found.add(new EqualColumns(List.copyOf(equal), inputs));
            }
        }
        return found;
    }

    /// Notes that two columns are equal, and with them all that equal either.
    static void merge(
            Expression.ColumnRef a,
            Expression.ColumnRef b,
            Map<Expression.ColumnRef, Set<Expression.ColumnRef>> classes) {
        Set<Expression.ColumnRef> all = new LinkedHashSet<>();
        all.addAll(classes.getOrDefault(a, Set.of(a)));
        all.addAll(classes.getOrDefault(b, Set.of(b)));
        all.forEach(column -> classes.put(column, all));
    }

    /// Answers whether a condition equates columns of two inputs.
    private static boolean isEquality(Expression condition, Map<Integer, Integer> owners) {
        return condition instanceof Expression.Compare(var comparison, Expression.ColumnRef a, Expression.ColumnRef b)
                && comparison == Comparison.EQUAL
                && owners.containsKey(a.index())
                && owners.containsKey(b.index())
                && !owners.get(a.index()).equals(owners.get(b.index()));
    }

    /// Answers whether a condition is one of those that make these columns equal.
    boolean has(Expression condition) {
        return condition instanceof Expression.Compare(var comparison, Expression.ColumnRef a, Expression.ColumnRef b)
                && comparison == Comparison.EQUAL
                && columns.contains(a)
                && columns.contains(b);
    }

    /// Answers the equalities of any two of the columns, by the inputs of both.
    Map<Long, Expression> equalities() {
        Map<Long, Expression> all = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            for (int j = i + 1; j < columns.size(); j++) {
                all.put(
                        1L << inputs.get(i) | 1L << inputs.get(j),
                        new Expression.Compare(Comparison.EQUAL, columns.get(i), columns.get(j)));
            }
        }
        return all;
    }
}
