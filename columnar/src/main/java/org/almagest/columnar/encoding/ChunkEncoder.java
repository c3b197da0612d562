package org.almagest.columnar.encoding;

import java.util.Objects;
import java.util.Optional;
import org.almagest.columnar.schema.Compression;

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

    /// Mean length from which a block codec is tried on text.
    private static final int LONG_TEXT_BYTES = 64;

    private static final double WORTH_LZ4 = 0.7;
    private static final double WORTH_ZSTD = 0.97;

    private final ValueKind kind;
    private final PageValues chunkValues;
    private final PageValues pageValues;
    private final DictionaryBuilder builder;
    private final PageEncoders encoders;
    private final Compression compression;
    private final ByteSink sink = new ByteSink();

    private Optional<ColumnValues> chunk = Optional.empty();
    private boolean hasCodes;
    private boolean mayUseDictionary;
    private boolean dictionaryUsed;
    private long[] codes = {};

    /// Makes an encoder for data that is read often.
    public ChunkEncoder(ValueKind kind) {
        this(kind, Compression.DEFAULT);
    }

    public ChunkEncoder(ValueKind kind, Compression compression) {
        this.kind = kind;
        this.compression = compression;
        chunkValues = new PageValues(kind);
        pageValues = new PageValues(kind);
        builder = new DictionaryBuilder(kind);
        encoders = new PageEncoders(chunkValues);
    }

    /// Looks at the values of a chunk and decides whether its pages may use a dictionary.
    public void begin(ColumnValues values) {
        if (values.kind() != kind) {
            throw new IllegalArgumentException("values must be of kind " + kind + ": " + values.kind());
        }
        chunk = Optional.of(values);
        chunkValues.load(values, 0, values.rows());
        encoders.begin();
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
        chunkValues.load(values, 0, values.rows());
        encoders.begin();
        hasCodes = false;
        mayUseDictionary = false;
        dictionaryUsed = false;
    }

    /// Encodes rows `firstRow .. firstRow + rows` of the chunk as one page, by the cheapest
    /// encoding.
    public EncodedPage encodePage(int firstRow, int rows) {
        load(firstRow, rows);
        long[] offered = mayUseDictionary ? codes : NO_CODES;
        EncodedPage light = write(EncodingChooser.choose(pageValues, offered, encoders, compression));
        return switch (compression) {
            case DEFAULT -> squeezeLongText(light);
            case ARCHIVE -> squeeze(light);
        };
    }

    /// Squeezes text of some length where nothing else helped and LZ4 does.
    private EncodedPage squeezeLongText(EncodedPage light) {
        boolean plain = light.encoding() == Encoding.PLAIN || light.encoding() == Encoding.FSST;
        if (kind != ValueKind.BYTES
                || !plain
                || pageValues.totalBytes() < LONG_TEXT_BYTES * (long) pageValues.count()) {
            return light;
        }
        EncodedPage unsqueezed = light.encoding() == Encoding.PLAIN ? light : write(Encoding.PLAIN);
        byte[] squeezed = SqueezedPage.squeeze(unsqueezed.bytes(), Encoding.LZ4);
        return squeezed.length < light.bytes().length * WORTH_LZ4 ? squeezed(light, Encoding.LZ4, squeezed) : light;
    }

    /// Squeezes a page by zstd where that makes it smaller: text also from its plain form.
    private EncodedPage squeeze(EncodedPage light) {
        if (light.encoding() == Encoding.CONSTANT) {
            return light;
        }
        byte[] smallest = SqueezedPage.squeeze(light.bytes(), Encoding.ZSTD);
        if (kind == ValueKind.BYTES && light.encoding() != Encoding.PLAIN) {
            byte[] fromPlain = SqueezedPage.squeeze(write(Encoding.PLAIN).bytes(), Encoding.ZSTD);
            smallest = fromPlain.length < smallest.length ? fromPlain : smallest;
        }
        return smallest.length < light.bytes().length * WORTH_ZSTD ? squeezed(light, Encoding.ZSTD, smallest) : light;
    }

    private static EncodedPage squeezed(EncodedPage light, Encoding codec, byte[] bytes) {
        return new EncodedPage(codec, light.rows(), light.nullCount(), bytes);
    }

    /// Encodes a page in a given encoding and squeezes it whether or not that helps.
    EncodedPage encodeSqueezed(int firstRow, int rows, Encoding inner, Encoding codec) {
        EncodedPage light = encodePage(firstRow, rows, inner);
        return squeezed(light, codec, SqueezedPage.squeeze(light.bytes(), codec));
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
        prepare(encoding);
        return write(encoding);
    }

    private void prepare(Encoding encoding) {
        switch (encoding) {
            case ALP -> encoders.alp().prepare(pageValues);
            case ALP_RD -> encoders.alpRd().prepare(pageValues);
            case NUMBERED -> {
                if (encoders.numbered().prepare(pageValues) == Long.MAX_VALUE) {
                    throw new IllegalArgumentException("the page must hold numbered text");
                }
            }
            case CONSTANT, FOR, DICTIONARY, PLAIN, RUN_LENGTH, DELTA, FSST, LZ4, ZSTD -> {}
        }
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
        if (encoding == Encoding.FSST) {
            encoders.fsst().symbols().write(sink);
            sink.align8();
        }
        for (int block = 0; block < blocks; block++) {
            sink.set32(directory + 4 * block, sink.size());
            int from = pageValues.blockFrom(block);
            int count = pageValues.blockCount(block);
            if (count > 0) {
                writeBlock(encoding, block, from, count);
                sink.align8();
            }
        }
        sink.set32(directory + 4 * blocks, sink.size());
        sink.putZeros(PageFormat.SLACK_BYTES);
    }

    private void writeBlock(Encoding encoding, int block, int from, int count) {
        switch (encoding) {
            case CONSTANT -> throw new IllegalStateException("a CONSTANT page has no blocks");
            case FOR -> ForCodec.encode(kind, pageValues.bits(), from, count, sink);
            case DICTIONARY -> DictionaryCodec.encode(codes, from, count, sink);
            case RUN_LENGTH -> RunLengthCodec.encode(kind, pageValues.bits(), from, count, sink);
            case DELTA -> DeltaCodec.encode(pageValues.bits(), from, count, sink);
            case ALP_RD -> encoders.alpRd().encode(pageValues, from, count, sink);
            case FSST -> FsstCodec.encode(encoders.fsst(), pageValues, from, count, sink);
            case NUMBERED -> encoders.numbered().encode(pageValues, block, from, count, sink);
            case LZ4, ZSTD -> throw new IllegalStateException("a block codec has no blocks of values: " + encoding);
            case ALP -> encoders.alp().encode(pageValues, from, count, sink);
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
