package org.almagest.columnar.statistics;

import java.util.Arrays;
import java.util.Optional;
import org.almagest.columnar.kernel.DistinctKernels;

/// An estimate of how many different values there are: a HyperLogLog sketch (Flajolet et al. 2007)
/// with the estimator of Ertl (arXiv:1702.01284), which needs no tables. Its standard error is 1.04
/// over the square root of the registers: 1.6 % for 4,096 of them, 13 % for the fewest, 64.
///
/// ```text
/// u8   bits b: there are 2^b registers, 6 to 12
/// u8   form: 0 dense, 1 sparse
/// dense   u8 base, the least register; 2^(b-1) bytes, register 2i low: min(register - base, 15)
/// sparse  u16 n, n x (u16 register, u8 value), ascending; all other registers are 0
/// ```
///
/// Immutable. Merging sketches gives that of all their values together, at the lesser precision.
public final class DistinctSketch {
    /// Bits of the sketches that a load gathers.
    public static final int MOST_BITS = 12;

    /// Bits of the smallest sketch.
    public static final int LEAST_BITS = 6;

    private static final int MOST_ABOVE_BASE = 15;
    private static final double ALPHA = 0.5 / Math.log(2);

    private final int bits;
    private final byte[] registers;

    private DistinctSketch(int bits, byte[] registers) {
        this.bits = bits;
        this.registers = registers;
    }

    /// Takes registers as `DistinctKernels` fills them; the array is copied.
    public static DistinctSketch of(byte[] registers) {
        int bits = Integer.numberOfTrailingZeros(registers.length);
        if (registers.length != 1 << bits || bits < LEAST_BITS || bits > MOST_BITS) {
            throw new IllegalArgumentException("registers must be 64, 128, ... or 4,096: " + registers.length);
        }
        return new DistinctSketch(bits, registers.clone());
    }

    public int bits() {
        return bits;
    }

    /// Answers the relative standard error of `estimate`.
    public double standardError() {
        return 1.04 / Math.sqrt(registers.length);
    }

    /// Answers the sketch of all values of both.
    public DistinctSketch merge(DistinctSketch other) {
        int common = Math.min(bits, other.bits);
        byte[] merged = fold(common).registers.clone();
        DistinctKernels.merge(merged, other.fold(common).registers);
        return new DistinctSketch(common, merged);
    }

    /// Answers the sketch of the same values with fewer registers: the bits that no longer choose
    /// the register lead those whose zeros are counted.
    public DistinctSketch fold(int fewer) {
        if (fewer >= bits) {
            return this;
        }
        int lost = bits - fewer;
        byte[] folded = new byte[1 << fewer];
        for (int i = 0; i < registers.length; i++) {
            if (registers[i] != 0) {
                int moved = i & (1 << lost) - 1;
                int rank = moved == 0 ? lost + registers[i] : Integer.numberOfLeadingZeros(moved) - (32 - lost) + 1;
                folded[i >>> lost] = (byte) Math.max(folded[i >>> lost], rank);
            }
        }
        return new DistinctSketch(fewer, folded);
    }

    /// Estimates the number of different values.
    public long estimate() {
        int longest = 64 - bits;
        int[] counts = new int[longest + 2];
        for (byte register : registers) {
            counts[register]++;
        }
        double m = registers.length;
        double z = m * tau(1 - counts[longest + 1] / m);
        for (int rank = longest; rank >= 1; rank--) {
            z = 0.5 * (z + counts[rank]);
        }
        z += m * sigma(counts[0] / m);
        return Math.round(ALPHA * m * m / z);
    }

