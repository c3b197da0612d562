package org.almagest.optimizer.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;

/// Alternatives that equate the same with constants are one list, which is looked up once for each row.
///
/// ```text
/// Filter a.x = 1 OR a.x = 2 OR a.m < 5        Filter a.x IN (1, 2) OR a.m < 5
///   Scan a                               =>     Scan a
/// ```
public final class OrToIn implements Rule {
    @Override
    public LogicalPlan apply(LogicalPlan node) {
        return ExpressionRewrite.of(
                node, expression -> expression instanceof Expression.Or or ? gathered(or) : expression);
    }

    private static Expression gathered(Expression.Or or) {
        Map<Expression, List<Value>> lists = new LinkedHashMap<>();
        List<Expression> others = new ArrayList<>();
        int equalities = 0;
        for (Expression operand : or.operands()) {
            if (operand instanceof Expression.Compare(var comparison, var left, Expression.Literal right)
                    && comparison == Comparison.EQUAL
                    && Conjuncts.isDeterministic(left)) {
                lists.computeIfAbsent(left, of -> new ArrayList<>()).add(right.value());
                equalities++;
            } else if (operand instanceof Expression.InList in
                    && !in.negated()
                    && Conjuncts.isDeterministic(in.input())) {
                lists.computeIfAbsent(in.input(), of -> new ArrayList<>()).addAll(in.values());
                equalities++;
            } else {
                others.add(operand);
            }
        }
        if (lists.size() == equalities) {
            return or;
        }
        List<Expression> all = new ArrayList<>();
        lists.forEach((input, values) -> all.add(list(input, values)));
        all.addAll(others);
        return all.size() == 1 ? all.getFirst() : new Expression.Or(all);
    }

    private static Expression list(Expression input, List<Value> values) {
        List<Value> different = values.stream().distinct().toList();
        return different.size() > 1
                ? new Expression.InList(input, different, false)
                : new Expression.Compare(
                        Comparison.EQUAL, input, new Expression.Literal(different.getFirst(), input.type()));
    }
}
