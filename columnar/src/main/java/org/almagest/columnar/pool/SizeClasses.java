package org.almagest.columnar.pool;

/// Sizes of frames: multiples of 4 KiB, four to a doubling, so that at most a fifth is lost and
/// evicted memory mostly fits the next page.
final class SizeClasses {
    private static final int LEAST = 4096;

    private SizeClasses() {}

    static int roundUp(int bytes) {
        if (bytes <= LEAST) {
            return LEAST;
        }
        int step = Math.max(LEAST, Integer.highestOneBit(bytes - 1) >>> 2);
        return (int) Math.min(Integer.MAX_VALUE - 63, ((long) bytes + step - 1) / step * step);
    }
}
