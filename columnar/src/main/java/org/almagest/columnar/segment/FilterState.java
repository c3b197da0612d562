package org.almagest.columnar.segment;

import java.util.Optional;
import org.almagest.columnar.kernel.BitmapKernels;
import org.almagest.columnar.kernel.FilterKernels;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.columnar.vector.TextDictionary;

/// A filter at work in one reader: what it knows of the page, its answers for the entries of a
/// dictionary, and how selective it has been. One thread.
final class FilterState {
    private static final byte[] NO_ENTRIES = {};

    /// Up to so many rows of a block, picking their values beats decoding it.
    private static final int FEW_ROWS = ColumnVector.BATCH_ROWS / 32;

    /// After so many rows it shows what a filter is good for.
    private static final long MANY_ROWS = 1 << 13;

    private final ColumnReader column;
    private final long[] one = new long[1];
    private final ColumnFilter filter;
    private int judgedPage = -1;
    private ColumnFilter.Verdict pageVerdict = ColumnFilter.Verdict.SOME;
    private Optional<TextDictionary> judgedDictionary = Optional.empty();
    private byte[] entryMatches = NO_ENTRIES;

    /// The codes that match lie in `firstCode .. firstCode + codeSpan`, and all of these match: -1
    /// where they do not run so.
    private int firstCode;

    private int codeSpan;
    private final int[] positions = new int[FEW_ROWS + 64];
    /// Whether rows that an index has found satisfy the filter.
    private final boolean satisfied;

    private long rowsIn;
    private long rowsOut;

    FilterState(ColumnReader column, ColumnFilter filter) {
        this(column, filter, false);
    }

    FilterState(ColumnReader column, ColumnFilter filter, boolean satisfied) {
        this.satisfied = satisfied;
        this.column = column;
        this.filter = filter;
    }

    boolean isSatisfied() {
        return satisfied;
    }

    /// Forgets what it knows of pages: the reader moved to another row group.
    void forget() {
        judgedPage = -1;
    }

    /// Forgets how selective it has been.
    void judgeAnew() {
        rowsIn = 0;
        rowsOut = 0;
    }

    /// Answers the cost of a row over the share of rows that the filter removes: the filter with
    /// the least goes first.
    double rank() {
        double passed = rowsIn == 0 ? 0.5 : (double) rowsOut / rowsIn;
        return filter.cost() / Math.max(1 - passed, 1e-3);
    }

    /// Answers whether the filter has looked at many rows and removed few of them.
    boolean isIdle() {
        return rowsIn > MANY_ROWS && rowsOut > rowsIn / 4 * 3;
    }

    /// Answers what zone maps and block heads tell of the block.
    ColumnFilter.Verdict judge(int row, int rows) {
        if (!column.isPresent()) {
            if (!column.isNullWhereAbsent()) {
                return column.absent(rows).judge(filter);
            }
            return filter.takesNulls() ? ColumnFilter.Verdict.ALL : ColumnFilter.Verdict.NONE;
        }
        ColumnFilter.Verdict verdict = judgePages(row, rows);
        if (verdict == ColumnFilter.Verdict.SOME) {
            verdict = column.judge(row, rows, filter);
        }
        return verdict == ColumnFilter.Verdict.SOME ? column.judgeEnds(row, rows, filter) : verdict;
    }

    private ColumnFilter.Verdict judgePages(int row, int rows) {
        PageDirectory directory = column.directory();
        int page = column.pageAt(row);
        if (page != judgedPage) {
            pageVerdict = filter.zone(column.zones(), page, directory.rows()[page]);
            judgedPage = page;
        }
        ColumnFilter.Verdict verdict = pageVerdict;
        int end = directory.firstRow()[page] + directory.rows()[page];
        while (end < row + rows) {
            page++;
            end += directory.rows()[page];
            if (filter.zone(column.zones(), page, directory.rows()[page]) != verdict) {
                verdict = ColumnFilter.Verdict.SOME;
            }
        }
        return verdict;
    }

    /// Clears the bits of rows that do not pass; `scratch` has as many words as the mask.
    void narrow(int row, int rows, long[] mask, long[] scratch) {
        int words = rows + 63 >>> 6;
        int before = BitmapKernels.count(mask, words);
        if (before <= FEW_ROWS || !narrowEncoded(row, rows, mask)) {
            narrowDecoded(row, rows, before, mask, scratch);
        }
        rowsIn += before;
        rowsOut += BitmapKernels.count(mask, words);
    }

