package org.almagest.exec.function;

import java.math.BigInteger;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.cast.ExactNumber;
import org.almagest.exec.evaluate.DenseKernel;
import org.almagest.exec.kernel.ArithmeticKernels;

/// Arithmetic of two operands of one type that is computed for whole batches.
enum ArithmeticOperation {
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    REMAINDER("%");

    private final String symbol;

    ArithmeticOperation(String symbol) {
        this.symbol = symbol;
    }

    /// Makes the kernel for operands of one type; `result` is the type that errors name.
    DenseKernel kernel(DataType type, DataType result) {
        return switch (type.physical()) {
            case FLOAT -> (inputs, out, rows) -> floats(inputs, ((FloatColumnVector) out).values(), rows);
            case DOUBLE -> (inputs, out, rows) -> doubles(inputs, ((DoubleColumnVector) out).values(), rows);
            case INT, LONG -> new Checked(this, type, result);
            case HUGE -> DecimalKernels.wide(this, (DecimalType) type);
            case BOOLEAN, BYTES, ARRAY -> throw new IllegalArgumentException("no arithmetic: " + type);
        };
    }

    private boolean floats(ColumnVector[] inputs, float[] out, int rows) {
        float[] a = ((FloatColumnVector) inputs[0]).values();
        float[] b = ((FloatColumnVector) inputs[1]).values();
        switch (this) {
            case ADD -> ArithmeticKernels.add(a, b, rows, out);
            case SUBTRACT -> ArithmeticKernels.subtract(a, b, rows, out);
            case MULTIPLY -> ArithmeticKernels.multiply(a, b, rows, out);
            case DIVIDE -> ArithmeticKernels.divide(a, b, rows, out);
            case REMAINDER -> ArithmeticKernels.remainder(a, b, rows, out);
        }
        return false;
    }

    private boolean doubles(ColumnVector[] inputs, double[] out, int rows) {
        double[] a = ((DoubleColumnVector) inputs[0]).values();
        double[] b = ((DoubleColumnVector) inputs[1]).values();
        switch (this) {
            case ADD -> ArithmeticKernels.add(a, b, rows, out);
            case SUBTRACT -> ArithmeticKernels.subtract(a, b, rows, out);
            case MULTIPLY -> ArithmeticKernels.multiply(a, b, rows, out);
            case DIVIDE -> ArithmeticKernels.divide(a, b, rows, out);
            case REMAINDER -> ArithmeticKernels.remainder(a, b, rows, out);
        }
        return false;
    }

    private boolean ints(int[] a, int[] b, int rows, int[] out) {
        return switch (this) {
            case ADD -> ArithmeticKernels.add(a, b, rows, out);
            case SUBTRACT -> ArithmeticKernels.subtract(a, b, rows, out);
            case MULTIPLY -> ArithmeticKernels.multiply(a, b, rows, out);
            case DIVIDE, REMAINDER -> throw divided();
        };
    }

    private boolean longs(long[] a, long[] b, int rows, long[] out) {
        return switch (this) {
            case ADD -> ArithmeticKernels.add(a, b, rows, out);
            case SUBTRACT -> ArithmeticKernels.subtract(a, b, rows, out);
            case MULTIPLY -> ArithmeticKernels.multiply(a, b, rows, out);
            case DIVIDE, REMAINDER -> throw divided();
        };
    }

    private boolean unsigned(long[] a, long[] b, int rows, long[] out) {
        return switch (this) {
            case ADD -> ArithmeticKernels.addUnsigned(a, b, rows, out);
            case SUBTRACT -> ArithmeticKernels.subtractUnsigned(a, b, rows, out);
            case MULTIPLY -> ArithmeticKernels.multiplyUnsigned(a, b, rows, out);
            case DIVIDE, REMAINDER -> throw divided();
        };
    }

    private static IllegalStateException divided() {
        return new IllegalStateException("integers are divided row by row");
    }

    BigInteger exact(BigInteger a, BigInteger b) {
        return switch (this) {
            case ADD -> a.add(b);
            case SUBTRACT -> a.subtract(b);
            case MULTIPLY -> a.multiply(b);
            case DIVIDE -> a.divide(b);
            case REMAINDER -> a.remainder(b);
        };
    }

    /// The error of a result that its type does not hold.
    AlmagestException overflow(String a, String b, DataType type) {
        return AlmagestException.of(
                        SqlState.NUMERIC_OUT_OF_RANGE,
                        a + " " + symbol + " " + b + " is out of the range of " + type.sqlName())
                .hint(type instanceof DecimalType ? "cast an operand to DOUBLE" : "cast an operand to a wider type");
    }

    /// Integers, dates as days and narrow decimals; checked as a whole, then row by row where
    /// something went wrong.
    private record Checked(ArithmeticOperation operation, DataType type, DataType result) implements DenseKernel {
        @Override
        public boolean compute(ColumnVector[] inputs, ColumnVector out, int rows) {
            if (out instanceof IntColumnVector ints) {
                int[] a = ((IntColumnVector) inputs[0]).values();
                return operation.ints(a, ((IntColumnVector) inputs[1]).values(), rows, ints.values());
            }
            long[] a = ((LongColumnVector) inputs[0]).values();
            long[] b = ((LongColumnVector) inputs[1]).values();
            long[] values = ((LongColumnVector) out).values();
            if (type == ScalarType.UBIGINT) {
                return operation.unsigned(a, b, rows, values);
            }
            boolean wrong = operation.longs(a, b, rows, values);
            return wrong || type == ScalarType.UINTEGER && ArithmeticKernels.beyondUnsignedInt(values, rows);
        }

        @Override
        public void verify(ColumnVector[] inputs, ColumnVector out, int row) {
            BigInteger a = ExactNumber.unscaled(type, inputs[0], row);
            BigInteger b = ExactNumber.unscaled(type, inputs[1], row);
            BigInteger exact = operation.exact(a, b);
            if (exact.compareTo(ExactNumber.max(type)) > 0 || exact.compareTo(ExactNumber.min(type)) < 0) {
                throw operation.overflow(text(a), text(b), result);
            }
        }

        private String text(BigInteger unscaled) {
            return new java.math.BigDecimal(unscaled, ExactNumber.scale(type)).toPlainString();
        }
    }
}
