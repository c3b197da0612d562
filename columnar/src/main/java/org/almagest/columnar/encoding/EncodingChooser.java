package org.almagest.columnar.encoding;

/// Picks the encoding of a page: the one with the lowest cost in bytes, decode time converted to
/// bytes.
///
/// A page is read from memory at about 30 bytes per ns and decoded by one core meanwhile, but it
/// also waits for disk at a tenth of that; one nanosecond of decoding per value is held equal to
/// [#BYTES_PER_NANO] bytes per value. Constants need no comparison. Frame of reference, codes and
/// plain are sized exactly from block minima and maxima; ALP from its sample. Decode times are the
/// measured ones of the wide kernels.
final class EncodingChooser {
    private static final double BYTES_PER_NANO = 2;

    private static final double FOR_NANOS = 0.1;
    private static final double ALP_NANOS = 0.15;
    private static final double PLAIN_NANOS = 0.1;
    private static final double NUMBER_LOOKUP_NANOS = 0.4;

    private EncodingChooser() {}

    /// Chooses for one page. `codes` are those of its values, or empty without a dictionary. `alp`
    /// is left prepared when the answer is ALP.
    static Encoding choose(PageValues values, long[] codes, AlpEncoder alp) {
        if (values.isConstant()) {
            return Encoding.CONSTANT;
        }
        Encoding best = Encoding.PLAIN;
        double bestCost = cost(values.totalBytes(), values.count(), PLAIN_NANOS);
        if (values.kind() == ValueKind.INT || values.kind() == ValueKind.LONG) {
            double cost = cost(packedBytes(values.kind(), values, values.bits()), values.count(), FOR_NANOS);
            if (cost < bestCost) {
                best = Encoding.FOR;
                bestCost = cost;
            }
        }
        if (codes.length > 0) {
            double nanos = values.kind() == ValueKind.BYTES ? FOR_NANOS : FOR_NANOS + NUMBER_LOOKUP_NANOS;
            double cost = cost(packedBytes(ValueKind.INT, values, codes), values.count(), nanos);
            if (cost < bestCost) {
                best = Encoding.DICTIONARY;
                bestCost = cost;
            }
        }
        if (values.kind() == ValueKind.FLOAT || values.kind() == ValueKind.DOUBLE) {
            long bytes = alp.prepare(values);
            if (bytes != Long.MAX_VALUE && cost(bytes, values.count(), ALP_NANOS) < bestCost) {
                best = Encoding.ALP;
            }
        }
        return best;
    }

    private static double cost(long bytes, int count, double nanos) {
        return bytes + count * nanos * BYTES_PER_NANO;
    }

    /// Answers what [ForCodec] would write for the page.
    static long packedBytes(ValueKind kind, PageValues values, long[] bits) {
        long bytes = 0;
        for (int block = 0; block < PageFormat.blocks(values.rows()); block++) {
            int from = values.blockFrom(block);
            int count = values.blockCount(block);
            long min = Long.MAX_VALUE;
            long max = Long.MIN_VALUE;
            for (int i = from; i < from + count; i++) {
                min = Math.min(min, bits[i]);
                max = Math.max(max, bits[i]);
            }
            bytes += count == 0 ? 0 : PageFormat.roundUp8(ForCodec.blockBytes(kind, count, min, max));
        }
        return bytes;
    }

    /// Tells whether a dictionary is likely to repay its own bytes over a chunk.
    ///
    /// Compares entries and codes of full width with what the values take otherwise: packed where
    /// they are integers, plain where not.
    static boolean dictionaryPays(PageValues chunk, int entries, long entryBytes) {
        long codeBytes = BitPacking.packedBytes(chunk.count(), BitPacking.widthOf(entries - 1));
        long otherwise = chunk.totalBytes();
        if (chunk.kind() == ValueKind.INT || chunk.kind() == ValueKind.LONG) {
            otherwise = Math.min(otherwise, packedBytes(chunk.kind(), chunk, chunk.bits()));
        }
        return entryBytes + codeBytes < otherwise;
    }
}
