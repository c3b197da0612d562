package org.almagest.columnar.encoding;

import org.almagest.columnar.kernel.DecimalText;

/// Writes blocks of [NumberedCodec], of pages that it holds. One thread.
final class NumberedEncoder {
    private long[] numbers = {};
    private int[] prefixes = {};
    private int[] paddings = {};

    /// Takes the numbers out of the strings of a page and answers the bytes of its blocks;
    /// MAX_VALUE when some block's strings are not a number behind the same prefix.
    long prepare(PageValues values) {
        int blocks = PageFormat.blocks(values.rows());
        numbers = numbers.length < values.count() ? new long[values.count()] : numbers;
        prefixes = new int[blocks];
        paddings = new int[blocks];
        long bytes = 0;
        for (int block = 0; block < blocks; block++) {
            int from = values.blockFrom(block);
            int count = values.blockCount(block);
            if (count > 0) {
                if (!parse(values, block, from, count)) {
                    return Long.MAX_VALUE;
                }
                bytes += NumberedCodec.HEADER_BYTES + prefixes[block] + DeltaCodec.blockBytes(numbers, from, count);
            }
        }
        return bytes;
    }

    private boolean parse(PageValues values, int block, int from, int count) {
        byte[] source = values.source();
        int first = values.start(from);
        int prefix = prefixLength(source, first, values.length(from));
        if (prefix > NumberedCodec.MAX_PREFIX) {
            return false;
        }
        boolean zeroes = false;
        boolean sameLength = true;
        for (int i = from; i < from + count; i++) {
            int start = values.start(i);
            int digits = values.length(i) - prefix;
            if (digits < 1 || digits > DecimalText.MAX_DIGITS || !startsAlike(source, first, start, prefix)) {
                return false;
            }
            long number = number(source, start + prefix, digits);
            if (number < 0) {
                return false;
            }
            numbers[i] = number;
            zeroes |= digits > 1 && source[start + prefix] == '0';
            sameLength &= values.length(i) == values.length(from);
        }
        int digits = values.length(from) - prefix;
        prefixes[block] = prefix;
        paddings[block] = zeroes ? digits : 0;
        return !zeroes || sameLength && digits <= NumberedCodec.MAX_PADDED;
    }

    /// Answers the bytes before the digits at the end, of which at most 19 are taken, 18 when there
    /// are more.
    private static int prefixLength(byte[] source, int start, int length) {
        int prefix = length;
        while (prefix > 0 && isDigit(source[start + prefix - 1])) {
            prefix--;
        }
        return length - prefix > DecimalText.MAX_DIGITS ? length - NumberedCodec.MAX_PADDED : prefix;
    }

    private static boolean isDigit(byte value) {
        return value >= '0' && value <= '9';
    }

    private static boolean startsAlike(byte[] source, int a, int b, int length) {
        for (int i = 0; i < length; i++) {
            if (source[a + i] != source[b + i]) {
                return false;
            }
        }
        return true;
    }

    /// Answers a number, negative when it is none or does not fit.
    private static long number(byte[] source, int at, int digits) {
        long number = 0;
        for (int i = at; i < at + digits; i++) {
            if (!isDigit(source[i])) {
                return -1;
            }
            // Nineteen digits overflow into the sign at most, and once.
            number = number * 10 + (source[i] - '0');
        }
        return number;
    }

    /// Writes a block of the page that was prepared, from value `from` on.
    void encode(PageValues values, int block, int from, int count, ByteSink sink) {
        sink.put8(prefixes[block]);
        sink.put8(paddings[block]);
        sink.put(values.source(), values.start(from), prefixes[block]);
        DeltaCodec.encode(numbers, from, count, sink);
    }
}
