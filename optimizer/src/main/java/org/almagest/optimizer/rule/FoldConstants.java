package org.almagest.optimizer.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.evaluate.Constants;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.optimizer.logical.LogicalPlan;

/// An expression without columns is computed once, and AND and OR lose what decides nothing.
///
/// ```text
/// Filter x > 2 * 3 AND TRUE        Filter x > 6
///   Scan t                    =>     Scan t
/// ```
///
/// What fails stays as it is: the failure belongs to the rows that reach it, and there may be none.
public final class FoldConstants implements Rule {
    private static final Expression TRUE = new Expression.Literal(Value.of(true), ScalarType.BOOLEAN);
    private static final Expression FALSE = new Expression.Literal(Value.of(false), ScalarType.BOOLEAN);

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        return switch (node) {
            case LogicalPlan.Filter filter -> filter(filter);
            case LogicalPlan.Project project -> project(project);
            case LogicalPlan.Aggregate aggregate -> aggregate(aggregate);
            case LogicalPlan.Join join ->
                join.with(
                        join.left(),
                        join.right(),
                        join.condition().map(FoldConstants::fold).filter(condition -> !condition.equals(TRUE)));
            default -> node;
        };
    }

    private static LogicalPlan filter(LogicalPlan.Filter filter) {
        Expression condition = fold(filter.condition());
        if (condition.equals(TRUE)) {
            return filter.input();
        }
        if (condition instanceof Expression.Literal) {
            return new LogicalPlan.Values(filter.columns(), List.of());
        }
        return condition == filter.condition() ? filter : new LogicalPlan.Filter(filter.input(), condition);
    }

    private static LogicalPlan project(LogicalPlan.Project project) {
        List<LogicalPlan.Assignment> folded = foldAll(project.assignments());
        return folded == project.assignments() ? project : new LogicalPlan.Project(project.input(), folded);
    }

    private static LogicalPlan aggregate(LogicalPlan.Aggregate aggregate) {
        List<LogicalPlan.AggregateAssignment> calls = new ArrayList<>();
        for (LogicalPlan.AggregateAssignment assignment : aggregate.aggregates()) {
            AggregateCall call = assignment.call();
            List<Expression> arguments =
                    call.arguments().stream().map(FoldConstants::fold).toList();
            Optional<Expression> filter =
                    call.filter().map(FoldConstants::fold).filter(condition -> !condition.equals(TRUE));
            calls.add(new LogicalPlan.AggregateAssignment(
                    assignment.column(), new AggregateCall(call.function(), arguments, call.distinct(), filter)));
        }
        return new LogicalPlan.Aggregate(aggregate.input(), foldAll(aggregate.keys()), calls);
    }

    private static List<LogicalPlan.Assignment> foldAll(List<LogicalPlan.Assignment> assignments) {
        List<LogicalPlan.Assignment> folded = assignments;
        for (int i = 0; i < assignments.size(); i++) {
            LogicalPlan.Assignment assignment = assignments.get(i);
            Expression expression = fold(assignment.expression());
            if (expression != assignment.expression()) {
                folded = folded == assignments ? new ArrayList<>(assignments) : folded;
                folded.set(i, new LogicalPlan.Assignment(assignment.column(), expression));
            }
        }
        return folded;
    }

    /// Answers the expression with its constant parts computed.
    static Expression fold(Expression expression) {
        return switch (expression.mapChildren(FoldConstants::fold)) {
            case Expression.ColumnRef column -> column;
            case Expression.Literal literal -> literal;
            case Expression.And and -> connective(and, and.operands(), TRUE, FALSE);
            case Expression.Or or -> connective(or, or.operands(), FALSE, TRUE);
            case Expression.Compare compare -> comparison(constant(compare));
            case Expression folded -> constant(folded);
        };
    }

    private static Expression connective(
            Expression whole, List<Expression> operands, Expression neutral, Expression deciding) {
        List<Expression> kept = new ArrayList<>();
        Set<Expression> seen = new HashSet<>();
        for (Expression operand : operands) {
            if (operand.equals(deciding)) {
                return deciding;
            }
            boolean repeated = !seen.add(operand) && Conjuncts.isDeterministic(operand);
            if (!operand.equals(neutral) && !repeated) {
                kept.add(operand);
            }
        }
        if (kept.size() < 2) {
            return kept.isEmpty() ? neutral : kept.getFirst();
        }
        if (kept.size() == operands.size()) {
            return whole;
        }
        return deciding.equals(FALSE) ? new Expression.And(kept) : new Expression.Or(kept);
    }

    private static Expression comparison(Expression folded) {
        return folded instanceof Expression.Compare compare ? DateComparisons.simplified(compare) : folded;
    }

    private static boolean isOverLiterals(Expression expression) {
        for (Expression child : expression.children()) {
            if (!(child instanceof Expression.Literal)) {
                return false;
            }
        }
        return true;
    }

    private static Expression constant(Expression expression) {
        if (!isOverLiterals(expression) || !Constants.isConstant(expression)) {
            return expression;
        }
        try {
            return new Expression.Literal(Constants.evaluate(expression), expression.type());
        } catch (AlmagestException failsWhenReached) {
            return expression;
        }
    }
}
