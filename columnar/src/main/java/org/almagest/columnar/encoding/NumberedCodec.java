package org.almagest.columnar.encoding;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.almagest.columnar.kernel.DecimalText;

/// Text that is the same words followed by a number, as designations are: the number is kept, not
/// its digits.
///
/// ```text
///  0  u8   prefix length p, at most 64
///  1  u8   digits d: 0 as many as the number has, 1-18 padded with zeros to so many
///  2  p bytes  the prefix of every string
///  .  a LONG block of DeltaCodec, of numbers from 0 to 2^63 - 1 (with d, below 10^d)
/// ```
final class NumberedCodec implements PageCodec {
    static final NumberedCodec INSTANCE = new NumberedCodec();

    static final int HEADER_BYTES = 2;
    static final int MAX_PREFIX = PageFormat.SLACK_BYTES;
    static final int MAX_PADDED = 18;

    private NumberedCodec() {}

    @Override
    public boolean supports(ValueKind kind) {
        return kind == ValueKind.BYTES;
    }

    @Override
    public void checkBlock(CheckedPage page, int block) {
        int room = page.bytesIn(block);
        page.require(room >= HEADER_BYTES, "block of %d bytes", room, "2 or more");
        long at = page.start(block);
        page.require(prefixLength(page, at) <= MAX_PREFIX, "prefix of %d bytes", prefixLength(page, at), "at most 64");
        page.require(padded(page, at) <= MAX_PADDED, "%d digits", padded(page, at), "at most 18");
        DeltaCodec.check(page, numbersAt(page, at), page.valuesIn(block), room - (int) (numbersAt(page, at) - at));
    }

    private static int prefixLength(CheckedPage page, long at) {
        return page.u8(at);
    }

    private static int padded(CheckedPage page, long at) {
        return page.u8(at + 1);
    }

    private static long numbersAt(CheckedPage page, long at) {
        return at + HEADER_BYTES + prefixLength(page, at);
    }

    @Override
    public long bytes(CheckedPage page, int block, int count, BytesBlock out, int[] lengths) {
        long at = page.start(block);
        int padded = padded(page, at);
        long[] numbers = page.longScratch();
        DeltaCodec.decode(page, numbersAt(page, at), count, numbers);
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, numbers[i]);
            most = Math.max(most, numbers[i]);
        }
        requireNumber(page, padded, least);
        requireNumber(page, padded, most);
        int prefix = prefixLength(page, at);
        byte[] to = out.reserve((long) count * (prefix + DecimalText.MAX_DIGITS));
        long[] words = page.wordScratch();
        return DecimalText.write(page.bytes, at + HEADER_BYTES, prefix, numbers, words, count, padded, to, lengths);
    }

    private static void requireNumber(CheckedPage page, int padded, long number) {
        boolean fits = number >= 0 && (padded == 0 || number < DecimalText.power(padded));
        page.require(fits, "number %d", number, "one of %d digits, or 0 or more", padded);
    }

    @Override
    public int touch(CheckedPage page, int block, int ordinal) {
        return DeltaCodec.touch(page, numbersAt(page, page.start(block)), page.valuesIn(block), ordinal);
    }

    @Override
    public int bytesAt(CheckedPage page, int block, int ordinal, BytesBlock out, int at) {
        long start = page.start(block);
        int prefix = prefixLength(page, start);
        int padded = padded(page, start);
        long number = DeltaCodec.valueAt(page, numbersAt(page, start), page.valuesIn(block), ordinal);
        requireNumber(page, padded, number);
        int digits = padded == 0 ? DecimalText.digits(number) : padded;
        byte[] to = out.grow((long) at + prefix + digits);
        MemorySegment.copy(page.bytes, ValueLayout.JAVA_BYTE, start + HEADER_BYTES, to, at, prefix);
        long rest = number;
        for (int i = at + prefix + digits - 1; i >= at + prefix; i--) {
            to[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return prefix + digits;
    }
}
