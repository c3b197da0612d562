package org.almagest.ingest.parquet;

/// The values of a page that are not NULL, in order.
interface ValueDecoder {
    /// Fills the first `count` values of the buffer; fails where the page has fewer.
    void decode(ValueBuffer out, int count);

    /// Answers whether the values are in the column's form already (a dictionary's are).
    default boolean isConverted() {
        return false;
    }
}
