package org.almagest.ingest.parquet;

/// Writes the hybrid of run length and bit packing that [HybridDecoder] reads: runs of eight and
/// more equal values as runs, others in groups of eight.
final class HybridEncoder {
    private static final int GROUP = 8;

    private HybridEncoder() {}

    /// Appends `values[from .. to)` of `width` bits.
    static void encode(int[] values, int from, int to, int width, PageBytes out) {
        int at = from;
        while (at < to) {
            int run = run(values, at, to);
            if (run >= GROUP || at + run == to) {
                out.varint(run << 1);
                for (int shift = 0; shift < width; shift += Byte.SIZE) {
                    out.octet(values[at] >>> shift);
                }
                at += run;
            } else {
                at = packed(values, at, to, width, out);
            }
        }
    }

    private static int run(int[] values, int at, int to) {
        int end = at + 1;
        while (end < to && values[end] == values[at]) {
            end++;
        }
        return end - at;
    }

    /// Appends groups up to a run that is worth one, and answers where that begins.
    private static int packed(int[] values, int from, int to, int width, PageBytes out) {
        int end = from;
        while (end < to && (end == from || run(values, end, Math.min(to, end + 2 * GROUP)) < 2 * GROUP)) {
            end += GROUP;
        }
        int groups = (end - from) / GROUP;
        out.varint(groups << 1 | 1);
        long pending = 0;
        int bits = 0;
        for (int i = from; i < end; i++) {
            pending |= (i < to ? values[i] & (1L << width) - 1 : 0) << bits;
            bits += width;
            while (bits >= Byte.SIZE) {
                out.octet((int) pending);
                pending >>>= Byte.SIZE;
                bits -= Byte.SIZE;
            }
        }
        return Math.min(end, to);
    }
}
