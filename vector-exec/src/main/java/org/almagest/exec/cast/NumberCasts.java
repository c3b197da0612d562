package org.almagest.exec.cast;

import java.math.BigDecimal;
import java.util.List;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.evaluate.DenseCall;
import org.almagest.exec.evaluate.DenseKernel;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.evaluate.RowsCall;
import org.almagest.exec.evaluate.RowsKernel;
import org.almagest.exec.kernel.ConvertKernels;
import org.almagest.exec.kernel.RangeKernels;

/// Numbers and booleans among each other.
final class NumberCasts {
    private NumberCasts() {}

    static Evaluator compile(Evaluator input, DataType from, DataType to, boolean orNull) {
        if (to == ScalarType.BOOLEAN) {
            return RowsCall.of(NumberCasts::truth, List.of(input), to);
        }
        if (keepsForm(from, to)) {
            return input;
        }
        if (to.isFloating()) {
            return toFloating(input, from, to, orNull);
        }
        if (from.isFloating()) {
            return fromFloating(input, from, to, orNull);
        }
        if (isNarrow(from) && isNarrow(to)) {
            return new DenseCall(new ExactCast(from, to, orNull), List.of(input), to);
        }
        if (isNarrow(from) && from != ScalarType.UBIGINT && widens(from, to)) {
            return new DenseCall(widen(ExactNumber.scale(to) - ExactNumber.scale(from)), List.of(input), to);
        }
        return RowsCall.of(exact(from, to, orNull), List.of(input), to);
    }

    /// Answers whether every value of one type is, bit for bit, the value of the other.
    private static boolean keepsForm(DataType from, DataType to) {
        if (from.physical() != to.physical() || from.isFloating() || from == ScalarType.BOOLEAN) {
            return false;
        }
        return ExactNumber.scale(from) == ExactNumber.scale(to)
                && ExactNumber.max(from).compareTo(ExactNumber.max(to)) <= 0
                && ExactNumber.min(from).compareTo(ExactNumber.min(to)) >= 0;
    }

    private static boolean isNarrow(DataType type) {
        return type.physical() == PhysicalType.INT
                || type.physical() == PhysicalType.LONG
                || type == ScalarType.BOOLEAN;
    }

    /// Answers whether a decimal of 128 bits holds every value of a narrow type.
    private static boolean widens(DataType from, DataType to) {
        int shift = ExactNumber.scale(to) - ExactNumber.scale(from);
        int digits = from == ScalarType.BOOLEAN
                ? 1
                : ExactNumber.max(from).toString().length();
        return shift >= 0 && shift <= 18 && digits + shift <= ((DecimalType) to).precision();
    }

    private static DenseKernel widen(int shift) {
        long factor = ExactNumber.ten(shift);
        long[] scratch = new long[ColumnVector.BATCH_ROWS];
        return (inputs, result, rows) -> {
            HugeColumnVector out = (HugeColumnVector) result;
            long[] from = scratch;
            switch (inputs[0]) {
                case BooleanColumnVector v -> ConvertKernels.widen(v.values(), rows, scratch);
                case IntColumnVector v -> ConvertKernels.widen(v.values(), rows, scratch);
                default -> from = ((LongColumnVector) inputs[0]).values();
            }
            ConvertKernels.multiplyWide(from, factor, rows, out.high(), out.low());
            return false;
        };
    }

    private static RowsKernel exact(DataType from, DataType to, boolean orNull) {
        return (inputs, result, rows, count) -> {
            for (int i = 0; i < count; i++) {
                BigDecimal value = ExactNumber.read(from, inputs[0], rows[i]);
                if (!ExactNumber.write(value, to, result, rows[i])) {
                    refuse(value.toPlainString(), to, orNull, result, rows[i]);
                }
            }
        };
    }

    static void refuse(String value, DataType to, boolean orNull, ColumnVector result, int row) {
        if (!orNull) {
            throw CastFailure.outOfRange(value, to);
        }
        result.setNull(row);
    }

