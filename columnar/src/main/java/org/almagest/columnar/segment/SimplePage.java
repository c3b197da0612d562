package org.almagest.columnar.segment;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Supplier;
import org.almagest.columnar.encoding.BytesBlock;
import org.almagest.columnar.encoding.Encoding;
import org.almagest.columnar.encoding.PageReader;
import org.almagest.columnar.encoding.ValueKind;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.kernel.PackKernels;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.columnar.vector.TextDictionary;

/// A page of one of the codecs.
final class SimplePage implements OpenPage {
    private final PageReader reader;
    private final PageDictionary dictionary;
    private final PageScratch scratch;
    private final NumberBlock deferred;
    private final Optional<NumberBlock> numbers;

    private SimplePage(PageReader reader, PageDictionary dictionary, PageScratch scratch) {
        this.reader = reader;
        this.dictionary = dictionary;
        this.scratch = scratch;
        deferred = new NumberBlock(this, reader, scratch);
        boolean undecoded = reader.kind() != ValueKind.BYTES && !isConstant();
        numbers = undecoded ? Optional.of(new NumberBlock(this, reader, scratch)) : Optional.empty();
    }

    static SimplePage open(
            DataType type,
            MemorySegment bytes,
            int rows,
            PageDictionary dictionary,
            PageScratch scratch,
            Supplier<String> where) {
        PageReader reader = PageReader.open(bytes, dictionary.values(), scratch.room(), where);
        if (reader.rows() != rows) {
            throw new CorruptionException(where.get(), reader.rows() + " rows", rows + " as in the footer");
        }
        if (reader.kind() != kindOf(type)) {
            throw new CorruptionException(where.get(), "values of kind " + reader.kind(), kindOf(type) + "");
        }
        return new SimplePage(reader, dictionary, scratch);
    }

    private static ValueKind kindOf(DataType type) {
        return switch (type.physical()) {
            case BOOLEAN, INT -> ValueKind.INT;
            case LONG -> ValueKind.LONG;
            case FLOAT -> ValueKind.FLOAT;
            case DOUBLE -> ValueKind.DOUBLE;
            case BYTES -> ValueKind.BYTES;
            case HUGE, ARRAY -> throw new IllegalStateException("not a simple type: " + type);
        };
    }

    @Override
    public void decode(int block, ColumnVector out) {
        start(block, out);
        switch (out) {
            case IntColumnVector ints -> reader.decodeInts(block, ints.values(), out.validity());
            case LongColumnVector longs -> reader.decodeLongs(block, longs.values(), out.validity());
            case FloatColumnVector floats -> reader.decodeFloats(block, floats.values(), out.validity());
            case DoubleColumnVector doubles -> reader.decodeDoubles(block, doubles.values(), out.validity());
            case BooleanColumnVector booleans -> {
                int rows = reader.decodeInts(block, scratch.ints(), out.validity());
                for (int i = 0; i < rows; i++) {
                    booleans.values()[i] = (byte) scratch.ints()[i];
                }
            }
            case TextColumnVector text -> decodeText(block, text);
            default -> throw new IllegalStateException("not a simple vector: " + out.physicalType());
        }
    }

    @Override
    public boolean defer(int block, ColumnVector out) {
        return switch (out.physicalType()) {
            case INT, LONG, FLOAT, DOUBLE -> {
                if (isConstant()) {
                    yield false;
                }
                start(block, out);
                reader.decodeValidity(block, out.validity());
                out.defer(deferred.aim(block));
                yield true;
            }
            case BOOLEAN, BYTES, HUGE, ARRAY -> false;
        };
    }

    @Override
    public Optional<NumberBlock> numbers(int block) {
        numbers.ifPresent(found -> found.aim(block));
        return numbers;
    }

    @Override
    public boolean narrow(int block, ColumnFilter filter, int rows, long[] mask) {
        boolean tested = filter.test(reader, block, scratch.words(0));
        if (tested) {
            narrow(block, rows, mask);
        }
        return tested;
    }

    @Override
    public Optional<TextDictionary> dictionary() {
        boolean coded = reader.encoding() == Encoding.DICTIONARY && reader.kind() == ValueKind.BYTES;
        return coded ? Optional.of(dictionary.text()) : Optional.empty();
    }

