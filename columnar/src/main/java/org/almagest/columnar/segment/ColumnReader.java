package org.almagest.columnar.segment;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.almagest.columnar.encoding.Dictionary;
import org.almagest.columnar.encoding.Encoding;
import org.almagest.columnar.pool.Pin;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.PlaceColumn;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.columnar.vector.TextDictionary;

/// Reads one column of the segment that its reader stands in, block by block: holds the page, opens
/// it, decodes into a vector of its own. One thread.
final class ColumnReader {
    private final ColumnDefinition column;
    private final ReaderPins pins;
    private final ReaderCounts counts;
    private final PageScratch scratch;
    private final Pin pin = new Pin();
    private final int[] ends = new int[2];

    private Optional<OpenSegment> segment = Optional.empty();
    private int position = -1;
    private int segmentNumber;

    /// Taken from the pool's spares when the reader first decodes, given back at its end.
    private Optional<ColumnVector> vector = Optional.empty();

    private Optional<OpenPage> open = Optional.empty();
    private int rowGroup = -1;
    private int page = -1;
    private int runEnd;
    private PageDictionary dictionary = PageDictionary.NONE;
    private int dictionaryGroup = -1;

    /// The first row of the block that the vector holds in full, -1 for none.
    private int decodedRow = -1;

    /// Whether the vector holds the one value of the page.
    private boolean holdsConstant;

    ColumnReader(ColumnDefinition column, ReaderPins pins, ReaderCounts counts) {
        this.column = column;
        this.pins = pins;
        this.counts = counts;
        scratch = new PageScratch(column.type());
        pins.add(this);
    }

    private ColumnVector vector() {
        if (vector.isEmpty()) {
            vector = Optional.of(segment.orElseThrow().pages().vectors().take(column.type()));
        }
        return vector.get();
    }

    /// Answers whether whole blocks are decoded when somebody asks for their values.
    boolean defers() {
        return switch (column.type().physical()) {
            case INT, LONG, FLOAT, DOUBLE -> true;
            case BOOLEAN, HUGE, BYTES, ARRAY -> false;
        };
    }

    /// Moves to another segment, of a number among those of the scan.
    void enter(OpenSegment next, int number) {
        segmentNumber = number;
        leave();
        segment = Optional.of(next);
        OptionalInt found = next.position(column.id());
        position = found.orElse(-1);
        if (found.isPresent()) {
            DataType stored = next.footer().schema().column(position).type();
            if (stored.physical() != column.type().physical()) {
                throw new IllegalStateException(
                        "column " + column.name() + " is " + stored + " in " + next.path() + ", not " + column.type());
            }
        }
        rowGroup = -1;
        page = -1;
        dictionaryGroup = -1;
        decodedRow = -1;
        holdsConstant = false;
    }

    /// Moves to a row group; cells up to row `end` of it follow without gap.
    void enterCell(int nextRowGroup, int end) {
        if (nextRowGroup != rowGroup) {
            leave();
            rowGroup = nextRowGroup;
            page = -1;
            holdsConstant = false;
        }
        decodedRow = -1;
        runEnd = end;
    }

    /// Answers whether the segment has the column; one that it lacks has in every row what rows from
    /// before it have.
    boolean isPresent() {
        return position >= 0;
    }

    /// Answers whether rows of a segment that lacks the column have NULL there.
    boolean isNullWhereAbsent() {
        return column.absent().before().isNull();
    }

    /// Answers what is known of the rows of a segment that lacks the column.
    ZoneEntry absent(int rows) {
        return ZoneEntry.ofAbsent(column, rows);
    }

    PageDirectory directory() {
        return segment.orElseThrow().footer().directories().get(position);
    }

    ZoneMaps zones() {
        return segment.orElseThrow().footer().zones().get(position);
    }

    /// Answers the page that holds a row.
    int pageAt(int row) {
        PageDirectory directory = directory();
        boolean same = page >= 0
                && directory.firstRow()[page] <= row
                && row < directory.firstRow()[page] + directory.rows()[page];
        return same ? page : directory.pageOf(rowGroup, row);
    }

    /// Answers what the head of the block at `row` tells of a filter; the page is read for that.
    ColumnFilter.Verdict judge(int row, int rows, ColumnFilter filter) {
        if (!isPresent() || !seat(row, rows)) {
            return ColumnFilter.Verdict.SOME;
        }
        return open.orElseThrow().judge(blockAt(row), filter);
    }