    private static void truth(ColumnVector[] inputs, ColumnVector result, int[] rows, int count) {
        byte[] out = ((BooleanColumnVector) result).values();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            boolean isTrue = switch (inputs[0]) {
                case BooleanColumnVector v -> v.get(row) != 0;
                case IntColumnVector v -> v.get(row) != 0;
                case LongColumnVector v -> v.get(row) != 0;
                case HugeColumnVector v -> (v.high()[v.slot(row)] | v.low()[v.slot(row)]) != 0;
                case FloatColumnVector v -> v.get(row) != 0;
                case DoubleColumnVector v -> v.get(row) != 0;
                default -> throw new IllegalStateException("not a number: " + inputs[0].physicalType());
            };
            out[row] = (byte) (isTrue ? 1 : 0);
        }
    }

    private static Evaluator toFloating(Evaluator input, DataType from, DataType to, boolean orNull) {
        boolean toDouble = to == ScalarType.DOUBLE;
        boolean wide = from.physical() == PhysicalType.HUGE;
        boolean dense = toDouble && ExactNumber.scale(from) <= DecimalType.MAX_LONG_PRECISION;
        if (!dense && (wide || ExactNumber.scale(from) > 0)) {
            return RowsCall.of(NumberCasts.exactToFloating(from), List.of(input), to);
        }
        if (wide || ExactNumber.scale(from) > 0) {
            return new DenseCall(new UnscaledToDouble(from), List.of(input), to);
        }
        if (from == ScalarType.DOUBLE) {
            return new DenseCall(new DoubleToReal(orNull), List.of(input), to);
        }
        boolean unsigned = from == ScalarType.UBIGINT;
        DenseKernel kernel = toDouble
                ? (inputs, result, rows) -> toDoubles(inputs[0], unsigned, ((DoubleColumnVector) result).values(), rows)
                : (inputs, result, rows) -> toFloats(inputs[0], unsigned, ((FloatColumnVector) result).values(), rows);
        return new DenseCall(kernel, List.of(input), to);
    }

    private static boolean toDoubles(ColumnVector input, boolean unsigned, double[] out, int rows) {
        switch (input) {
            case BooleanColumnVector v -> ConvertKernels.toDoubles(v.values(), rows, out);
            case IntColumnVector v -> ConvertKernels.toDoubles(v.values(), rows, out);
            case FloatColumnVector v -> ConvertKernels.toDoubles(v.values(), rows, out);
            case LongColumnVector v -> {
                if (unsigned) {
                    ConvertKernels.unsignedToDoubles(v.values(), rows, out);
                } else {
                    ConvertKernels.toDoubles(v.values(), rows, out);
                }
            }
            default -> throw new IllegalStateException("not widened densely: " + input.physicalType());
        }
        return false;
    }

    private static boolean toFloats(ColumnVector input, boolean unsigned, float[] out, int rows) {
        switch (input) {
            case BooleanColumnVector v -> ConvertKernels.toFloats(v.values(), rows, out);
            case IntColumnVector v -> ConvertKernels.toFloats(v.values(), rows, out);
            case LongColumnVector v -> {
                if (unsigned) {
                    ConvertKernels.unsignedToFloats(v.values(), rows, out);
                } else {
                    ConvertKernels.toFloats(v.values(), rows, out);
                }
            }
            default -> throw new IllegalStateException("not widened densely: " + input.physicalType());
        }
        return false;
    }

    private static RowsKernel exactToFloating(DataType from) {
        return (inputs, result, rows, count) -> {
            for (int i = 0; i < count; i++) {
                BigDecimal value = ExactNumber.read(from, inputs[0], rows[i]);
                if (result instanceof DoubleColumnVector doubles) {
                    doubles.values()[rows[i]] = value.doubleValue();
                } else {
                    ((FloatColumnVector) result).values()[rows[i]] = value.floatValue();
                }
            }
        };
    }

    private record UnscaledToDouble(DataType from) implements DenseKernel {
        @Override
        public boolean compute(ColumnVector[] inputs, ColumnVector result, int rows) {
            double divisor = ExactNumber.ten(ExactNumber.scale(from));
            double[] out = ((DoubleColumnVector) result).values();
            return inputs[0] instanceof HugeColumnVector huge
                    ? ConvertKernels.unscaledToDoubles(huge.high(), huge.low(), divisor, rows, out)
                    : ConvertKernels.unscaledToDoubles(((LongColumnVector) inputs[0]).values(), divisor, rows, out);
        }

        @Override
        public void verify(ColumnVector[] inputs, ColumnVector result, int row) {
            ((DoubleColumnVector) result).values()[row] =
                    ExactNumber.read(from, inputs[0], row).doubleValue();
        }
    }

    private record DoubleToReal(boolean orNull) implements DenseKernel {
        @Override
        public boolean compute(ColumnVector[] inputs, ColumnVector result, int rows) {
            return ConvertKernels.toFloats(
                    ((DoubleColumnVector) inputs[0]).values(), rows, ((FloatColumnVector) result).values());
        }

        @Override
        public void verify(ColumnVector[] inputs, ColumnVector result, int row) {
            double value = ((DoubleColumnVector) inputs[0]).get(row);
            if (Double.isFinite(value) && Float.isInfinite((float) value)) {
                refuse(NumberText.of(value), ScalarType.REAL, orNull, result, row);
            }
        }
    }

    private static Evaluator fromFloating(Evaluator input, DataType from, DataType to, boolean orNull) {
        if (to instanceof DecimalType || to == ScalarType.UBIGINT) {
            return RowsCall.of(floatingToExact(to, orNull), List.of(input), to);
        }
        Evaluator wide = from == ScalarType.DOUBLE ? input : compile(input, ScalarType.REAL, ScalarType.DOUBLE, false);
        return new DenseCall(new DoubleToInteger(to, orNull), List.of(wide), to);
    }

    /// Rounds to integers half to even.
    private record DoubleToInteger(DataType to, double low, double high, boolean orNull) implements DenseKernel {
        DoubleToInteger(DataType to, boolean orNull) {
            this(
                    to,
                    ExactNumber.min(to).doubleValue(),
                    ExactNumber.max(to).add(java.math.BigInteger.ONE).doubleValue(),
                    orNull);
        }

        @Override
        public boolean compute(ColumnVector[] inputs, ColumnVector result, int rows) {
            double[] from = ((DoubleColumnVector) inputs[0]).values();
            return result instanceof IntColumnVector ints
                    ? ConvertKernels.roundToInts(from, low, high, rows, ints.values())
                    : ConvertKernels.roundToLongs(from, low, high, rows, ((LongColumnVector) result).values());
        }

        /// Finds a few values too many, next to the bounds, that round to what lies within.
        @Override
        public boolean findWrong(ColumnVector[] inputs, int rows, long[] out) {
            double[] from = ((DoubleColumnVector) inputs[0]).values();
            double last = Math.min(high - 1, Math.nextDown(high));
            RangeKernels.outside(from, rows, low, last, out);
            return true;
        }

        @Override
        public void verify(ColumnVector[] inputs, ColumnVector result, int row) {
            double value = Math.rint(((DoubleColumnVector) inputs[0]).get(row));
            if (!(value >= low && value < high)) {
                refuse(NumberText.of(((DoubleColumnVector) inputs[0]).get(row)), to, orNull, result, row);
            }
        }
    }

    /// To decimals from the shortest decimal form, half away from zero: 0.285 becomes 0.29, though
    /// its binary value lies a little below. To UBIGINT half to even, as to other integers.
    private static RowsKernel floatingToExact(DataType to, boolean orNull) {
        return (inputs, result, rows, count) -> {
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                String text = inputs[0] instanceof FloatColumnVector floats
                        ? Float.toString(floats.get(row))
                        : Double.toString(((DoubleColumnVector) inputs[0]).get(row));
                double value = Double.parseDouble(text);
                boolean written = Double.isFinite(value)
                        && ExactNumber.write(
                                to == ScalarType.UBIGINT ? new BigDecimal(Math.rint(value)) : new BigDecimal(text),
                                to,
                                result,
                                row);
                if (!written) {
                    refuse(text, to, orNull, result, row);
                }
            }
        };
    }
}
