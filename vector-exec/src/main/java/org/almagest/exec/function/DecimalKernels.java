package org.almagest.exec.function;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.cast.ExactNumber;
import org.almagest.exec.evaluate.DenseKernel;
import org.almagest.exec.kernel.ArithmeticKernels;

/// Arithmetic of decimals in 64 and 128 bits, and negation of every number.
final class DecimalKernels {
    /// The upper half of 10^38: a sum whose upper half lies below in absolute value has 38 digits.
    private static final long LIMIT_HIGH =
            BigInteger.TEN.pow(DecimalType.MAX_PRECISION).shiftRight(64).longValueExact();

    private DecimalKernels() {}

    /// Adds or subtracts wide decimals of one scale.
    static DenseKernel wide(ArithmeticOperation operation, DecimalType type) {
        return new Wide(operation, type);
    }

    private record Wide(ArithmeticOperation operation, DecimalType type) implements DenseKernel {
        @Override
        public boolean compute(ColumnVector[] inputs, ColumnVector result, int rows) {
            HugeColumnVector a = (HugeColumnVector) inputs[0];
            HugeColumnVector b = (HugeColumnVector) inputs[1];
            HugeColumnVector out = (HugeColumnVector) result;
            if (operation == ArithmeticOperation.ADD) {
                ArithmeticKernels.addWide(a.high(), a.low(), b.high(), b.low(), rows, out.high(), out.low());
            } else {
                ArithmeticKernels.subtractWide(a.high(), a.low(), b.high(), b.low(), rows, out.high(), out.low());
            }
            return type.precision() == DecimalType.MAX_PRECISION && nearLimit(out.high(), rows);
        }

        private static boolean nearLimit(long[] high, int rows) {
            boolean near = false;
            for (int i = 0; i < rows; i++) {
                near |= high[i] >= LIMIT_HIGH | high[i] <= -LIMIT_HIGH;
            }
            return near;
        }

        @Override
        public void verify(ColumnVector[] inputs, ColumnVector result, int row) {
            BigDecimal a = ExactNumber.read(type, inputs[0], row);
            BigDecimal b = ExactNumber.read(type, inputs[1], row);
            BigInteger exact = operation.exact(a.unscaledValue(), b.unscaledValue());
            if (exact.abs().compareTo(ExactNumber.max(type)) > 0) {
                throw operation.overflow(a.toPlainString(), b.toPlainString(), type);
            }
        }
    }

    /// Multiplies; a result of fewer digits than both factors have may overflow.
    static EvaluatorFactory product(DecimalType a, DecimalType b, DecimalType result) {
        boolean narrow = a.physical() == PhysicalType.LONG && b.physical() == PhysicalType.LONG;
        if (!narrow) {
            return EvaluatorFactory.dense(new WideProduct(a, b, result));
        }
        return EvaluatorFactory.dense(
                result.physical() == PhysicalType.LONG ? DecimalKernels::narrowProduct : DecimalKernels::fullProduct);
    }

    private static boolean narrowProduct(ColumnVector[] inputs, ColumnVector result, int rows) {
        ArithmeticKernels.multiply(
                ((LongColumnVector) inputs[0]).values(),
                ((LongColumnVector) inputs[1]).values(),
                rows,
                ((LongColumnVector) result).values());
        return false;
    }

    private static boolean fullProduct(ColumnVector[] inputs, ColumnVector result, int rows) {
        HugeColumnVector out = (HugeColumnVector) result;
        ArithmeticKernels.multiplyWide(
                ((LongColumnVector) inputs[0]).values(),
                ((LongColumnVector) inputs[1]).values(),
                rows,
                out.high(),
                out.low());
        return false;
    }

    private record WideProduct(DecimalType a, DecimalType b, DecimalType type) implements DenseKernel {
        @Override
        public boolean compute(ColumnVector[] inputs, ColumnVector result, int rows) {
            HugeColumnVector out = (HugeColumnVector) result;
            if (inputs[0] instanceof HugeColumnVector left) {
                return multiply(left, inputs[1], rows, out);
            }
            return multiply((HugeColumnVector) inputs[1], inputs[0], rows, out);
        }

        private static boolean multiply(HugeColumnVector a, ColumnVector b, int rows, HugeColumnVector out) {
            return b instanceof HugeColumnVector wide
                    ? ArithmeticKernels.multiplyWide(
                            a.high(), a.low(), wide.high(), wide.low(), rows, out.high(), out.low())
                    : ArithmeticKernels.multiplyWide(
                            a.high(), a.low(), ((LongColumnVector) b).values(), rows, out.high(), out.low());
        }

        @Override
        public void verify(ColumnVector[] inputs, ColumnVector result, int row) {
            BigDecimal left = ExactNumber.read(a, inputs[0], row);
            BigDecimal right = ExactNumber.read(b, inputs[1], row);
            BigInteger exact = left.unscaledValue().multiply(right.unscaledValue());
            if (exact.abs().compareTo(ExactNumber.max(type)) > 0) {
                throw ArithmeticOperation.MULTIPLY.overflow(left.toPlainString(), right.toPlainString(), type);
            }
        }
    }

    static EvaluatorFactory negation(DataType type) {
        return switch (type.physical()) {
            case INT, LONG -> EvaluatorFactory.dense(new Negation(type));
            case FLOAT ->
                EvaluatorFactory.dense((inputs, result, rows) -> {
                    float[] out = ((FloatColumnVector) result).values();
                    ArithmeticKernels.negate(((FloatColumnVector) inputs[0]).values(), rows, out);
                    return false;
                });
            case DOUBLE ->
                EvaluatorFactory.dense((inputs, result, rows) -> {
                    double[] out = ((DoubleColumnVector) result).values();
                    ArithmeticKernels.negate(((DoubleColumnVector) inputs[0]).values(), rows, out);
                    return false;
                });
            case HUGE -> EvaluatorFactory.dense(DecimalKernels::negateWide);
            case BOOLEAN, BYTES, ARRAY -> throw new IllegalArgumentException("not a number: " + type);
        };
    }

    private static boolean negateWide(ColumnVector[] inputs, ColumnVector result, int rows) {
        HugeColumnVector from = (HugeColumnVector) inputs[0];
        HugeColumnVector out = (HugeColumnVector) result;
        for (int i = 0; i < rows; i++) {
            long low = from.low()[i];
            out.low()[i] = -low;
            out.high()[i] = ~from.high()[i] + (low == 0 ? 1 : 0);
        }
        return false;
    }

    private record Negation(DataType type) implements DenseKernel {
        @Override
        public boolean compute(ColumnVector[] inputs, ColumnVector result, int rows) {
            return result instanceof IntColumnVector ints
                    ? ArithmeticKernels.negate(((IntColumnVector) inputs[0]).values(), rows, ints.values())
                    : ArithmeticKernels.negate(
                            ((LongColumnVector) inputs[0]).values(), rows, ((LongColumnVector) result).values());
        }

        @Override
        public void verify(ColumnVector[] inputs, ColumnVector result, int row) {
            BigInteger value = ExactNumber.unscaled(type, inputs[0], row);
            if (type instanceof ScalarType && value.negate().compareTo(ExactNumber.max(type)) > 0) {
                throw AlmagestException.of(
                                SqlState.NUMERIC_OUT_OF_RANGE,
                                "-(" + value + ") is out of the range of " + type.sqlName())
                        .hint("cast the operand to a wider type");
            }
        }
    }
}
