package org.almagest.ingest.parquet;

/// Repetition or definition levels of a page, in order.
interface LevelDecoder {
    /// Fills `out[0 .. count)` with the next levels; fails where the page has fewer.
    void decode(int[] out, int count);

    /// Takes the next `count` levels where that all of them are `value` can be told at once; answers
    /// whether it did.
    default boolean takeAll(int value, int count) {
        return false;
    }
}
