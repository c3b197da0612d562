package org.almagest.exec.kernel;

/// Quotients and remainders of many `long`s by one divisor without dividing: a product's upper half,
/// shifted (Warren, Hacker's Delight, 2nd edition, 10-1). Rounds towards zero, as `/` does.
///
/// ```text
/// quotient   q = (multiplyHigh(factor, n) + n * addend) >> shift, and 1 more where that is negative
/// remainder  n - q * divisor
/// ```
public final class ConstantDivisor {
    private final long divisor;
    private final long factor;
    private final int addend;
    private final int shift;

    private ConstantDivisor(long divisor, long factor, int addend, int shift) {
        this.divisor = divisor;
        this.factor = factor;
        this.addend = addend;
        this.shift = shift;
    }

    /// Answers whether `of` takes a divisor: not 0, 1, -1 and the least `long`, for which the method
    /// does not serve.
    public static boolean serves(long divisor) {
        return divisor != Long.MIN_VALUE && Math.abs(divisor) > 1;
    }

    /// Finds the factor and the shift, in at most 64 steps.
    public static ConstantDivisor of(long divisor) {
        if (!serves(divisor)) {
            throw new IllegalArgumentException("this divisor needs another method: " + divisor);
        }
        long two63 = Long.MIN_VALUE;
        long size = Math.abs(divisor);
        long t = two63 + (divisor >>> 63);
        long most = t - 1 - Long.remainderUnsigned(t, size);
        int power = 63;
        long q1 = Long.divideUnsigned(two63, most);
        long r1 = two63 - q1 * most;
        long q2 = Long.divideUnsigned(two63, size);
        long r2 = two63 - q2 * size;
        long delta;
        do {
            power++;
            q1 *= 2;
            r1 *= 2;
            if (Long.compareUnsigned(r1, most) >= 0) {
                q1++;
                r1 -= most;
            }
            q2 *= 2;
            r2 *= 2;
            if (Long.compareUnsigned(r2, size) >= 0) {
                q2++;
                r2 -= size;
            }
            delta = size - r2;
        } while (Long.compareUnsigned(q1, delta) < 0 || q1 == delta && r1 == 0);
        long factor = divisor < 0 ? -(q2 + 1) : q2 + 1;
        int addend = divisor > 0 && factor < 0 ? 1 : divisor < 0 && factor > 0 ? -1 : 0;
        return new ConstantDivisor(divisor, factor, addend, power - 64);
    }

    public long divisor() {
        return divisor;
    }

    /// Sets `out[row]` to the quotient of `values[row]` for each of the rows.
    public void quotients(long[] values, int[] rows, int count, long[] out) {
        quotients(values, factor, addend, shift, rows, count, out);
    }

    /// Sets `out[row]` to the remainder of `values[row]` for each of the rows; it has the value's sign.
    public void remainders(long[] values, int[] rows, int count, long[] out) {
        remainders(values, divisor, factor, addend, shift, rows, count, out);
    }

    private static void quotients(
            long[] values, long factor, long addend, int shift, int[] rows, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long value = values[row];
            long quotient = Math.multiplyHigh(factor, value) + value * addend >> shift;
            out[row] = quotient + (quotient >>> 63);
        }
    }

    private static void remainders(
            long[] values, long divisor, long factor, long addend, int shift, int[] rows, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long value = values[row];
            long quotient = Math.multiplyHigh(factor, value) + value * addend >> shift;
            out[row] = value - (quotient + (quotient >>> 63)) * divisor;
        }
    }
}
