package org.almagest.exec.evaluate;

import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.cast.TextForm;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.Functions;
import org.almagest.exec.function.ScalarFunction;

/// Short ways to write expressions and batches in tests.
public final class Expressions {
    private Expressions() {}

    public static Expression column(int index, DataType type) {
        return new Expression.ColumnRef(index, type);
    }

    public static Expression literal(long value, DataType type) {
        return new Expression.Literal(Value.of(value), type);
    }

    public static Expression literal(double value) {
        return new Expression.Literal(Value.of(value), ScalarType.DOUBLE);
    }

    public static Expression literal(String value) {
        return new Expression.Literal(Value.of(value), ScalarType.VARCHAR);
    }

    public static Expression literal(boolean value) {
        return new Expression.Literal(Value.of(value), ScalarType.BOOLEAN);
    }

    public static Expression nothing(DataType type) {
        return new Expression.Literal(Value.NULL, type);
    }

    public static Expression compare(Expression left, Comparison comparison, Expression right) {
        return new Expression.Compare(comparison, left, right);
    }

    public static Expression cast(Expression input, DataType type) {
        return input.type().equals(type) ? input : new Expression.Cast(input, type, false);
    }

    /// Calls a function over arguments, which are cast as the binder would.
    public static Expression call(String name, Expression... arguments) {
        List<DataType> types = Arrays.stream(arguments).map(Expression::type).toList();
        ScalarFunction function = Functions.BUILT_IN
                .scalar(name, types)
                .orElseThrow(() -> new AssertionError("no function " + name + types));
        Expression[] coerced = new Expression[arguments.length];
        for (int i = 0; i < coerced.length; i++) {
            coerced[i] = cast(arguments[i], function.argumentTypes().get(i));
        }
        return new Expression.Call(function, List.of(coerced), function.resultType());
    }

    /// Answers the value of an expression without columns.
    public static Value value(Expression expression) {
        Batch one = new Batch(0);
        one.setRowCount(1);
        return Cells.get(Evaluators.compile(expression).evaluate(one), 0);
    }

    /// Answers the text of a value of an expression without columns.
    public static String text(Expression expression) {
        Batch one = new Batch(0);
        one.setRowCount(1);
        ColumnVector vector = Evaluators.compile(expression).evaluate(one);
        return vector.isNull(0) ? "NULL" : TextForm.of(expression.type(), vector, 0);
    }

    /// Answers a batch of one column.
    public static Batch batch(DataType type, Value... values) {
        Batch batch = Batch.allocate(List.of(type));
        batch.setRowCount(values.length);
        for (int i = 0; i < values.length; i++) {
            Cells.set(batch.column(0), i, values[i]);
        }
        return batch;
    }

    /// Answers the values of an expression for the rows of a batch that count.
    public static List<Value> values(Expression expression, Batch batch) {
        ColumnVector vector = Evaluators.compile(expression).evaluate(batch);
        Value[] values = new Value[batch.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Cells.get(vector, batch.row(i));
        }
        return List.of(values);
    }
}
