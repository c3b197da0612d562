package org.almagest.columnar.encoding;

import java.util.Objects;
import java.util.Optional;

/// Encodes one column, chunk by chunk: looks at a whole chunk first, then writes its pages.
///
/// ```java
/// encoder.begin(chunk);                                   // the rows of one row group
/// EncodedPage page = encoder.encodePage(firstRow, rows);  // as often as needed, in any split
/// Optional<EncodedDictionary> dictionary = encoder.dictionary();   // present if a page refers to it
/// ```
///
/// `firstRow` of a page is any row of the chunk; its blocks start there. The chunk's arrays must
/// not change before the last page. One thread; scratch space is kept from chunk to chunk.
public final class ChunkEncoder {
    private static final long[] NO_CODES = {};

    private final ValueKind kind;
    private final PageValues chunkValues;
    private final PageValues pageValues;
    private final DictionaryBuilder builder;
    private final AlpEncoder alp = new AlpEncoder();
    private final ByteSink sink = new ByteSink();

    private Optional<ColumnValues> chunk = Optional.empty();
    private boolean hasCodes;
    private boolean mayUseDictionary;
    private boolean dictionaryUsed;
    private long[] codes = {};

    public ChunkEncoder(ValueKind kind) {
        this.kind = kind;
        chunkValues = new PageValues(kind);
        pageValues = new PageValues(kind);
        builder = new DictionaryBuilder(kind);
    }

    /// Looks at the values of a chunk and decides whether its pages may use a dictionary.
    public void begin(ColumnValues values) {
        if (values.kind() != kind) {
            throw new IllegalArgumentException("values must be of kind " + kind + ": " + values.kind());
        }
        chunk = Optional.of(values);
        chunkValues.load(values, 0, values.rows());
        hasCodes = builder.build(chunkValues);
        mayUseDictionary =
                hasCodes && EncodingChooser.dictionaryPays(chunkValues, builder.size(), builder.entryBytes());
        dictionaryUsed = false;
    }

    /// Takes the values of a chunk whose pages shall stand by themselves.
    public void beginWithoutDictionary(ColumnValues values) {
        if (values.kind() != kind) {
            throw new IllegalArgumentException("values must be of kind " + kind + ": " + values.kind());
        }
        chunk = Optional.of(values);
        hasCodes = false;
        mayUseDictionary = false;
        dictionaryUsed = false;
    }

    /// Encodes rows `firstRow .. firstRow + rows` of the chunk as one page, by the cheapest
    /// encoding.
    public EncodedPage encodePage(int firstRow, int rows) {
        load(firstRow, rows);
        return write(EncodingChooser.choose(pageValues, mayUseDictionary ? codes : NO_CODES, alp));
    }

    /// Encodes a page in a given encoding, which must be able to hold it.
    EncodedPage encodePage(int firstRow, int rows, Encoding encoding) {
        load(firstRow, rows);
        if (encoding == Encoding.DICTIONARY && !hasCodes) {
            throw new IllegalArgumentException("the chunk must have a dictionary");
        }
        if (encoding == Encoding.CONSTANT && !pageValues.isConstant()) {
            throw new IllegalArgumentException("the page must hold one value");
        }
        if (encoding == Encoding.ALP) {
            alp.prepare(pageValues);
        }
        return write(encoding);
    }

    /// Answers the dictionary that the pages written since [#begin] refer to, if any does.
    public Optional<EncodedDictionary> dictionary() {
        return dictionaryUsed ? Optional.of(builder.encode(chunkValues)) : Optional.empty();
    }

    private void load(int firstRow, int rows) {
        ColumnValues values = chunk.orElseThrow(() -> new IllegalStateException("begin must come first"));
        Objects.checkFromIndexSize(firstRow, rows, values.rows());
        if (rows > PageFormat.MAX_PAGE_ROWS) {
            throw new IllegalArgumentException("a page must have at most 65536 rows: " + rows);
        }
        pageValues.load(values, firstRow, rows);
        if (hasCodes) {
            codes = codes.length < rows ? new long[rows] : codes;
            int value = chunkValues.valuesBefore(firstRow);
            for (int i = 0; i < pageValues.count(); i++) {
                codes[i] = builder.code(value + i);
            }
        }
    }

    private EncodedPage write(Encoding encoding) {
        int rows = pageValues.rows();
        int nulls = pageValues.nulls();
        int form = ValidityFormat.choose(rows, nulls);
        sink.clear();
        sink.put8(PageFormat.VERSION);
        sink.put8(encoding.id());
        sink.put8(kind.id());
        sink.put8(form);
        sink.put32(rows);
        sink.put32(nulls);
        sink.put32(0);
        ValidityFormat.write(form, pageValues.validity(), rows, sink);
        if (encoding == Encoding.CONSTANT) {
            ConstantCodec.encode(pageValues, sink);
        } else {
            writeBlocks(encoding);
        }
        dictionaryUsed |= encoding == Encoding.DICTIONARY;
        return new EncodedPage(encoding, rows, nulls, sink.toArray());
    }

    private void writeBlocks(Encoding encoding) {
        int directory = sink.size();
        int blocks = PageFormat.blocks(pageValues.rows());
        sink.putZeros(4 * (blocks + 1));
        sink.align8();
        for (int block = 0; block < blocks; block++) {
            sink.set32(directory + 4 * block, sink.size());
            int from = pageValues.blockFrom(block);
            int count = pageValues.blockCount(block);
            if (count > 0) {
                writeBlock(encoding, from, count);
                sink.align8();
            }
        }
        sink.set32(directory + 4 * blocks, sink.size());
        sink.putZeros(PageFormat.SLACK_BYTES);
    }

    private void writeBlock(Encoding encoding, int from, int count) {
        switch (encoding) {
            case CONSTANT -> throw new IllegalStateException("a CONSTANT page has no blocks");
            case FOR -> ForCodec.encode(kind, pageValues.bits(), from, count, sink);
            case DICTIONARY -> DictionaryCodec.encode(codes, from, count, sink);
            case ALP -> alp.encode(pageValues, from, count, sink);
            case PLAIN -> {
                if (kind == ValueKind.BYTES) {
                    PlainTextCodec.encode(pageValues, from, count, sink);
                } else {
                    PlainCodec.encode(kind, pageValues.bits(), from, count, sink);
                }
            }
        }
    }
}
