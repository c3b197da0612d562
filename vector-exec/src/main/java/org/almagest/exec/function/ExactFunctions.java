package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.BIGINT;
import static org.almagest.columnar.type.ScalarType.INTEGER;
import static org.almagest.columnar.type.ScalarType.UBIGINT;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
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
import org.almagest.exec.kernel.MathKernels;

/// Functions of integers and bits, and abs and sign of every number.
final class ExactFunctions {
    private static final int MOST_FACTORS = 33;

    private ExactFunctions() {}

    static void register(Catalog catalog) {
        catalog.computed("abs", "number", (name, types) -> number(name, types).map(ExactFunctions::abs));
        catalog.computed("sign", "number", (name, types) -> number(name, types).map(ExactFunctions::sign));
        for (ScalarType type : List.of(INTEGER, BIGINT, UBIGINT)) {
            bits(catalog, type);
        }
        catalog.rows("gcd", BIGINT, Rows.longs(ExactFunctions::gcd), BIGINT, BIGINT);
        catalog.rows("lcm", BIGINT, Rows.longs(ExactFunctions::lcm), BIGINT, BIGINT);
        catalog.rows("factorial", new DecimalType(38, 0), ExactFunctions::factorial, INTEGER);
    }

    private static Optional<DataType> number(String name, List<DataType> types) {
        boolean one = types.size() == 1 && (types.getFirst().isNumeric() || types.getFirst() == ScalarType.NULL);
        if (!one) {
            return Optional.empty();
        }
        DataType type = types.getFirst() == ScalarType.NULL ? INTEGER : types.getFirst();
        boolean small = type.isInteger() && ((ScalarType) type).integerBits() < 32;
        return Optional.of(small ? INTEGER : type);
    }

    private static ScalarFunction abs(DataType type) {
        return BuiltIn.of("abs", List.of(type), type, absFactory(type));
    }

    private static EvaluatorFactory absFactory(DataType type) {
        if (type == ScalarType.DOUBLE) {
            return EvaluatorFactory.dense((inputs, result, rows) -> {
                double[] out = ((DoubleColumnVector) result).values();
                MathKernels.abs(((DoubleColumnVector) inputs[0]).values(), rows, out);
                return false;
            });
        }
        if (type == ScalarType.REAL) {
            return EvaluatorFactory.dense((inputs, result, rows) -> {
                float[] out = ((FloatColumnVector) result).values();
                MathKernels.abs(((FloatColumnVector) inputs[0]).values(), rows, out);
                return false;
            });
        }
        if (type instanceof ScalarType scalar && !scalar.isSigned()) {
            return (arguments, same) -> arguments.getFirst();
        }
        return type.physical() == PhysicalType.HUGE
                ? EvaluatorFactory.rows(ExactFunctions::absHuge)
                : EvaluatorFactory.dense(new Abs(type));
    }

    private static void absHuge(ColumnVector[] inputs, ColumnVector result, int[] rows, int count) {
        HugeColumnVector out = (HugeColumnVector) result;
        for (int i = 0; i < count; i++) {
            BigInteger size = ((HugeColumnVector) inputs[0]).get(rows[i]).abs();
            out.high()[rows[i]] = size.shiftRight(64).longValue();
            out.low()[rows[i]] = size.longValue();
        }
    }

    /// Of integers and narrow decimals.
    private record Abs(DataType type) implements DenseKernel {
        @Override
        public boolean compute(ColumnVector[] inputs, ColumnVector result, int rows) {
            return result instanceof IntColumnVector ints
                    ? MathKernels.abs(((IntColumnVector) inputs[0]).values(), rows, ints.values())
                    : MathKernels.abs(
                            ((LongColumnVector) inputs[0]).values(), rows, ((LongColumnVector) result).values());
        }

        @Override
        public void verify(ColumnVector[] inputs, ColumnVector result, int row) {
            if (Rows.getLong(result, row) < 0) {
                throw outOfRange("abs(" + Rows.getLong(inputs[0], row) + ")", type);
            }
        }
    }

