package org.almagest.exec.function;

import java.util.List;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.evaluate.DenseKernel;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.kernel.ArithmeticKernels;

/// Arithmetic of decimals whose type has more digits than 64 bits hold, but whose values are known to
/// have at most 18: computed in 64 bits. That the values are so small is for the caller to know; a
/// result beyond 64 bits is an error all the same.
public final class NarrowArithmetic {
    private NarrowArithmetic() {}

    /// Answers `left * right`, both in 64 bits; the scale of `result` is the sum of theirs.
    public static Expression product(Expression left, Expression right, DecimalType result) {
        List<DataType> types = List.of(left.type(), right.type());
        require(left.type(), right.type(), result);
        ScalarFunction function = BuiltIn.of("*", types, result, EvaluatorFactory.dense(new Product(result)));
        return new Expression.Call(function, List.of(left, right), result);
    }

    /// Answers `left + right`, all three of one type in 64 bits.
    public static Expression sum(Expression left, Expression right, DecimalType result) {
        return additive(ArithmeticOperation.ADD, "+", left, right, result);
    }

    /// Answers `left - right`, all three of one type in 64 bits.
    public static Expression difference(Expression left, Expression right, DecimalType result) {
        return additive(ArithmeticOperation.SUBTRACT, "-", left, right, result);
    }

    private static Expression additive(
            ArithmeticOperation operation, String symbol, Expression left, Expression right, DecimalType result) {
        require(left.type(), right.type(), result);
        ScalarFunction function = BuiltIn.of(
                symbol, List.of(result, result), result, EvaluatorFactory.dense(operation.kernel(result, result)));
        return new Expression.Call(function, List.of(left, right), result);
    }

    private static void require(DataType... types) {
        for (DataType type : types) {
            if (type.physical() != PhysicalType.LONG) {
                throw new IllegalArgumentException("not of 64 bits: " + type);
            }
        }
    }

    private record Product(DecimalType type) implements DenseKernel {
        @Override
        public boolean compute(ColumnVector[] inputs, ColumnVector result, int rows) {
            return ArithmeticKernels.multiply(
                    ((LongColumnVector) inputs[0]).values(),
                    ((LongColumnVector) inputs[1]).values(),
                    rows,
                    ((LongColumnVector) result).values());
        }

        @Override
        public void verify(ColumnVector[] inputs, ColumnVector result, int row) {
            long a = ((LongColumnVector) inputs[0]).get(row);
            long b = ((LongColumnVector) inputs[1]).get(row);
            if (Math.multiplyHigh(a, b) != a * b >> 63) {
                throw ArithmeticOperation.MULTIPLY.overflow(Long.toString(a), Long.toString(b), type);
            }
        }
    }
}
