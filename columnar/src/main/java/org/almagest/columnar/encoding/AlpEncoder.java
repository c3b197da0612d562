package org.almagest.columnar.encoding;

import java.util.Arrays;

/// Writes blocks of [AlpFormat]: finds exponents on a sample of the page, the best of these for
/// each block. One thread.
final class AlpEncoder {
    private static final int PAGE_SAMPLE = 64;
    private static final int BLOCK_SAMPLE = 32;
    private static final int CANDIDATES = 4;
    private static final int EXCEPTION_POSITION_BYTES = 2;

    private final long[] sample = new long[PAGE_SAMPLE];
    private final int[] exponents = new int[CANDIDATES];
    private final int[] factors = new int[CANDIDATES];
    private final long[] costs = new long[CANDIDATES];
    private final long[] digits = new long[PageFormat.BLOCK_ROWS];
    private final int[] exceptions = new int[PageFormat.BLOCK_ROWS];

    /// Keeps the exponents that pack a sample of the page best and answers the bytes estimated for
    /// the page.
    long prepare(PageValues values) {
        int sampled = takeSample(values.bits(), 0, values.count(), PAGE_SAMPLE);
        Arrays.fill(costs, Long.MAX_VALUE);
        for (int exponent = AlpFormat.maxExponent(values.kind()); exponent >= 0; exponent--) {
            for (int factor = exponent; factor >= 0; factor--) {
                keepIfBetter(exponent, factor, sampleBits(values.kind(), sampled, exponent, factor));
            }
        }
        return costs[0] == Long.MAX_VALUE ? Long.MAX_VALUE : costs[0] * values.count() / Math.max(1, sampled) / 8;
    }

    /// Answers the share of the page's sample that the best exponents do not give back: what is
    /// patched, each by itself.
    double exceptionShare(PageValues values) {
        int sampled = takeSample(values.bits(), 0, values.count(), PAGE_SAMPLE);
        int failed = 0;
        for (int i = 0; i < sampled; i++) {
            long candidate = AlpFormat.digits(values.kind(), sample[i], exponents[0], factors[0]);
            long back = AlpFormat.valueBits(values.kind(), candidate, exponents[0], factors[0]);
            failed += back == sample[i] ? 0 : 1;
        }
        return failed / (double) Math.max(1, sampled);
    }

    private int takeSample(long[] bits, int from, int count, int most) {
        int sampled = Math.min(most, count);
        int stride = count / Math.max(1, sampled);
        for (int i = 0; i < sampled; i++) {
            // The scattered part keeps the sample out of step with periodic data.
            int scattered = (i * 0x9E37_79B1 >>> 8) % stride;
            sample[i] = bits[from + i * stride + scattered];
        }
        return sampled;
    }

    private void keepIfBetter(int exponent, int factor, long cost) {
        int at = CANDIDATES;
        while (at > 0 && cost < costs[at - 1]) {
            at--;
        }
        if (at == CANDIDATES) {
            return;
        }
        for (int i = CANDIDATES - 1; i > at; i--) {
            costs[i] = costs[i - 1];
            exponents[i] = exponents[i - 1];
            factors[i] = factors[i - 1];
        }
        costs[at] = cost;
        exponents[at] = exponent;
        factors[at] = factor;
    }

    /// Answers the bits that the sample would take, MAX_VALUE when nothing in it is decimal.
    private long sampleBits(ValueKind kind, int sampled, int exponent, int factor) {
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        int failed = 0;
        for (int i = 0; i < sampled; i++) {
            long candidate = AlpFormat.digits(kind, sample[i], exponent, factor);
            if (AlpFormat.valueBits(kind, candidate, exponent, factor) == sample[i]) {
                least = Math.min(least, candidate);
                most = Math.max(most, candidate);
            } else if (++failed * 2 > sampled) {
                return Long.MAX_VALUE;
            }
        }
        if (failed == sampled) {
            return Long.MAX_VALUE;
        }
        int exceptionBits = 8 * (EXCEPTION_POSITION_BYTES + kind.valueBytes());
        return (long) sampled * BitPacking.widthOf(most - least) + (long) failed * exceptionBits;
    }

    /// Writes values `from .. from + count` as one block, with one of the exponents that [#prepare]
    /// kept.
    void encode(PageValues values, int from, int count, ByteSink sink) {
        ValueKind kind = values.kind();
        int best = bestCandidate(values, from, count);
        if (best < 0) {
            encodeRaw(values, from, count, sink);
            return;
        }
        int exponent = exponents[best];
        int factor = factors[best];
        int failed = 0;
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            long bits = values.bits()[from + i];
            long candidate = AlpFormat.digits(kind, bits, exponent, factor);
            digits[i] = candidate;
            if (AlpFormat.valueBits(kind, candidate, exponent, factor) == bits) {
                least = Math.min(least, candidate);
                most = Math.max(most, candidate);
            } else {
                exceptions[failed++] = i;
            }
        }
        int width = BitPacking.widthOf(most - least);
        int exceptionBytes = failed * (EXCEPTION_POSITION_BYTES + kind.valueBytes());
        long bytes = AlpFormat.headerBytes(kind) + BitPacking.packedBytes(count, width) + (long) exceptionBytes;
        if (failed == count || width > AlpFormat.maxWidth(kind) || bytes > (long) count * kind.valueBytes()) {
            encodeRaw(values, from, count, sink);
            return;
        }
        for (int i = 0; i < failed; i++) {
            digits[exceptions[i]] = least;
        }
        sink.put8(exponent);
        sink.put8(factor);
        sink.put8(width);
        sink.put8(AlpFormat.form(kind));
        sink.put16(failed);
        sink.putLow(least, kind.valueBytes());
        BitPacking.pack(digits, 0, count, least, width, sink);
        for (int i = 0; i < failed; i++) {
            sink.put16(exceptions[i]);
        }
        for (int i = 0; i < failed; i++) {
            sink.putLow(values.bits()[from + exceptions[i]], kind.valueBytes());
        }
    }

    private int bestCandidate(PageValues values, int from, int count) {
        int sampled = takeSample(values.bits(), from, count, BLOCK_SAMPLE);
        int best = -1;
        long bestBits = Long.MAX_VALUE;
        for (int i = 0; i < CANDIDATES && costs[i] != Long.MAX_VALUE; i++) {
            long bits = sampleBits(values.kind(), sampled, exponents[i], factors[i]);
            if (bits < bestBits) {
                best = i;
                bestBits = bits;
            }
        }
        return best;
    }

    private static void encodeRaw(PageValues values, int from, int count, ByteSink sink) {
        sink.put8(AlpFormat.RAW);
        sink.putZeros(AlpFormat.RAW_VALUES_AT - 1);
        PlainCodec.encode(values.kind(), values.bits(), from, count, sink);
    }
}