    @Override
    public boolean narrowCodes(int block, int low, int high, int rows, long[] mask) {
        boolean tested = reader.rangeOfCodes(block, low, high, scratch.words(0));
        if (tested) {
            narrow(block, rows, mask);
        }
        return tested;
    }

    /// Clears the bits of rows that are NULL or whose value has no bit in the first bitmap.
    private void narrow(int block, int rows, long[] mask) {
        long[] matches = scratch.words(0);
        if (reader.blockHasNulls(block)) {
            long[] validity = scratch.words(1);
            reader.decodeValidity(block, validity);
            PackKernels.rows(matches, validity, validity.length, scratch.words(2));
            matches = scratch.words(2);
        }
        ColumnFilter.and(mask, matches, rows, false);
    }

    private void start(int block, ColumnVector out) {
        out.reset();
        if (reader.blockHasNulls(block)) {
            out.useValidity();
        }
    }

    private void decodeText(int block, TextColumnVector out) {
        if (reader.encoding() == Encoding.DICTIONARY) {
            out.useDictionary(dictionary.text());
            reader.decodeCodes(block, out.codes(), out.validity());
        } else {
            copy(reader.decodeBytes(block, scratch.bytes(), out.validity()), out);
        }
    }

    private void copy(int rows, TextColumnVector out) {
        BytesBlock block = scratch.bytes();
        System.arraycopy(block.offsets(), 0, out.offsets(), 0, rows + 1);
        int total = block.offsets()[rows];
        System.arraycopy(block.bytes(), 0, out.ensureBytes(total), 0, total);
    }

    @Override
    public void decodeAt(int block, int[] positions, int count, ColumnVector out) {
        start(block, out);
        switch (out) {
            case IntColumnVector ints -> reader.sparse().ints(block, positions, count, ints.values(), out.validity());
            case LongColumnVector longs ->
                reader.sparse().longs(block, positions, count, longs.values(), out.validity());
            case FloatColumnVector floats ->
                reader.sparse().floats(block, positions, count, floats.values(), out.validity());
            case DoubleColumnVector doubles ->
                reader.sparse().doubles(block, positions, count, doubles.values(), out.validity());
            case BooleanColumnVector booleans -> {
                reader.sparse().ints(block, positions, count, scratch.ints(), out.validity());
                for (int i = 0; i < count; i++) {
                    booleans.values()[positions[i]] = (byte) scratch.ints()[positions[i]];
                }
            }
            case TextColumnVector text -> decodeTextAt(block, positions, count, text);
            default -> throw new IllegalStateException("not a simple vector: " + out.physicalType());
        }
    }

    private void decodeTextAt(int block, int[] positions, int count, TextColumnVector out) {
        if (reader.encoding() == Encoding.DICTIONARY) {
            out.useDictionary(dictionary.text());
            reader.sparse().codes(block, positions, count, out.codes(), out.validity());
        } else {
            copy(reader.sparse().bytes(block, positions, count, scratch.bytes(), out.validity()), out);
        }
    }

    @Override
    public void touchHead(int block) {
        reader.sparse().touchHead(block);
    }

    @Override
    public void touch(int block, int[] positions, int count) {
        reader.sparse().touch(block, positions, count);
    }

    @Override
    public boolean isConstant() {
        boolean oneValue = reader.encoding() == Encoding.CONSTANT;
        return oneValue && (reader.nullCount() == 0 || reader.nullCount() == reader.rows());
    }

    @Override
    public ColumnFilter.Verdict judge(int block, ColumnFilter filter) {
        if (!reader.blockHasBounds(block) || filter instanceof NullFilter) {
            return ColumnFilter.Verdict.SOME;
        }
        ColumnFilter.Verdict verdict = filter.bounds(reader.blockLeast(block), reader.blockGreatest(block));
        ColumnFilter.Verdict ofNull = filter.takesNulls() ? ColumnFilter.Verdict.ALL : ColumnFilter.Verdict.NONE;
        boolean uncertain = verdict != ofNull && reader.blockHasNulls(block);
        return uncertain ? ColumnFilter.Verdict.SOME : verdict;
    }
}
