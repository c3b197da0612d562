package org.almagest.exec.function;

import java.math.BigInteger;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.cast.ExactNumber;
import org.almagest.exec.evaluate.RowsKernel;
import org.almagest.exec.kernel.ConstantDivisor;

/// Quotients and remainders of exact numbers, row by row, because a division costs more than the
/// look at a selection and a zero divisor is an error of the rows that count.
final class DivisionKernels {
    private DivisionKernels() {}

    /// Integers of one type; truncates towards zero.
    static RowsKernel quotient(ScalarType type) {
        return switch (type) {
            case INTEGER -> DivisionKernels::divideInts;
            case UBIGINT -> DivisionKernels::divideUnsigned;
            case UINTEGER, BIGINT -> {
                LastDivisor last = new LastDivisor();
                yield (inputs, result, rows, count) -> divideLongs(type, last, inputs, result, rows, count);
            }
            default -> throw new IllegalArgumentException("not an arithmetic type: " + type);
        };
    }

    private static void divideInts(ColumnVector[] inputs, ColumnVector result, int[] rows, int count) {
        IntColumnVector a = (IntColumnVector) inputs[0];
        IntColumnVector b = (IntColumnVector) inputs[1];
        int[] out = ((IntColumnVector) result).values();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int divisor = b.get(row);
            int dividend = a.get(row);
            if (divisor == 0) {
                throw byZero(String.valueOf(dividend), "/");
            }
            if (divisor == -1 && dividend == Integer.MIN_VALUE) {
                throw ArithmeticOperation.DIVIDE.overflow(String.valueOf(dividend), "-1", ScalarType.INTEGER);
            }
            out[row] = dividend / divisor;
        }
    }

    private static void divideLongs(
            ScalarType type, LastDivisor last, ColumnVector[] inputs, ColumnVector result, int[] rows, int count) {
        LongColumnVector a = (LongColumnVector) inputs[0];
        LongColumnVector b = (LongColumnVector) inputs[1];
        long[] out = ((LongColumnVector) result).values();
        if (hasConstantDivisor(a, b)) {
            last.of(b.get(0)).quotients(a.values(), rows, count, out);
            return;
        }
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long divisor = b.get(row);
            long dividend = a.get(row);
            if (divisor == 0) {
                throw byZero(String.valueOf(dividend), "/");
            }
            if (divisor == -1 && dividend == Long.MIN_VALUE) {
                throw ArithmeticOperation.DIVIDE.overflow(String.valueOf(dividend), "-1", type);
            }
            out[row] = dividend / divisor;
        }
    }

    /// The divisor of the last batch. Threads may see each other's: what they see is whole, for it does
    /// not change, and at worst it is made anew.
    private static final class LastDivisor {
        private ConstantDivisor last = ConstantDivisor.of(2);

        ConstantDivisor of(long divisor) {
            ConstantDivisor found = last;
            if (found.divisor() != divisor) {
                found = ConstantDivisor.of(divisor);
                last = found;
            }
            return found;
        }
    }

    /// Answers whether all rows are divided by one number that makes their division cheap.
    private static boolean hasConstantDivisor(LongColumnVector dividends, LongColumnVector divisors) {
        return divisors.isConstant() && !dividends.isConstant() && ConstantDivisor.serves(divisors.get(0));
    }

    private static void divideUnsigned(ColumnVector[] inputs, ColumnVector result, int[] rows, int count) {
        LongColumnVector a = (LongColumnVector) inputs[0];
        LongColumnVector b = (LongColumnVector) inputs[1];
        long[] out = ((LongColumnVector) result).values();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if (b.get(row) == 0) {
                throw byZero(Long.toUnsignedString(a.get(row)), "/");
            }
            out[row] = Long.divideUnsigned(a.get(row), b.get(row));
        }
    }

    /// Integers and decimals of one type; the dividend's sign.
    static RowsKernel remainder(DataType type) {
        LastDivisor last = new LastDivisor();
        return (inputs, result, rows, count) -> {
            if (type != ScalarType.UBIGINT
                    && result instanceof LongColumnVector out
                    && hasConstantDivisor((LongColumnVector) inputs[0], (LongColumnVector) inputs[1])) {
                long divisor = ((LongColumnVector) inputs[1]).get(0);
                last.of(divisor).remainders(((LongColumnVector) inputs[0]).values(), rows, count, out.values());
                return;
            }
            for (int i = 0; i < count; i++) {
                remainder(type, inputs, result, rows[i]);
            }
        };
    }

    private static void remainder(DataType type, ColumnVector[] inputs, ColumnVector result, int row) {
        switch (result) {
            case IntColumnVector out -> {
                int divisor = ((IntColumnVector) inputs[1]).get(row);
                requireDivisor(divisor, type, inputs, row);
                out.values()[row] = ((IntColumnVector) inputs[0]).get(row) % divisor;
            }
            case LongColumnVector out -> {
                long divisor = ((LongColumnVector) inputs[1]).get(row);
                long dividend = ((LongColumnVector) inputs[0]).get(row);
                requireDivisor(divisor, type, inputs, row);
                out.values()[row] =
                        type == ScalarType.UBIGINT ? Long.remainderUnsigned(dividend, divisor) : dividend % divisor;
            }
            case HugeColumnVector out -> {
                BigInteger divisor = ((HugeColumnVector) inputs[1]).get(row);
                requireDivisor(divisor.signum(), type, inputs, row);
                BigInteger rest = ((HugeColumnVector) inputs[0]).get(row).remainder(divisor);
                out.high()[row] = rest.shiftRight(64).longValue();
                out.low()[row] = rest.longValue();
            }
            default -> throw new IllegalStateException("not an exact number: " + type);
        }
    }

    private static void requireDivisor(long divisor, DataType type, ColumnVector[] inputs, int row) {
        if (divisor == 0) {
            throw byZero(ExactNumber.read(type, inputs[0], row).toPlainString(), "%");
        }
    }

    private static AlmagestException byZero(String dividend, String symbol) {
        return AlmagestException.of(SqlState.DIVISION_BY_ZERO, "division by zero: " + dividend + " " + symbol + " 0")
                .hint("nullif(divisor, 0) gives NULL instead");
    }

    /// The whole part of a floating quotient.
    static void wholeQuotient(ColumnVector[] inputs, ColumnVector result, int[] rows, int count) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if (result instanceof FloatColumnVector out) {
                float quotient = ((FloatColumnVector) inputs[0]).get(row) / ((FloatColumnVector) inputs[1]).get(row);
                out.values()[row] = (float) truncate(quotient);
            } else {
                double quotient = ((DoubleColumnVector) inputs[0]).get(row) / ((DoubleColumnVector) inputs[1]).get(row);
                ((DoubleColumnVector) result).values()[row] = truncate(quotient);
            }
        }
    }

    private static double truncate(double value) {
        return value < 0 ? Math.ceil(value) : Math.floor(value);
    }

    static void power(ColumnVector[] inputs, ColumnVector result, int[] rows, int count) {
        DoubleColumnVector a = (DoubleColumnVector) inputs[0];
        DoubleColumnVector b = (DoubleColumnVector) inputs[1];
        double[] out = ((DoubleColumnVector) result).values();
        for (int i = 0; i < count; i++) {
            out[rows[i]] = Math.pow(a.get(rows[i]), b.get(rows[i]));
        }
    }
}
