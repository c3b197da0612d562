package org.almagest.columnar.encoding;

/// Codes into the dictionary of the column chunk.
///
/// ```text
/// block: an INT block of ForCodec; each value is the position of an entry
/// ```
///
/// Clustered data uses few neighbouring entries in a block, which the block's own base and width
/// exploit. Codes are checked against the dictionary when the page is opened where base and width
/// prove them all, else as they decode.
final class DictionaryCodec implements PageCodec {
    static final DictionaryCodec INSTANCE = new DictionaryCodec();

    private DictionaryCodec() {}

    /// Writes codes `from .. from + count` as one block.
    static void encode(long[] codes, int from, int count, ByteSink sink) {
        ForCodec.encode(ValueKind.INT, codes, from, count, sink);
    }

    @Override
    public boolean supports(ValueKind kind) {
        return true;
    }

    @Override
    public void checkPage(CheckedPage page) {
        if (page.dictionary.kind() != page.kind) {
            throw page.corrupt(
                    "a page of " + page.kind + " codes",
                    "a dictionary of that kind, not of " + page.dictionary.kind() + " (" + page.dictionary.size()
                            + " entries)");
        }
    }

    @Override
    public void checkBlock(CheckedPage page, int block) {
        ForCodec.checkIntBlock(page, block);
    }

    /// Decodes codes, each of which names an entry.
    void codes(CheckedPage page, int block, int count, int[] out) {
        ForCodec.decodeInts(page, block, count, out);
        int size = page.dictionary.size();
        if (ForCodec.greatestCode(page, block) >= size) {
            int most = 0;
            int least = 0;
            for (int i = 0; i < count; i++) {
                most = Math.max(most, out[i]);
                least = Math.min(least, out[i]);
            }
            page.require(least == 0, "code %d", least, "0 to %d", size - 1);
            page.require(most < size, "code %d", most, "0 to %d", size - 1);
        }
    }

    /// Compares codes where base and width prove that each names an entry.
    boolean rangeOfCodes(CheckedPage page, int block, int count, int low, int high, long[] out) {
        return ForCodec.greatestCode(page, block) < page.dictionary.size()
                && ForCodec.rangeOfInts(page, block, count, low, high, out);
    }

    int codeAt(CheckedPage page, int block, int ordinal) {
        int code = ForCodec.decodeIntAt(page, block, ordinal);
        int size = page.dictionary.size();
        page.require(code >= 0 && code < size, "code %d", code, "0 to %d", size - 1);
        return code;
    }

    @Override
    public void ints(CheckedPage page, int block, int count, int[] out) {
        codes(page, block, count, out);
        int[] entries = page.dictionary.ints();
        for (int i = 0; i < count; i++) {
            out[i] = entries[out[i]];
        }
    }

    @Override
    public void longs(CheckedPage page, int block, int count, long[] out) {
        int[] codes = page.scratch();
        codes(page, block, count, codes);
        long[] entries = page.dictionary.longs();
        for (int i = 0; i < count; i++) {
            out[i] = entries[codes[i]];
        }
    }

    @Override
    public void floats(CheckedPage page, int block, int count, float[] out) {
        int[] codes = page.scratch();
        codes(page, block, count, codes);
        float[] entries = page.dictionary.floats();
        for (int i = 0; i < count; i++) {
            out[i] = entries[codes[i]];
        }
    }

    @Override
    public void doubles(CheckedPage page, int block, int count, double[] out) {
        int[] codes = page.scratch();
        codes(page, block, count, codes);
        double[] entries = page.dictionary.doubles();
        for (int i = 0; i < count; i++) {
            out[i] = entries[codes[i]];
        }
    }

    @Override
    public long bytes(CheckedPage page, int block, int count, BytesBlock out, int[] lengths) {
        codes(page, block, count, lengths);
        int[] offsets = page.dictionary.offsets();
        byte[] entries = page.dictionary.bytes();
        long total = 0;
        for (int i = 0; i < count; i++) {
            total += offsets[lengths[i] + 1] - offsets[lengths[i]];
        }
        byte[] to = out.reserve(total);
        int at = 0;
        for (int i = 0; i < count; i++) {
            int start = offsets[lengths[i]];
            int length = offsets[lengths[i] + 1] - start;
            System.arraycopy(entries, start, to, at, length);
            lengths[i] = length;
            at += length;
        }
        return total;
    }

    @Override
    public int touch(CheckedPage page, int block, int ordinal) {
        return ForCodec.touchInt(page, block, ordinal);
    }

    @Override
    public int bytesAt(CheckedPage page, int block, int ordinal, BytesBlock out, int at) {
        int code = codeAt(page, block, ordinal);
        int start = page.dictionary.offsets()[code];
        int length = page.dictionary.offsets()[code + 1] - start;
        System.arraycopy(page.dictionary.bytes(), start, out.grow((long) at + length), at, length);
        return length;
    }

    @Override
    public int intAt(CheckedPage page, int block, int ordinal) {
        return page.dictionary.ints()[codeAt(page, block, ordinal)];
    }

    @Override
    public long longAt(CheckedPage page, int block, int ordinal) {
        return page.dictionary.longs()[codeAt(page, block, ordinal)];
    }

    @Override
    public float floatAt(CheckedPage page, int block, int ordinal) {
        return page.dictionary.floats()[codeAt(page, block, ordinal)];
    }

    @Override
    public double doubleAt(CheckedPage page, int block, int ordinal) {
        return page.dictionary.doubles()[codeAt(page, block, ordinal)];
    }
}
