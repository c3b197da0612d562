package org.almagest.columnar.statistics;

import java.util.Arrays;
import java.util.Optional;

/// How many positions lie in each HEALPix cell, in the nested numbering. The finest has order 6:
/// 49,152 cells of 0.84 square degrees. Counts beyond 15 are rounded by at most 6 %.
///
/// ```text
/// u8   order, 0 to 6
/// u8   form: 0 dense, 1 sparse
/// dense   a count byte for each of the 12 * 4^order cells
/// sparse  u16 n, n x (u16 cell, count byte), ascending; all other cells are empty
///
/// count byte   0 to 15: itself; 16 + 8(e - 4) + m stands for (8 + m) 2^(e-3) .. (9 + m) 2^(e-3)
/// ```
///
/// Immutable.
public final class DensityMap {
    /// The order of the finest map.
    public static final int MOST_ORDER = 6;

    private static final int EXACT = 16;

    private final byte[] bytes;

    private DensityMap(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Answers the cells at an order.
    public static int cells(int order) {
        return 12 << 2 * order;
    }

    /// Makes the finest map of counts at order 6 that takes at most so many bytes, or the coarsest.
    public static DensityMap of(int[] counts, int mostBytes) {
        int[] folded = counts;
        for (int order = MOST_ORDER; ; order--) {
            byte[] bytes = write(order, folded);
            if (bytes.length <= mostBytes || order == 0) {
                return new DensityMap(bytes);
            }
            int[] coarser = new int[cells(order - 1)];
            for (int cell = 0; cell < folded.length; cell++) {
                coarser[cell / 4] += folded[cell];
            }
            folded = coarser;
        }
    }

    private static byte[] write(int order, int[] counts) {
        int filled = 0;
        for (int count : counts) {
            filled += count == 0 ? 0 : 1;
        }
        boolean sparse = 4 + 3 * filled < 2 + counts.length;
        byte[] bytes = new byte[sparse ? 4 + 3 * filled : 2 + counts.length];
        bytes[0] = (byte) order;
        bytes[1] = (byte) (sparse ? 1 : 0);
        int at = 2;
        if (sparse) {
            bytes[at++] = (byte) filled;
            bytes[at++] = (byte) (filled >>> 8);
        }
        for (int cell = 0; cell < counts.length; cell++) {
            if (!sparse) {
                bytes[at++] = countByte(counts[cell]);
            } else if (counts[cell] != 0) {
                bytes[at++] = (byte) cell;
                bytes[at++] = (byte) (cell >>> 8);
                bytes[at++] = countByte(counts[cell]);
            }
        }
        return bytes;
    }

    static byte countByte(int count) {
        if (count < EXACT) {
            return (byte) count;
        }
        int exponent = 31 - Integer.numberOfLeadingZeros(count);
        return (byte) (EXACT + 8 * (exponent - 4) + (count >>> (exponent - 3) & 7));
    }

    static int count(byte stored) {
        int code = stored & 0xFF;
        if (code < EXACT) {
            return code;
        }
        int shift = (code - EXACT) / 8 + 1;
        int mantissa = 8 + (code - EXACT) % 8;
        return (mantissa << shift) + (1 << shift - 1);
    }

    /// Reads the bytes; empty when they are not those of a map.
    public static Optional<DensityMap> read(byte[] bytes) {
        if (bytes.length < 2 || bytes[0] < 0 || bytes[0] > MOST_ORDER) {
            return Optional.empty();
        }
        int cells = cells(bytes[0]);
        boolean good = switch (bytes[1]) {
            case 0 -> bytes.length == 2 + cells;
            case 1 -> isSparse(bytes, cells);
            default -> false;
        };
        return good ? Optional.of(new DensityMap(bytes.clone())) : Optional.empty();
    }

    private static boolean isSparse(byte[] bytes, int cells) {
        if (bytes.length < 4 || bytes.length != 4 + 3 * u16(bytes, 2)) {
            return false;
        }
        for (int at = 4; at < bytes.length; at += 3) {
            if (u16(bytes, at) >= cells || at > 4 && u16(bytes, at) <= u16(bytes, at - 3)) {
                return false;
            }
        }
        return true;
    }

    private static int u16(byte[] bytes, int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8;
    }

    public int order() {
        return bytes[0];
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    /// Answers the positions in every cell of an order that is not finer than the map's.
    public int[] counts(int order) {
        if (order > order()) {
            throw new IllegalArgumentException("the map has order " + order() + ": " + order);
        }
        int[] counts = new int[cells(order)];
        int shift = 2 * (order() - order);
        if (bytes[1] == 0) {
            for (int cell = 0; cell < bytes.length - 2; cell++) {
                counts[cell >>> shift] += count(bytes[2 + cell]);
            }
        } else {
            for (int at = 4; at < bytes.length; at += 3) {
                counts[u16(bytes, at) >>> shift] += count(bytes[at + 2]);
            }
        }
        return counts;
    }

    /// Answers about how many positions there are.
    public long total() {
        return Arrays.stream(counts(0)).asLongStream().sum();
    }

    /// Answers how many cells of the map hold a position.
    public int filledCells() {
        return (int) Arrays.stream(counts(order())).filter(count -> count > 0).count();
    }

    /// Answers the map of the positions of both, at the coarser order.
    public DensityMap merge(DensityMap other) {
        int order = Math.min(order(), other.order());
        int[] sum = counts(order);
        int[] others = other.counts(order);
        for (int cell = 0; cell < sum.length; cell++) {
            sum[cell] += others[cell];
        }
        return new DensityMap(write(order, sum));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DensityMap map && Arrays.equals(bytes, map.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "about " + total() + " positions in cells of order " + order();
    }
}