    /// Narrows without decoding; answers false where that is not possible.
    private boolean narrowEncoded(int row, int rows, long[] mask) {
        if (!(filter instanceof ColumnFilter.BytesTest test)) {
            return column.narrow(row, rows, filter, mask);
        }
        Optional<TextDictionary> entries = column.dictionaryAt(row, rows);
        if (entries.isEmpty()) {
            return false;
        }
        judgeEntries(entries.get(), test);
        return codeSpan >= 0 && column.narrowCodes(row, rows, firstCode, firstCode + codeSpan, mask);
    }

    private void narrowDecoded(int row, int rows, int before, long[] mask, long[] scratch) {
        int words = rows + 63 >>> 6;
        ColumnVector vector;
        boolean few = before <= FEW_ROWS;
        if (few) {
            BitmapKernels.list(mask, words, positions);
            vector = column.readAt(row, rows, positions, before);
        } else {
            vector = column.read(row, rows);
        }
        if (vector.isConstant()) {
            narrowConstant(vector, words, mask, scratch);
        } else {
            if (vector.hasNulls() && !filter.takesNulls()) {
                ColumnFilter.and(mask, vector.validity(), rows, false);
            }
            narrowFlat(vector, rows, mask, scratch, few);
        }
    }

    /// Where `few` rows count, the values of the others are undefined, and so are their bits after
    /// a kernel ran over them: only bits that were set matter.
    private void narrowFlat(ColumnVector vector, int rows, long[] mask, long[] scratch, boolean few) {
        if (vector instanceof TextColumnVector text
                && text.isDictionary()
                && filter instanceof ColumnFilter.BytesTest test) {
            judgeEntries(text.dictionary().orElseThrow(), test);
            narrowCodes(text.codes(), rows, mask, scratch, few);
        } else {
            filter.narrow(vector, rows, mask, scratch);
        }
    }

    private void narrowCodes(int[] codes, int rows, long[] mask, long[] scratch, boolean few) {
        if (codeSpan >= 0) {
            FilterKernels.rangeInts(codes, rows, firstCode, codeSpan, scratch);
            ColumnFilter.and(mask, scratch, rows, false);
        } else if (few) {
            for (int word = 0; word < rows + 63 >>> 6; word++) {
                for (long left = mask[word]; left != 0; left &= left - 1) {
                    int bit = Long.numberOfTrailingZeros(left);
                    mask[word] &= ~((1L ^ entryMatches[codes[(word << 6) + bit]]) << bit);
                }
            }
        } else {
            FilterKernels.codes(codes, rows, entryMatches, scratch);
            ColumnFilter.and(mask, scratch, rows, false);
        }
    }

    private void judgeEntries(TextDictionary dictionary, ColumnFilter.BytesTest test) {
        if (judgedDictionary.isPresent() && judgedDictionary.get() == dictionary) {
            return;
        }
        entryMatches = entryMatches.length < dictionary.size() ? new byte[dictionary.size()] : entryMatches;
        firstCode = -1;
        int lastCode = -1;
        int count = 0;
        for (int code = 0; code < dictionary.size(); code++) {
            boolean matches = test.matches(dictionary.bytes(), dictionary.start(code), dictionary.length(code));
            entryMatches[code] = (byte) (matches ? 1 : 0);
            if (matches) {
                firstCode = firstCode < 0 ? code : firstCode;
                lastCode = code;
                count++;
            }
        }
        codeSpan = count > 0 && lastCode - firstCode + 1 == count ? lastCode - firstCode : -1;
        judgedDictionary = Optional.of(dictionary);
    }

    private void narrowConstant(ColumnVector vector, int words, long[] mask, long[] scratch) {
        one[0] = 1;
        if (vector.isNull(0) && !filter.takesNulls()) {
            one[0] = 0;
        } else {
            narrowFlat(vector, 1, one, scratch, true);
        }
        if ((one[0] & 1) == 0) {
            java.util.Arrays.fill(mask, 0, words, 0);
        }
    }
}
