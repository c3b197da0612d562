package org.almagest.columnar.encoding;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.almagest.columnar.kernel.DecodeKernels;

/// Byte strings as they are, less the bytes with which all of a block begin.
///
/// ```text
///  0  u8   prefix length p, at most 64
///  1  u8   width w of a packed length, 0-29
///  2  u32  least suffix length l, at most 2^29
///  6  u32  total of the suffix lengths, at most 2^31 - 1
/// 10  packed lengths (BitPacking): suffix length - l
///  .  p bytes, the prefix of every string
///  .  the suffixes, one behind the other
/// ```
///
/// Sorted identifiers share most of their leading digits, and names of one catalogue their first
/// word: the prefix costs once what plain text would pay on every row. Where all lengths agree `w`
/// is 0.
final class PlainTextCodec implements PageCodec {
    static final PlainTextCodec INSTANCE = new PlainTextCodec();

    private static final int HEADER_BYTES = 10;
    private static final int MAX_PREFIX = PageFormat.SLACK_BYTES;
    private static final int MAX_LENGTH_WIDTH = 29;
    private static final int MAX_LEAST_LENGTH = 1 << 29;

    private PlainTextCodec() {}

    /// Writes strings `from .. from + count` as one block.
    static void encode(PageValues values, int from, int count, ByteSink sink) {
        int prefix = sharedPrefix(values, from, count);
        int least = Integer.MAX_VALUE;
        int most = 0;
        long total = 0;
        for (int i = from; i < from + count; i++) {
            int suffix = values.length(i) - prefix;
            least = Math.min(least, suffix);
            most = Math.max(most, suffix);
            total += suffix;
        }
        if (most > MAX_LEAST_LENGTH || total > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the strings of a block must stay below 512 MiB: " + total);
        }
        int width = BitPacking.widthOf(most - least);
        sink.put8(prefix);
        sink.put8(width);
        sink.put32(least);
        sink.put32((int) total);
        BitPacking.pack(values.lengths(), from, count, (long) least + prefix, width, sink);
        sink.put(values.source(), values.start(from), prefix);
        for (int i = from; i < from + count; i++) {
            sink.put(values.source(), values.start(i) + prefix, values.length(i) - prefix);
        }
    }

    /// Answers the bytes of the blocks of a page.
    static long bytes(PageValues values) {
        long bytes = 0;
        for (int block = 0; block < PageFormat.blocks(values.rows()); block++) {
            int from = values.blockFrom(block);
            int count = values.blockCount(block);
            if (count > 0) {
                int prefix = sharedPrefix(values, from, count);
                int least = Integer.MAX_VALUE;
                int most = 0;
                for (int i = from; i < from + count; i++) {
                    least = Math.min(least, values.length(i));
                    most = Math.max(most, values.length(i));
                    bytes += values.length(i) - prefix;
                }
                bytes += HEADER_BYTES + prefix + BitPacking.packedBytes(count, BitPacking.widthOf(most - least));
            }
        }
        return bytes;
    }

    private static int sharedPrefix(PageValues values, int from, int count) {
        byte[] source = values.source();
        int first = values.start(from);
        int prefix = Math.min(MAX_PREFIX, values.length(from));
        for (int i = from + 1; i < from + count && prefix > 0; i++) {
            int start = values.start(i);
            int limit = Math.min(prefix, values.length(i));
            int same = 0;
            while (same < limit && source[first + same] == source[start + same]) {
                same++;
            }
            prefix = same;
        }
        return prefix;
    }

    @Override
    public boolean supports(ValueKind kind) {
        return kind == ValueKind.BYTES;
    }

