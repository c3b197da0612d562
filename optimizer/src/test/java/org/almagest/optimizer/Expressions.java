package org.almagest.optimizer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.exec.function.Functions;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.exec.plan.WindowCall;
import org.almagest.exec.plan.WindowFrame;
import org.almagest.exec.plan.WindowFunction.RankKind;
import org.almagest.exec.plan.WindowFunction.Ranking;
import org.almagest.optimizer.logical.LogicalPlan;

/// Short forms of expressions for tests.
public final class Expressions {
    private static int nextNumber = 1000;

    private Expressions() {}

    public static Expression.Literal literal(long value) {
        return new Expression.Literal(Value.of(value), ScalarType.INTEGER);
    }

    public static Expression.Literal literal(double value) {
        return new Expression.Literal(Value.of(value), ScalarType.DOUBLE);
    }

    public static Expression.Literal literal(String value) {
        return new Expression.Literal(Value.of(value), ScalarType.VARCHAR);
    }

    public static Expression.Literal truth(boolean value) {
        return new Expression.Literal(Value.of(value), ScalarType.BOOLEAN);
    }

    public static Expression.Literal unknown() {
        return new Expression.Literal(Value.NULL, ScalarType.BOOLEAN);
    }

    public static Expression less(Expression left, Expression right) {
        return new Expression.Compare(Comparison.LESS, left, right);
    }

    public static Expression equal(Expression left, Expression right) {
        return new Expression.Compare(Comparison.EQUAL, left, right);
    }

    public static Expression compare(Expression left, Comparison comparison, Expression right) {
        return new Expression.Compare(comparison, left, right);
    }

    public static Expression and(Expression... operands) {
        return new Expression.And(List.of(operands));
    }

    public static Expression or(Expression... operands) {
        return new Expression.Or(List.of(operands));
    }

    public static Expression cast(Expression input, DataType type) {
        return new Expression.Cast(input, type, false);
    }

    /// Calls a function or operator whose overload fits the arguments as they are.
    public static Expression call(String name, Expression... arguments) {
        var function = Functions.BUILT_IN
                .scalar(name, Arrays.stream(arguments).map(Expression::type).toList())
                .orElseThrow();
        Expression[] coerced = arguments.clone();
        for (int i = 0; i < coerced.length; i++) {
            DataType type = function.argumentTypes().get(i);
            coerced[i] = coerced[i].type().equals(type) ? coerced[i] : cast(coerced[i], type);
        }
        return new Expression.Call(function, List.of(coerced), function.resultType());
    }

    /// Greater than a random number: a condition that is not the same twice.
    public static Expression chance(double probability) {
        return less(call("random"), literal(probability));
    }

    public static LogicalPlan.Assignment assign(String name, Expression expression) {
        return new LogicalPlan.Assignment(new LogicalPlan.Column(nextNumber++, name, expression.type()), expression);
    }

    /// Passes a column on under its own number.
    public static LogicalPlan.Assignment pass(LogicalPlan.Column column) {
        return new LogicalPlan.Assignment(column, column.ref());
    }

    public static LogicalPlan.AggregateAssignment count(String name) {
        return aggregate(name, "count");
    }

    public static LogicalPlan.AggregateAssignment aggregate(String name, String function, Expression... arguments) {
        AggregateFunction found = Functions.BUILT_IN
                .aggregate(
                        function, Arrays.stream(arguments).map(Expression::type).toList())
                .orElseThrow();
        return new LogicalPlan.AggregateAssignment(
                new LogicalPlan.Column(nextNumber++, name, found.resultType()),
                new AggregateCall(found, List.of(arguments), false, java.util.Optional.empty()));
    }

    /// A call of a ranking function.
    public static LogicalPlan.WindowAssignment ranking(String name, RankKind kind) {
        var column = new LogicalPlan.Column(nextNumber++, name, ScalarType.BIGINT);
        var call = new WindowCall(new Ranking(kind), List.of(), false, WindowFrame.DEFAULT, Optional.empty());
        return new LogicalPlan.WindowAssignment(column, call);
    }

    public static LogicalPlan.OrderKey ascending(Expression key) {
        return new LogicalPlan.OrderKey(key, false, false);
    }

    public static LogicalPlan.OrderKey descending(Expression key) {
        return new LogicalPlan.OrderKey(key, true, true);
    }
}