    private static AlmagestException outOfRange(String what, DataType type) {
        return AlmagestException.of(SqlState.NUMERIC_OUT_OF_RANGE, what + " is out of the range of " + type.sqlName())
                .hint("cast the argument to a wider type");
    }

    /// The sign of an exact number is an INTEGER, that of a floating one has its type.
    private static ScalarFunction sign(DataType type) {
        DataType result = type.isFloating() ? type : INTEGER;
        return BuiltIn.of("sign", List.of(type), result, EvaluatorFactory.rows((inputs, out, rows, count) -> {
            for (int i = 0; i < count; i++) {
                sign(type, inputs[0], out, rows[i]);
            }
        }));
    }

    private static void sign(DataType type, ColumnVector input, ColumnVector result, int row) {
        switch (result) {
            case DoubleColumnVector out -> out.values()[row] = Math.signum(((DoubleColumnVector) input).get(row));
            case FloatColumnVector out -> out.values()[row] = Math.signum(((FloatColumnVector) input).get(row));
            default ->
                Rows.setLong(result, row, ExactNumber.unscaled(type, input, row).signum());
        }
    }

    private static void bits(Catalog catalog, ScalarType type) {
        int width = type == INTEGER ? 32 : 64;
        catalog.rows("&", type, Rows.longs((a, b) -> a & b), type, type);
        catalog.rows("|", type, Rows.longs((a, b) -> a | b), type, type);
        catalog.rows("#", type, Rows.longs((a, b) -> a ^ b), type, type);
        catalog.rows("xor", type, Rows.longs((a, b) -> a ^ b), type, type);
        catalog.rows("bitnot", type, Rows.numbers((in, row) -> ~Rows.getLong(in[0], row)), type);
        catalog.rows("<<", type, Rows.longs((a, n) -> distance(n) >= width ? 0 : a << n), type, INTEGER);
        catalog.rows(">>", type, Rows.longs((a, n) -> shiftRight(type, a, distance(n))), type, INTEGER);
        long mask = width == 64 ? -1L : 0xFFFF_FFFFL;
        catalog.rows(
                "bit_count", INTEGER, Rows.numbers((in, row) -> Long.bitCount(Rows.getLong(in[0], row) & mask)), type);
    }

    private static long distance(long bits) {
        if (bits < 0) {
            throw AlmagestException.of(SqlState.INVALID_PARAMETER, "bits are shifted by 0 or more places, not " + bits);
        }
        return bits;
    }

    private static long shiftRight(ScalarType type, long value, long places) {
        if (type == UBIGINT) {
            return places >= 64 ? 0 : value >>> places;
        }
        return value >> Math.min(places, 63);
    }

    private static long gcd(long a, long b) {
        BigInteger divisor = BigInteger.valueOf(a).gcd(BigInteger.valueOf(b));
        if (divisor.bitLength() > 63) {
            throw outOfRange("gcd(" + a + ", " + b + ")", BIGINT);
        }
        return divisor.longValue();
    }

    private static long lcm(long a, long b) {
        if (a == 0 || b == 0) {
            return 0;
        }
        BigInteger x = BigInteger.valueOf(a);
        BigInteger y = BigInteger.valueOf(b);
        BigInteger multiple = x.divide(x.gcd(y)).multiply(y).abs();
        if (multiple.bitLength() > 63) {
            throw outOfRange("lcm(" + a + ", " + b + ")", BIGINT);
        }
        return multiple.longValue();
    }

    private static void factorial(ColumnVector[] inputs, ColumnVector result, int[] rows, int count) {
        HugeColumnVector out = (HugeColumnVector) result;
        for (int i = 0; i < count; i++) {
            int n = Rows.getInt(inputs[0], rows[i]);
            if (n < 0 || n > MOST_FACTORS) {
                throw AlmagestException.of(
                        SqlState.NUMERIC_OUT_OF_RANGE, "factorial takes 0 to " + MOST_FACTORS + ", not " + n);
            }
            BigInteger product = BigInteger.ONE;
            for (int k = 2; k <= n; k++) {
                product = product.multiply(BigInteger.valueOf(k));
            }
            out.high()[rows[i]] = product.shiftRight(64).longValue();
            out.low()[rows[i]] = product.longValue();
        }
    }
}