    @Override
    public void checkBlock(CheckedPage page, int block) {
        int room = page.bytesIn(block);
        page.require(room >= HEADER_BYTES, "block of %d bytes", room, "10 or more");
        long at = page.start(block);
        page.require(prefixLength(page, at) <= MAX_PREFIX, "prefix of %d bytes", prefixLength(page, at), "at most 64");
        page.require(width(page, at) <= MAX_LENGTH_WIDTH, "width %d", width(page, at), "0 to 29");
        int least = least(page, at);
        page.require(least >= 0 && least <= MAX_LEAST_LENGTH, "least length %d", least, "0 to 2^29");
        int total = page.i32(at + 6);
        long needed = HEADER_BYTES
                + (long) BitPacking.packedBytes(page.valuesIn(block), width(page, at))
                + prefixLength(page, at)
                + total;
        page.require(total >= 0 && needed <= room, "strings of %d bytes", total, "inside the block");
        boolean sameLength = width(page, at) == 0;
        long product = (long) page.valuesIn(block) * least;
        page.require(!sameLength || total == product, "strings of %d bytes in all", total, "%d", product);
    }

    @Override
    public long bytes(CheckedPage page, int block, int count, BytesBlock out, int[] lengths) {
        long at = page.start(block);
        int prefix = prefixLength(page, at);
        long total = decodeLengths(page, block, count, lengths);
        byte[] to = out.reserve(total);
        long prefixAt = prefixAt(page, at, count);
        if (prefix == 0) {
            MemorySegment.copy(page.bytes, ValueLayout.JAVA_BYTE, prefixAt, to, 0, (int) total);
        } else {
            DecodeKernels.copyPrefixed(page.bytes, prefixAt, prefix, prefixAt + prefix, lengths, count, to);
        }
        return total;
    }

    /// Decodes the lengths of a block, prefix included, and answers their sum, having checked it.
    private static long decodeLengths(CheckedPage page, int block, int count, int[] lengths) {
        long at = page.start(block);
        int prefix = prefixLength(page, at);
        int width = width(page, at);
        DecodeKernels.unpackInts(page.bytes, at + HEADER_BYTES, width, least(page, at) + prefix, count, lengths);
        long total = 0;
        for (int i = 0; i < count; i++) {
            total += lengths[i];
        }
        long expected = page.i32(at + 6) + (long) count * prefix;
        page.require(total == expected, "strings of %d bytes in all", total, "%d", expected);
        return total;
    }

    /// Leaves the offset of each suffix in the page's scratch space, unless all have one length.
    @Override
    public void prepareBytesAt(CheckedPage page, int block) {
        if (width(page, page.start(block)) == 0) {
            return;
        }
        int[] starts = page.scratch();
        int count = page.valuesIn(block);
        int prefix = prefixLength(page, page.start(block));
        decodeLengths(page, block, count, starts);
        int at = 0;
        for (int i = 0; i < count; i++) {
            int suffix = starts[i] - prefix;
            starts[i] = at;
            at += suffix;
        }
    }

    @Override
    public int bytesAt(CheckedPage page, int block, int ordinal, BytesBlock out, int at) {
        long start = page.start(block);
        int prefix = prefixLength(page, start);
        int width = width(page, start);
        long suffix = width == 0 ? (long) ordinal * least(page, start) : page.scratch()[ordinal];
        int length = least(page, start) + (int) ForCodec.packedAt(page, start + HEADER_BYTES, width, ordinal);
        long prefixAt = prefixAt(page, start, page.valuesIn(block));
        byte[] to = out.grow((long) at + prefix + length);
        MemorySegment.copy(page.bytes, ValueLayout.JAVA_BYTE, prefixAt, to, at, prefix);
        MemorySegment.copy(page.bytes, ValueLayout.JAVA_BYTE, prefixAt + prefix + suffix, to, at + prefix, length);
        return prefix + length;
    }

    private static int prefixLength(CheckedPage page, long at) {
        return page.u8(at);
    }

    private static int width(CheckedPage page, long at) {
        return page.u8(at + 1);
    }

    private static int least(CheckedPage page, long at) {
        return page.i32(at + 2);
    }

    private static long prefixAt(CheckedPage page, long at, int count) {
        return at + HEADER_BYTES + BitPacking.packedBytes(count, width(page, at));
    }
}