    private static double sigma(double x) {
        if (x == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double power = x;
        double factor = 1;
        double sum = x;
        double before;
        do {
            power *= power;
            before = sum;
            sum += power * factor;
            factor += factor;
        } while (sum != before);
        return sum;
    }

    private static double tau(double x) {
        if (x == 0 || x == 1) {
            return 0;
        }
        double root = x;
        double factor = 1;
        double sum = 1 - x;
        double before;
        do {
            root = Math.sqrt(root);
            before = sum;
            factor *= 0.5;
            sum -= (1 - root) * (1 - root) * factor;
        } while (sum != before);
        return sum / 3;
    }

    /// Answers the finest form of the sketch that takes at most so many bytes, or the smallest.
    public DistinctSketch fitting(int mostBytes) {
        DistinctSketch sketch = this;
        while (sketch.bits > LEAST_BITS && sketch.toBytes().length > mostBytes) {
            sketch = sketch.fold(sketch.bits - 1);
        }
        return sketch.asStored();
    }

    /// Answers the sketch as it comes back from its bytes: dense registers are cut at 15 above the
    /// base.
    public DistinctSketch asStored() {
        return read(toBytes()).orElseThrow();
    }

    public byte[] toBytes() {
        int filled = 0;
        int base = Byte.MAX_VALUE;
        for (byte register : registers) {
            filled += register == 0 ? 0 : 1;
            base = Math.min(base, register);
        }
        return 4 + 3 * filled <= 3 + registers.length / 2 ? sparse(filled) : dense(base);
    }

    private byte[] sparse(int filled) {
        byte[] bytes = new byte[4 + 3 * filled];
        bytes[0] = (byte) bits;
        bytes[1] = 1;
        bytes[2] = (byte) filled;
        bytes[3] = (byte) (filled >>> 8);
        int at = 4;
        for (int i = 0; i < registers.length; i++) {
            if (registers[i] != 0) {
                bytes[at++] = (byte) i;
                bytes[at++] = (byte) (i >>> 8);
                bytes[at++] = registers[i];
            }
        }
        return bytes;
    }

    private byte[] dense(int base) {
        byte[] bytes = new byte[3 + registers.length / 2];
        bytes[0] = (byte) bits;
        bytes[2] = (byte) base;
        for (int i = 0; i < registers.length; i++) {
            bytes[3 + i / 2] |= (byte) (Math.min(registers[i] - base, MOST_ABOVE_BASE) << 4 * (i & 1));
        }
        return bytes;
    }

    /// Reads the bytes; empty when they are not those of a sketch.
    public static Optional<DistinctSketch> read(byte[] bytes) {
        if (bytes.length < 4 || bytes[0] < LEAST_BITS || bytes[0] > MOST_BITS) {
            return Optional.empty();
        }
        byte[] registers = new byte[1 << bytes[0]];
        boolean good = switch (bytes[1]) {
            case 0 -> readDense(bytes, registers);
            case 1 -> readSparse(bytes, registers);
            default -> false;
        };
        int longest = 64 - bytes[0] + 1;
        for (byte register : registers) {
            good &= register >= 0 && register <= longest;
        }
        return good ? Optional.of(new DistinctSketch(bytes[0], registers)) : Optional.empty();
    }

    private static boolean readDense(byte[] bytes, byte[] registers) {
        if (bytes.length != 3 + registers.length / 2) {
            return false;
        }
        for (int i = 0; i < registers.length; i++) {
            registers[i] = (byte) (bytes[2] + (bytes[3 + i / 2] >>> 4 * (i & 1) & 15));
        }
        return true;
    }

    private static boolean readSparse(byte[] bytes, byte[] registers) {
        int filled = bytes[2] & 0xFF | (bytes[3] & 0xFF) << 8;
        if (bytes.length != 4 + 3 * filled) {
            return false;
        }
        for (int at = 4; at < bytes.length; at += 3) {
            int register = bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8;
            if (register >= registers.length) {
                return false;
            }
            registers[register] = bytes[at + 2];
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DistinctSketch sketch && Arrays.equals(registers, sketch.registers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(registers);
    }

    @Override
    public String toString() {
        return "about " + estimate() + " different values";
    }
}
