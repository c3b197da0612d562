package org.almagest.columnar.encoding;

import org.almagest.columnar.kernel.DecodeKernels;
import org.almagest.columnar.kernel.SymbolText;

/// Text in which each byte stands for a piece of up to eight bytes that is frequent in the page.
///
/// After Boncz, Neumann and Leis, "FSST: Fast Random Access String Compression" (VLDB 2020). Every
/// string decodes by itself.
///
/// ```text
/// between the block directory (and its zeros) and the first block, once per page:
///  0  u16  symbols n, at most 255
///  2  6 zero bytes
///  8  n x 8 bytes  the symbols by code, zeros behind those that are shorter
///  .  u8 x n       their lengths, 1-8
///
/// block:
///  0  u32  width w of a packed length, 0-29
///  4  u32  least coded length l, at most 2^29
///  8  u32  total of the coded lengths, at most 2^31 - 1
/// 12  u32  total of the lengths of the strings
/// 16  packed coded lengths (BitPacking): length - l
///  .  the codes of the strings, one behind the other; code 255 says that the next byte stands for itself
/// ```
final class FsstCodec implements PageCodec {
    static final FsstCodec INSTANCE = new FsstCodec();

    private static final int LEAST_AT = 4;
    private static final int CODED_AT = 8;
    private static final int TEXT_AT = 12;
    private static final int HEADER_BYTES = 16;
    private static final int MAX_WIDTH = 29;
    private static final int MAX_LEAST = 1 << 29;

    private FsstCodec() {}

    /// Writes strings `from .. from + count` as one block.
    static void encode(FsstEncoder encoder, PageValues values, int from, int count, ByteSink sink) {
        long[] lengths = new long[count];
        ByteSink codes = encoder.codes();
        codes.clear();
        long least = Long.MAX_VALUE;
        long most = 0;
        long text = 0;
        for (int i = 0; i < count; i++) {
            int before = codes.size();
            encoder.encode(values.source(), values.start(from + i), values.length(from + i), codes);
            lengths[i] = codes.size() - before;
            least = Math.min(least, lengths[i]);
            most = Math.max(most, lengths[i]);
            text += values.length(from + i);
        }
        if (most > MAX_LEAST || text > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the strings of a block must stay below 512 MiB: " + text);
        }
        int width = BitPacking.widthOf(most - least);
        sink.put32(width);
        sink.put32((int) least);
        sink.put32(codes.size());
        sink.put32((int) text);
        BitPacking.pack(lengths, 0, count, least, width, sink);
        sink.put(codes.array(), 0, codes.size());
    }

    @Override
    public boolean supports(ValueKind kind) {
        return kind == ValueKind.BYTES;
    }

    @Override
    public void checkPage(CheckedPage page) {
        if (page.rows > 0) {
            long at = page.directoryEnd() + 7 & ~7L;
            page.symbols = FsstSymbols.read(page, at, page.start(0));
        }
    }

    @Override
    public void checkBlock(CheckedPage page, int block) {
        int room = page.bytesIn(block);
        page.require(room >= HEADER_BYTES, "block of %d bytes", room, "16 or more");
        long at = page.start(block);
        int width = page.i32(at);
        page.require(width >= 0 && width <= MAX_WIDTH, "width %d", width, "0 to 29");
        int least = page.i32(at + LEAST_AT);
        page.require(least >= 0 && least <= MAX_LEAST, "least length %d", least, "0 to 2^29");
        int coded = page.i32(at + CODED_AT);
        long needed = codesAt(page, block) - at + coded;
        page.require(coded >= 0 && needed <= room, "codes of %d bytes", coded, "inside the block");
        int text = page.i32(at + TEXT_AT);
        boolean possible = text >= 0 && text <= 8L * coded;
        page.require(possible, "text of %d bytes", text, "at most eight per code, of which there are %d", coded);
    }

    private static long codesAt(CheckedPage page, int block) {
        long at = page.start(block);
        return at + HEADER_BYTES + BitPacking.packedBytes(page.valuesIn(block), page.i32(at));
    }

    private static void codedLengths(CheckedPage page, int block, int count, int[] lengths) {
        long at = page.start(block);
        int least = page.i32(at + LEAST_AT);
        DecodeKernels.unpackInts(page.bytes, at + HEADER_BYTES, page.i32(at), least, count, lengths);
        long total = 0;
        for (int i = 0; i < count; i++) {
            total += lengths[i];
        }
        int coded = page.i32(at + CODED_AT);
        page.require(total == coded, "codes of %d bytes in all", total, "%d", coded);
    }

    @Override
    public long bytes(CheckedPage page, int block, int count, BytesBlock out, int[] lengths) {
        codedLengths(page, block, count, lengths);
        int text = page.i32(page.start(block) + TEXT_AT);
        byte[] to = out.reserve(text);
        FsstSymbols symbols = page.symbols;
        int written = SymbolText.expandAll(
                page.bytes, codesAt(page, block), lengths, count, symbols.bytes(), symbols.lengths(), to, text);
        page.require(written == text, "text of %d bytes", written, "%d, or symbols that the page has", text);
        return text;
    }

    /// Leaves where the codes of each string end in the page's scratch space.
    @Override
    public void prepareBytesAt(CheckedPage page, int block) {
        int[] ends = page.scratch();
        int count = page.valuesIn(block);
        codedLengths(page, block, count, ends);
        for (int i = 1; i < count; i++) {
            ends[i] += ends[i - 1];
        }
    }

    @Override
    public int bytesAt(CheckedPage page, int block, int ordinal, BytesBlock out, int at) {
        int[] ends = page.scratch();
        int start = ordinal == 0 ? 0 : ends[ordinal - 1];
        int coded = ends[ordinal] - start;
        byte[] to = out.grow(at + 8L * coded);
        FsstSymbols symbols = page.symbols;
        long from = codesAt(page, block) + start;
        int end = SymbolText.expand(page.bytes, from, coded, symbols.bytes(), symbols.lengths(), to, at);
        page.require(end >= at, "codes without a symbol in value %d", ordinal, "symbols that the page has");
        return end - at;
    }
}
