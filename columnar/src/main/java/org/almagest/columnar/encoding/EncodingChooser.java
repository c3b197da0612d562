package org.almagest.columnar.encoding;

import org.almagest.columnar.schema.Compression;

/// Picks the encoding of a page: the one with the lowest cost in bytes, decode time converted to
/// bytes.
///
/// Numbers: a page is read from memory at about 30 bytes per ns and decoded by one core meanwhile,
/// but it also waits for disk at a tenth of that; one nanosecond of decoding per value is held equal
/// to [#BYTES_PER_NANO] bytes per value. Plain floats are read where they stand, without decoding,
/// so that doubles are encoded, and real floats cut ([Encoding#ALP_RD]), only where that saves more
/// than a byte and a half or two. Text: whoever reads it looks at its bytes, so decoding is a share of them; coded text
/// must
/// be smaller by a fifth.
///
/// Constants need no comparison. Integers and codes are sized exactly; ALP, ALP-RD and FSST from
/// samples. Decode times are the measured ones of the wide kernels. For an archive only bytes count.
final class EncodingChooser {
    private static final double BYTES_PER_NANO = 2;

    private static final double FOR_NANOS = 0.1;
    private static final double DELTA_NANOS = 0.35;
    private static final double PATCH_NANOS = 2;

    /// Decoding takes 0.15; the rest is what reading where a value stands is worth: more for doubles,
    /// which sums take from the page without any copy.
    private static final double ALP_FLOAT_NANOS = 0.4;

    private static final double ALP_DOUBLE_NANOS = 0.85;

    private static final double PLAIN_NANOS = 0.1;
    private static final double NUMBER_LOOKUP_NANOS = 0.4;
    private static final double RUN_NANOS = 4;

    /// Joining takes 0.2; the rest likewise, the more so as little is saved.
    private static final double ALP_RD_NANOS = 1.05;

    private static final double CODED_TEXT = 1.25;

    private final PageValues values;
    private final boolean archive;
    private Encoding best = Encoding.PLAIN;
    private double bestCost = Double.MAX_VALUE;

    private EncodingChooser(PageValues values, Compression compression) {
        this.values = values;
        archive = compression == Compression.ARCHIVE;
    }

    /// Chooses for one page. `codes` are those of its values, or empty without a dictionary. The
    /// encoder of the encoding that is answered is left prepared.
    static Encoding choose(PageValues values, long[] codes, PageEncoders encoders, Compression compression) {
        if (values.isConstant()) {
            return Encoding.CONSTANT;
        }
        EncodingChooser chooser = new EncodingChooser(values, compression);
        switch (values.kind()) {
            case INT, LONG -> chooser.offerIntegers();
            case FLOAT, DOUBLE -> chooser.offerFloats(encoders);
            case BYTES -> {
                chooser.offerText(codes, encoders);
                return chooser.best;
            }
        }
        chooser.offer(Encoding.PLAIN, values.totalBytes(), PLAIN_NANOS);
        long runBytes = chooser.runBytes();
        double runs = runBytes / (2.0 + values.kind().valueBytes()) / Math.max(1, values.count());
        chooser.offer(Encoding.RUN_LENGTH, runBytes, FOR_NANOS + runs * RUN_NANOS);
        if (codes.length > 0) {
            long bytes = packedBytes(ValueKind.INT, values, codes);
            chooser.offer(Encoding.DICTIONARY, bytes, FOR_NANOS + NUMBER_LOOKUP_NANOS);
        }
        return chooser.best;
    }

    private void offerIntegers() {
        offer(Encoding.FOR, packedBytes(values.kind(), values, values.bits()), FOR_NANOS);
        if (values.kind() == ValueKind.LONG) {
            long bytes = 0;
            for (int block = 0; block < PageFormat.blocks(values.rows()); block++) {
                int count = values.blockCount(block);
                bytes += count == 0
                        ? 0
                        : PageFormat.roundUp8(DeltaCodec.blockBytes(values.bits(), values.blockFrom(block), count));
            }
            offer(Encoding.DELTA, bytes, DELTA_NANOS);
        }
    }

    private void offerFloats(PageEncoders encoders) {
        long alpBytes = encoders.alp().prepare(values);
        if (alpBytes != Long.MAX_VALUE) {
            double patches = encoders.alp().exceptionShare(values);
            double nanos = values.kind() == ValueKind.DOUBLE ? ALP_DOUBLE_NANOS : ALP_FLOAT_NANOS;
            offer(Encoding.ALP, alpBytes, nanos + patches * PATCH_NANOS);
        }
        offer(Encoding.ALP_RD, encoders.alpRd().prepare(values), ALP_RD_NANOS);
    }

    private void offerText(long[] codes, PageEncoders encoders) {
        long plain = PlainTextCodec.bytes(values);
        offerText(Encoding.PLAIN, plain, 1);
        if (codes.length > 0) {
            offerText(Encoding.DICTIONARY, packedBytes(ValueKind.INT, values, codes), 1);
        }
        if (best == Encoding.DICTIONARY && !archive) {
            return;
        }
        long numbered = encoders.numbered().prepare(values);
        if (numbered != Long.MAX_VALUE) {
            offerText(Encoding.NUMBERED, numbered, CODED_TEXT);
        } else {
            offerText(Encoding.FSST, encoders.fsst().estimate(values) + values.count(), CODED_TEXT);
        }
    }

    private void offerText(Encoding encoding, long bytes, double factor) {
        offerCost(encoding, archive ? bytes : bytes * factor);
    }

    private void offer(Encoding encoding, long bytes, double nanos) {
        offerCost(encoding, archive ? bytes : bytes + values.count() * nanos * BYTES_PER_NANO);
    }

    private void offerCost(Encoding encoding, double cost) {
        if (cost < bestCost) {
            best = encoding;
            bestCost = cost;
        }
    }

    private long runBytes() {
        long bytes = 0;
        for (int block = 0; block < PageFormat.blocks(values.rows()); block++) {
            int count = values.blockCount(block);
            if (count > 0) {
                int from = values.blockFrom(block);
                bytes += PageFormat.roundUp8(RunLengthCodec.blockBytes(values.kind(), values.bits(), from, count));
            }
        }
        return bytes;
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