    /// Answers what the first and the last value of the block at `row` tell of a filter, where the page
    /// holds byte strings and is known to be sorted: two of them cost less than a thousand.
    ColumnFilter.Verdict judgeEnds(int row, int rows, ColumnFilter filter) {
        boolean sorted = isPresent()
                && column.type().physical() == PhysicalType.BYTES
                && decodedRow != row
                && segment.orElseThrow().footer().sorted().isSorted(position, pageAt(row))
                && seat(row, rows);
        if (!sorted) {
            return ColumnFilter.Verdict.SOME;
        }
        ends[1] = rows - 1;
        TextColumnVector text = (TextColumnVector) readAt(row, rows, ends, 2);
        byte[][] least = {bytes(text, 0)};
        byte[][] greatest = {bytes(text, rows - 1)};
        ZoneMaps bounds = new ZoneMaps.BytesZones(new int[1], new byte[] {ZoneMaps.BOUNDED}, least, greatest);
        return filter.zone(bounds, 0, rows);
    }

    private static byte[] bytes(TextColumnVector text, int row) {
        return Arrays.copyOfRange(text.bytes(), text.start(row), text.start(row) + text.length(row));
    }

    /// Clears the bits of rows of the block at `row` that are NULL or do not satisfy the filter,
    /// without decoding it; answers false, having done nothing, where that is not possible.
    boolean narrow(int row, int rows, ColumnFilter filter, long[] mask) {
        if (!isPresent() || !seat(row, rows) || !open.orElseThrow().narrow(blockAt(row), filter, rows, mask)) {
            return false;
        }
        counts.blocksRead++;
        return true;
    }

    /// Answers the dictionary that the texts of the block at `row` are codes of, if they are.
    Optional<TextDictionary> dictionaryAt(int row, int rows) {
        return isPresent() && seat(row, rows) ? open.orElseThrow().dictionary() : Optional.empty();
    }

    /// As [#narrow], for rows whose code lies in `low .. high`.
    boolean narrowCodes(int row, int rows, int low, int high, long[] mask) {
        if (!seat(row, rows) || !open.orElseThrow().narrowCodes(blockAt(row), low, high, rows, mask)) {
            return false;
        }
        counts.blocksRead++;
        return true;
    }

    /// Decodes the block of `rows` rows at `row`, all of it.
    ColumnVector read(int row, int rows) {
        if (decodedRow == row) {
            return vector();
        }
        if (column.id() == PlaceColumn.ID) {
            RowPlaces.fill(
                    vector(), segmentNumber, segment.orElseThrow().footer().firstRow(rowGroup) + row, rows);
        } else if (!isPresent()) {
            readAbsent();
        } else if (seat(row, rows)) {
            readBlock(row);
        } else {
            assemble(row, rows);
        }
        decodedRow = row;
        return vector();
    }

    /// Decodes the listed rows of the block at `row`; the others are undefined.
    ColumnVector readAt(int row, int rows, int[] positions, int count) {
        if (decodedRow == row) {
            return vector();
        }
        if (isPresent() && seat(row, rows) && !open.orElseThrow().isConstant()) {
            counts.blocksRead++;
            decodedRow = -1;
            open.orElseThrow().decodeAt(blockAt(row), positions, count, vector());
            return vector();
        }
        return read(row, rows);
    }

    /// Has memory deliver the head of the block at `row`, which opens its page; answers false, having done
    /// nothing, where the block is not all of it in the page that is open, unless it is the first one.
    boolean touchHead(int row, int rows, boolean first) {
        if (!isPresent() || !first && pageAt(row) != page || !seat(row, rows)) {
            return false;
        }
        open.orElseThrow().touchHead(blockAt(row));
        return true;
    }

    /// Has memory deliver what the listed rows of the block at `row` will be decoded from; answers false,
    /// having done nothing, where the block is not all of it in the page that is open.
    boolean touch(int row, int rows, int[] positions, int count) {
        if (!isPresent() || open.isEmpty() || pageAt(row) != page || !seat(row, rows)) {
            return false;
        }
        open.orElseThrow().touch(blockAt(row), positions, count);
        return true;
    }

    /// Answers the numbers of the block at `row` as they stand in its page, if they stand in one.
    Optional<NumberBlock> numbers(int row, int rows) {
        if (!isPresent() || !seat(row, rows)) {
            return Optional.empty();
        }
        Optional<NumberBlock> numbers = open.orElseThrow().numbers(blockAt(row));
        if (numbers.isPresent()) {
            counts.blocksRead++;
        }
        return numbers;
    }

