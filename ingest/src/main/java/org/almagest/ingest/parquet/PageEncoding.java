package org.almagest.ingest.parquet;

/// How the values of a page stand; the order is that of the numbers in the file.
enum PageEncoding {
    PLAIN,
    GROUP_VAR_INT,
    PLAIN_DICTIONARY,
    RLE,
    BIT_PACKED,
    DELTA_BINARY_PACKED,
    DELTA_LENGTH_BYTE_ARRAY,
    DELTA_BYTE_ARRAY,
    RLE_DICTIONARY,
    BYTE_STREAM_SPLIT;

    private static final PageEncoding[] ALL = values();

    static String name(long number) {
        return number >= 0 && number < ALL.length ? ALL[(int) number].name() : "encoding " + number;
    }

    boolean is(long number) {
        return ordinal() == number;
    }

    static boolean isDictionary(long number) {
        return PLAIN_DICTIONARY.is(number) || RLE_DICTIONARY.is(number);
    }
}
