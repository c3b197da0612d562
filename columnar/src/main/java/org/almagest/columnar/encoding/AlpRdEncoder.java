package org.almagest.columnar.encoding;

import java.util.Arrays;

/// Writes blocks of [AlpRdFormat]: finds the best cut on a sample of the page, the left parts for
/// each block. One thread.
final class AlpRdEncoder {
    private static final int SAMPLE = 256;
    private static final int LEFT_PARTS = 1 << AlpRdFormat.MAX_CODE_BITS;

    /// How often each left part occurs; all zero between uses.
    private final int[] counts = new int[1 << 16];

    private final int[] seen = new int[PageFormat.BLOCK_ROWS];
    private final int[] frequent = new int[LEFT_PARTS];
    private final int[] codeOf = new int[1 << 16];
    private final long[] sample = new long[SAMPLE];
    private final long[] packed = new long[PageFormat.BLOCK_ROWS];
    private final int[] exceptions = new int[PageFormat.BLOCK_ROWS + 1];
    private final int[] frequentCounts = new int[LEFT_PARTS];
    private int known;
    private int rightBits;

    /// Chooses the cut for a page and answers the bytes estimated for it.
    long prepare(PageValues values) {
        rightBits = AlpRdFormat.maxRightBits(values.kind());
        long best = Long.MAX_VALUE;
        int bestBits = rightBits;
        for (int bits = AlpRdFormat.minRightBits(values.kind());
                bits <= AlpRdFormat.maxRightBits(values.kind());
                bits++) {
            long total = 0;
            // One block in four is looked at: neighbours resemble each other.
            int blocks = 0;
            for (int block = 0; block < PageFormat.blocks(values.rows()); block += 4) {
                int count = Math.min(SAMPLE, values.blockCount(block));
                if (count > 0) {
                    takeSample(values, block, count);
                    countLeftParts(values.kind(), sample, 0, count, bits);
                    int codeBits = bestCodeBits(count, bits);
                    total += (long) values.blockCount(block) * sampleBytes(count, bits, codeBits) / count;
                    total += AlpRdFormat.rightAt(codeBits);
                    blocks += values.blockCount(block);
                }
            }
            long estimate = blocks == 0 ? values.totalBytes() : (long) ((double) total * values.count() / blocks);
            if (estimate < best) {
                best = estimate;
                bestBits = bits;
            }
        }
        rightBits = bestBits;
        return best;
    }

    private void takeSample(PageValues values, int block, int count) {
        int from = values.blockFrom(block);
        for (int i = 0; i < count; i++) {
            sample[i] = values.bits()[from + (int) ((long) i * values.blockCount(block) / count)];
        }
    }

    private int sampleBytes(int count, int bits, int codeBits) {
        return AlpRdFormat.blockBytes(count, bits, codeBits, failures(count, codeBits)) - AlpRdFormat.rightAt(codeBits);
    }

    /// Leaves the most frequent left parts in [#frequent], [#known] of them by falling count.
    private void countLeftParts(ValueKind kind, long[] bits, int from, int count, int right) {
        int distinct = 0;
        long mask = kind == ValueKind.DOUBLE ? -1L : 0xFFFF_FFFFL;
        for (int i = from; i < from + count; i++) {
            int left = (int) ((bits[i] & mask) >>> right);
            if (counts[left]++ == 0) {
                seen[distinct++] = left;
            }
        }
        known = 0;
        for (int i = 0; i < distinct; i++) {
            insert(seen[i]);
        }
        for (int i = 0; i < known; i++) {
            frequentCounts[i] = counts[frequent[i]];
        }
        for (int i = 0; i < distinct; i++) {
            counts[seen[i]] = 0;
        }
    }

    private void insert(int left) {
        int at = known;
        while (at > 0 && counts[frequent[at - 1]] < counts[left]) {
            at--;
        }
        if (at == LEFT_PARTS) {
            return;
        }
        known = Math.min(LEFT_PARTS, known + 1);
        System.arraycopy(frequent, at, frequent, at + 1, known - 1 - at);
        frequent[at] = left;
    }

    private int failures(int count, int codeBits) {
        int held = 0;
        for (int i = 0; i < Math.min(known, 1 << codeBits); i++) {
            held += frequentCounts[i];
        }
        return count - held;
    }

    private int bestCodeBits(int count, int bits) {
        int best = 0;
        int bestBytes = Integer.MAX_VALUE;
        for (int codeBits = 0; codeBits <= AlpRdFormat.MAX_CODE_BITS; codeBits++) {
            int bytes = AlpRdFormat.blockBytes(count, bits, codeBits, failures(count, codeBits));
            if (bytes < bestBytes) {
                best = codeBits;
                bestBytes = bytes;
            }
        }
        return best;
    }

    /// Writes values `from .. from + count`, at least one, as one block, cut as [#prepare] chose.
    void encode(PageValues values, int from, int count, ByteSink sink) {
        ValueKind kind = values.kind();
        long[] bits = values.bits();
        countLeftParts(kind, bits, from, count, rightBits);
        int codeBits = bestCodeBits(count, rightBits);
        int entries = Math.min(known, 1 << codeBits);
        Arrays.sort(frequent, 0, entries);
        for (int i = 0; i < entries; i++) {
            codeOf[frequent[i]] = i + 1;
        }
        sink.put8(rightBits);
        sink.put8(codeBits);
        sink.put16(failures(count, codeBits));
        for (int i = 0; i < 1 << codeBits; i++) {
            sink.put16(i < entries ? frequent[i] : 0);
        }
        long right = (1L << rightBits) - 1;
        for (int i = 0; i < count; i++) {
            packed[i] = bits[from + i] & right;
        }
        BitPacking.pack(packed, 0, count, 0, rightBits, sink);
        int failed = 0;
        for (int i = 0; i < count; i++) {
            int code = codeOf[left(kind, bits[from + i])];
            packed[i] = Math.max(0, code - 1);
            exceptions[failed] = i;
            failed += code == 0 ? 1 : 0;
        }
        BitPacking.pack(packed, 0, count, 0, codeBits, sink);
        for (int i = 0; i < failed; i++) {
            sink.put16(exceptions[i]);
        }
        for (int i = 0; i < failed; i++) {
            sink.put16(left(kind, bits[from + exceptions[i]]));
        }
        for (int i = 0; i < entries; i++) {
            codeOf[frequent[i]] = 0;
        }
    }

    private int left(ValueKind kind, long bits) {
        return (int) ((kind == ValueKind.DOUBLE ? bits : bits & 0xFFFF_FFFFL) >>> rightBits);
    }
}
