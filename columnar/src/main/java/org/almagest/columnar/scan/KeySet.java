package org.almagest.columnar.scan;

/// The keys that a join has built, for the scan of its other side: a value that it refuses has no
/// partner. Once it is filled, any number of threads may ask.
public sealed interface KeySet permits KeyFilter, KeyBits {
    /// Answers false only where a value is no key.
    boolean mayContain(long value);

    /// Answers false only where no key lies between two values, ends included.
    boolean mayContainAny(long least, long greatest);

    /// Clears the bits of `mask` whose rows are refused; values of rows whose bits are not set may be
    /// anything.
    void longs(long[] values, int rows, long[] mask);

    /// As `longs`.
    void ints(int[] values, int rows, long[] mask);
}