    /// Answers the numbers of the block at `row` if they stand in a page as they are, which is the open one
    /// where that is asked for.
    Optional<NumberBlock> plainNumbers(int row, int rows, boolean inOpenPage) {
        boolean elsewhere = inOpenPage && (open.isEmpty() || pageAt(row) != page);
        if (!isPresent() || elsewhere || !seat(row, rows)) {
            return Optional.empty();
        }
        Optional<NumberBlock> numbers = open.orElseThrow().numbers(blockAt(row));
        if (numbers.isEmpty() || numbers.get().plainOffset() < 0) {
            return Optional.empty();
        }
        counts.blocksRead++;
        return numbers;
    }

    private void readAbsent() {
        if (!holdsConstant) {
            ColumnVector target = vector();
            target.reset();
            Cells.set(target, 0, column.absent().before());
            target.setConstant(true);
            holdsConstant = true;
        }
    }

    private void readBlock(int row) {
        if (holdsConstant) {
            return;
        }
        counts.blocksRead++;
        OpenPage opened = open.orElseThrow();
        if (opened.defer(blockAt(row), vector())) {
            return;
        }
        opened.decode(blockAt(row), vector());
        if (opened.isConstant()) {
            vector().setConstant(true);
            holdsConstant = true;
        }
    }

    private int blockAt(int row) {
        return (row - directory().firstRow()[page]) / ColumnVector.BATCH_ROWS;
    }

    /// Puts a block together whose rows lie in several pages.
    private void assemble(int row, int rows) {
        ColumnVector target = vector();
        target.reset();
        int done = 0;
        while (done < rows) {
            seat(row + done, 1);
            int first = directory().firstRow()[page];
            int count = Math.min(rows - done, first + directory().rows()[page] - row - done);
            open.orElseThrow().decode(0, scratch.assembly());
            counts.blocksRead++;
            for (int i = 0; i < count; i++) {
                target.copyRow(scratch.assembly(), row + done - first + i, done + i);
            }
            done += count;
        }
        holdsConstant = false;
    }

    /// Holds and opens the page of a row; answers whether it has all of `rows` rows.
    private boolean seat(int row, int rows) {
        PageDirectory directory = directory();
        int wanted = pageAt(row);
        if (open.isEmpty() || wanted != page) {
            openPage(directory, wanted);
        }
        return row + rows <= directory.firstRow()[wanted] + directory.rows()[wanted];
    }

    private void openPage(PageDirectory directory, int wanted) {
        leave();
        OpenSegment in = segment.orElseThrow();
        int encoding = directory.encoding()[wanted] & 0xFF;
        boolean mayReferToDictionary = encoding == SegmentFormat.COMPOSITE || Encoding.mayUseDictionary(encoding);
        if (mayReferToDictionary && directory.hasDictionary(rowGroup) && dictionaryGroup != rowGroup) {
            loadDictionary(in);
        }
        int number = in.pageNumber(position, wanted);
        Supplier<String> where = () -> in.where(number);
        MemorySegment bytes;
        if (directory.inline()[wanted] != 0) {
            bytes = in.inlinePage(position, wanted);
        } else {
            int ahead = in.pageNumber(position, directory.pageOf(rowGroup, runEnd - 1));
            pins.acquire(in.pages(), number, ahead, pin);
            counts.pinned(pin.wasHit(), directory.length()[wanted]);
            bytes = pin.bytes();
        }
        counts.pagesRead++;
        PageDictionary refersTo = dictionaryGroup == rowGroup ? dictionary : PageDictionary.NONE;
        open = Optional.of(OpenPage.open(column.type(), bytes, directory.rows()[wanted], refersTo, scratch, where));
        page = wanted;
        holdsConstant = false;
    }

    private void loadDictionary(OpenSegment in) {
        int number = in.dictionaryNumber(position, rowGroup);
        pins.acquire(in.pages(), number, number, pin);
        try (pin) {
            counts.pinned(pin.wasHit(), in.length(number));
            dictionary = PageDictionary.of(Dictionary.open(pin.bytes(), () -> in.where(number)));
        }
        dictionaryGroup = rowGroup;
    }

    /// Lets go of the page; it is taken again when it is needed. What stands for a block of it is
    /// decoded before.
    void release() {
        vector.ifPresent(ColumnVector::settle);
        leave();
    }

    /// Lets go of the page for good: nobody looks at what the vector stands for any more.
    void leave() {
        if (vector.isPresent() && vector.get().isDeferred()) {
            vector.get().reset();
        }
        pin.close();
        open = Optional.empty();
    }

    /// Lets go of the page and of the vector: what was decoded is nobody's any more.
    void end() {
        leave();
        vector.ifPresent(own -> segment.orElseThrow().pages().vectors().give(own));
        vector = Optional.empty();
        decodedRow = -1;
        holdsConstant = false;
    }
}
