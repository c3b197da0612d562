package org.almagest.bench.catalogue;

/// Random numbers that are pure functions of (seed, row, stream): any row can be made at any time,
/// in any order, by any thread.
final class Draws {
    private static final double UNIT = 0x1.0p-53;

    private final long seed;

    Draws(long seed) {
        this.seed = mix(seed ^ 0x9E3779B97F4A7C15L);
    }

    /// Answers a number evenly spread over (0, 1).
    double uniform(long row, int stream) {
        return ((bits(row, stream) >>> 11) + 0.5) * UNIT;
    }

    /// Answers a number from the standard normal distribution (Box and Muller 1958); uses streams
    /// `stream` and `stream + 1`.
    double normal(long row, int stream) {
        return Math.sqrt(-2 * Math.log(uniform(row, stream))) * Math.cos(2 * Math.PI * uniform(row, stream + 1));
    }

    /// Answers 64 random bits.
    long bits(long row, int stream) {
        return mix(seed + mix(row * 64 + stream));
    }

    /// The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
    private static long mix(long z) {
        long a = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ a >>> 27) * 0x94D049BB133111EBL;
        return b ^ b >>> 31;
    }
}
