package org.almagest.exec.cast;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;

/// Integers and decimals of any type as `BigInteger` and `BigDecimal`: the slow, general way,
/// and the ranges that the fast ways check.
public final class ExactNumber {
    private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);
    private static final long[] TENS = new long[19];

    static {
        TENS[0] = 1;
        for (int i = 1; i < TENS.length; i++) {
            TENS[i] = TENS[i - 1] * 10;
        }
    }

    private ExactNumber() {}

    /// Answers ten to the power of 0 to 18.
    public static long ten(int power) {
        return TENS[power];
    }

    public static int scale(DataType type) {
        return type instanceof DecimalType decimal ? decimal.scale() : 0;
    }

    /// Answers the largest unscaled value of an integer or decimal type.
    public static BigInteger max(DataType type) {
        if (type instanceof DecimalType decimal) {
            return BigInteger.TEN.pow(decimal.precision()).subtract(BigInteger.ONE);
        }
        ScalarType scalar = (ScalarType) type;
        int bits = scalar.isSigned() ? scalar.integerBits() - 1 : scalar.integerBits();
        return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    }

    /// Answers the smallest unscaled value of an integer or decimal type.
    public static BigInteger min(DataType type) {
        if (type instanceof DecimalType) {
            return max(type).negate();
        }
        return ((ScalarType) type).isSigned() ? max(type).not() : BigInteger.ZERO;
    }

    /// Reads an unscaled value; booleans as 0 and 1.
    public static BigInteger unscaled(DataType type, ColumnVector vector, int row) {
        return switch (vector) {
            case BooleanColumnVector v -> BigInteger.valueOf(v.get(row));
            case IntColumnVector v -> BigInteger.valueOf(v.get(row));
            case LongColumnVector v -> {
                BigInteger value = BigInteger.valueOf(v.get(row));
                yield type == ScalarType.UBIGINT && value.signum() < 0 ? value.add(TWO_64) : value;
            }
            case HugeColumnVector v -> v.get(row);
            default -> throw new IllegalArgumentException("not an exact number: " + type);
        };
    }

    /// Reads a value with its scale.
    public static BigDecimal read(DataType type, ColumnVector vector, int row) {
        return new BigDecimal(unscaled(type, vector, row), scale(type));
    }

    /// Writes a value rounded half away from zero; answers false, and writes nothing, where the
    /// type does not hold it.
    public static boolean write(BigDecimal value, DataType type, ColumnVector result, int row) {
        BigInteger unscaled = value.setScale(scale(type), RoundingMode.HALF_UP).unscaledValue();
        if (unscaled.compareTo(max(type)) > 0 || unscaled.compareTo(min(type)) < 0) {
            return false;
        }
        switch (result) {
            case IntColumnVector v -> v.values()[row] = unscaled.intValue();
            case LongColumnVector v -> v.values()[row] = unscaled.longValue();
            case HugeColumnVector v -> {
                v.high()[row] = unscaled.shiftRight(64).longValue();
                v.low()[row] = unscaled.longValue();
            }
            default -> throw new IllegalArgumentException("not an exact number: " + type);
        }
        return true;
    }
}
