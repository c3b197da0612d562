package org.almagest.columnar.scan;

/// A share of a source's rows, picked by their places and a seed: the same seed picks the same rows of
/// the same snapshot, at any number of threads.
///
/// @param method whether each row is picked for itself, or pages are with all their rows
/// @param share from 0 to 1
public record Sample(Method method, double share, long seed) {
    /// What is picked.
    public enum Method {
        /// Each row for itself: every row is read.
        BERNOULLI,
        /// Pages (blocks of rows where there are none): others are not read.
        SYSTEM
    }

    public Sample {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share lies between 0 and 1: " + share);
        }
    }

    /// Answers whether what lies at a place is picked: `place` within `part`.
    public boolean takes(long part, long place) {
        long hash = mixed(mixed(seed ^ mixed(part)) + place);
        return (hash >>> 11) * 0x1p-53 < share;
    }

    /// The finalizer of SplitMix64 (Steele, Lea and Flood 2014).
    private static long mixed(long value) {
        long z = value + 0x9E37_79B9_7F4A_7C15L;
        z = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
        return z ^ z >>> 31;
    }
}
