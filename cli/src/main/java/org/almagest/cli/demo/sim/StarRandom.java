package org.almagest.cli.demo.sim;

/// The random numbers of one star: Steele and Vigna's SplitMix64, started from seed and star
/// number.
///
/// Every star has its own sequence, so any star can be made again without its predecessors, on any
/// thread. Only IEEE arithmetic and StrictMath are used: the same numbers on every machine.
final class StarRandom {
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private long state;

    StarRandom(long seed, long star) {
        this.state = mix(seed + GOLDEN) ^ mix(star * GOLDEN + 1);
    }

    /// Answers a number in [0, 1).
    double uniform() {
        state += GOLDEN;
        return (mix(state) >>> 11) * 0x1.0p-53;
    }

    /// Answers a number in [low, high).
    double uniform(double low, double high) {
        return low + (high - low) * uniform();
    }

    /// Answers a number in (-1, 1) with a peak at 0: the kernel of linear interpolation.
    double triangular() {
        return uniform() + uniform() - 1;
    }

    /// Answers a normal deviate by Marsaglia's polar method.
    double gaussian() {
        double u;
        double square;
        do {
            u = 2 * uniform() - 1;
            double v = 2 * uniform() - 1;
            square = u * u + v * v;
        } while (square >= 1 || square == 0);
        return u * Math.sqrt(-2 * StrictMath.log(square) / square);
    }

    boolean chance(double probability) {
        return uniform() < probability;
    }

    private static long mix(long z) {
        long v = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        v = (v ^ v >>> 27) * 0x94D0_49BB_1331_11EBL;
        return v ^ v >>> 31;
    }
}
