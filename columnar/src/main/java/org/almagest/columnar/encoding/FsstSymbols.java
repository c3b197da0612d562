package org.almagest.columnar.encoding;

/// The symbols of a page of coded text: by code, up to eight bytes (the first one lowest) and how
/// many they are. Immutable.
record FsstSymbols(long[] bytes, int[] lengths, int count) {
    static final FsstSymbols NONE = new FsstSymbols(new long[256], new int[256], 0);

    /// The code that says: the next byte stands for itself.
    static final int ESCAPE = 255;
    static final int MAX_SYMBOLS = 255;
    static final int MAX_SYMBOL_BYTES = 8;

    /// Bytes before the symbols: their count and zeros, so that the lengths follow.
    static final int HEADER_BYTES = 8;

    /// Answers the bytes of the table in a page.
    int tableBytes() {
        return HEADER_BYTES + count * (1 + MAX_SYMBOL_BYTES);
    }

    void write(ByteSink sink) {
        sink.put16(count);
        sink.putZeros(HEADER_BYTES - 2);
        for (int i = 0; i < count; i++) {
            sink.put64(bytes[i]);
        }
        for (int i = 0; i < count; i++) {
            sink.put8(lengths[i]);
        }
    }

    /// Reads the table that stands at `at` and must end by `end`.
    static FsstSymbols read(CheckedPage page, long at, long end) {
        page.require(at + HEADER_BYTES <= end, "symbols at byte %d", at, "inside the page");
        int count = page.u16(at);
        page.require(count <= MAX_SYMBOLS, "%d symbols", count, "at most 255");
        FsstSymbols symbols = new FsstSymbols(new long[256], new int[256], count);
        page.require(at + symbols.tableBytes() <= end, "%d symbols", count, "before the first block");
        for (int i = 0; i < count; i++) {
            symbols.bytes[i] = page.i64(at + HEADER_BYTES + 8L * i);
            int length = page.u8(at + HEADER_BYTES + 8L * count + i);
            page.require(length >= 1 && length <= MAX_SYMBOL_BYTES, "a symbol of %d bytes", length, "1 to 8");
            symbols.lengths[i] = length;
        }
        return symbols;
    }
}
