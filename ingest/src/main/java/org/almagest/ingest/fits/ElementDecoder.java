package org.almagest.ingest.fits;

import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.ingest.fits.kernel.BigEndianKernel;
import org.almagest.ingest.fits.kernel.NullKernel;

/// Decodes elements into a flat vector: a column of scalars, `stride` bytes apart, or the elements
/// of one array cell, side by side.
final class ElementDecoder {
    private ElementDecoder() {}

    /// Decodes the elements of one cell, which stand side by side.
    static void cell(ElementForm form, byte[] source, int start, int count, ColumnVector target, int at) {
        if (form instanceof ElementForm.Bit) {
            BigEndianKernel.bits(source, start, count, ((BooleanColumnVector) target).values(), at);
        } else {
            column(form, source, start, form.bytes(), count, target, at);
        }
    }

    /// Decodes `count` elements to the slots of `target` from `at`; NULLs are marked, slots without
    /// NULL are left as they are (the caller has reset the vector).
    static void column(ElementForm form, byte[] source, int start, int stride, int count, ColumnVector target, int at) {
        switch (form) {
            case ElementForm.Logical() -> logicals(source, start, stride, count, (BooleanColumnVector) target, at);
            case ElementForm.Bit() ->
                BigEndianKernel.topBits(source, start, stride, count, ((BooleanColumnVector) target).values(), at);
            case ElementForm.Whole whole -> {
                if (target instanceof IntColumnVector ints) {
                    ints(whole, source, start, stride, count, ints, at);
                } else {
                    longs(whole, source, start, stride, count, (LongColumnVector) target, at);
                }
            }
            case ElementForm.ScaledWhole scaled ->
                scaled(scaled, source, start, stride, count, (DoubleColumnVector) target, at);
            case ElementForm.Floating floating -> {
                if (target instanceof FloatColumnVector floats) {
                    floats(floating, source, start, stride, count, floats, at);
                } else {
                    doubles(floating, source, start, stride, count, (DoubleColumnVector) target, at);
                }
            }
            case ElementForm.ScaledFloating scaled ->
                scaled(scaled, source, start, stride, count, (DoubleColumnVector) target, at);
        }
    }

    private static void logicals(byte[] source, int start, int stride, int count, BooleanColumnVector target, int at) {
        BigEndianKernel.logicals(source, start, stride, count, target.values(), at);
        if (NullKernel.countNotLogical(source, start, stride, count) > 0) {
            for (int i = 0; i < count; i++) {
                byte b = source[start + i * stride];
                if (b != 'T' && b != 'F') {
                    target.setNull(at + i);
                }
            }
        }
    }

    private static void ints(
            ElementForm.Whole form, byte[] source, int start, int stride, int count, IntColumnVector target, int at) {
        int[] values = target.values();
        int bias = 0;
        switch (form.bytes()) {
            case 1 -> {
                bias = form.biased() ? -128 : 0;
                BigEndianKernel.bytes(source, start, stride, count, bias, values, at);
            }
            case 2 -> {
                bias = form.biased() ? 1 << 15 : 0;
                BigEndianKernel.shorts(source, start, stride, count, bias, values, at);
            }
            case 4 -> BigEndianKernel.ints(source, start, stride, count, values, at);
            default -> throw new IllegalStateException("no int has " + form.bytes() + " bytes");
        }
        if (form.nullRaw().isPresent()) {
            long wanted = form.nullRaw().getAsLong() + bias;
            if (wanted == (int) wanted && NullKernel.countEqual(values, at, count, (int) wanted) > 0) {
                for (int i = at; i < at + count; i++) {
                    if (values[i] == (int) wanted) {
                        target.setNull(i);
                    }
                }
            }
        }
    }

    private static void longs(
            ElementForm.Whole form, byte[] source, int start, int stride, int count, LongColumnVector target, int at) {
        long[] values = target.values();
        long nullRaw = form.nullRaw().orElse(0);
        long wanted;
        if (form.bytes() == 4) {
            long bias = form.biased() ? 1L << 31 : 0;
            BigEndianKernel.wideInts(source, start, stride, count, bias, values, at);
            wanted = nullRaw + bias;
        } else {
            long flip = form.biased() ? Long.MIN_VALUE : 0;
            BigEndianKernel.longs(source, start, stride, count, flip, values, at);
            wanted = nullRaw ^ flip;
        }
        if (form.nullRaw().isPresent() && NullKernel.countEqual(values, at, count, wanted) > 0) {
            for (int i = at; i < at + count; i++) {
                if (values[i] == wanted) {
                    target.setNull(i);
                }
            }
        }
    }

    private static void floats(
            ElementForm.Floating form,
            byte[] source,
            int start,
            int stride,
            int count,
            FloatColumnVector target,
            int at) {
        float[] values = target.values();
        BigEndianKernel.floats(source, start, stride, count, values, at);
        if (!form.keepNaN() && NullKernel.countNaN(values, at, count) > 0) {
            for (int i = at; i < at + count; i++) {
                if (Float.isNaN(values[i])) {
                    target.setNull(i);
                }
            }
        }
    }

    private static void doubles(
            ElementForm.Floating form,
            byte[] source,
            int start,
            int stride,
            int count,
            DoubleColumnVector target,
            int at) {
        BigEndianKernel.doubles(source, start, stride, count, target.values(), at);
        if (!form.keepNaN()) {
            markNaN(target, at, count);
        }
    }

    private static void markNaN(DoubleColumnVector target, int at, int count) {
        double[] values = target.values();
        if (NullKernel.countNaN(values, at, count) > 0) {
            for (int i = at; i < at + count; i++) {
                if (Double.isNaN(values[i])) {
                    target.setNull(i);
                }
            }
        }
    }

    private static void scaled(
            ElementForm.ScaledFloating form,
            byte[] source,
            int start,
            int stride,
            int count,
            DoubleColumnVector target,
            int at) {
        double[] values = target.values();
        if (form.bytes() == 4) {
            BigEndianKernel.wideFloats(source, start, stride, count, values, at);
        } else {
            BigEndianKernel.doubles(source, start, stride, count, values, at);
        }
        for (int i = 0; i < count; i++) {
            boolean imaginary = form.pairs() && (i & 1) == 1;
            values[at + i] = values[at + i] * form.scale() + (imaginary ? 0 : form.zero());
        }
        if (!form.keepNaN()) {
            markNaN(target, at, count);
        }
    }

    private static void scaled(
            ElementForm.ScaledWhole form,
            byte[] source,
            int start,
            int stride,
            int count,
            DoubleColumnVector target,
            int at) {
        double[] values = target.values();
        boolean nullable = form.nullRaw().isPresent();
        long nullRaw = form.nullRaw().orElse(0);
        for (int i = 0; i < count; i++) {
            long raw = raw(source, start + i * stride, form.bytes());
            values[at + i] = raw * form.scale() + form.zero();
            if (nullable && raw == nullRaw) {
                target.setNull(at + i);
            }
        }
    }

    private static long raw(byte[] source, int at, int bytes) {
        return switch (bytes) {
            case 1 -> source[at] & 0xFF;
            case 2 -> (short) (source[at] << 8 | source[at + 1] & 0xFF);
            case 4 -> BigEndianKernel.intAt(source, at);
            case 8 -> BigEndianKernel.longAt(source, at);
            default -> throw new IllegalStateException("no integer has " + bytes + " bytes");
        };
    }
}
