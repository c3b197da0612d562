package org.almagest.ingest.csv;

import java.util.Arrays;
import org.almagest.columnar.vector.ColumnVector;

/// Where the fields of at most 1,024 rows stand in a byte array.
///
/// ```text
/// positions   every separator (delimiter or newline) of the lines found, in order
/// lineEnds    line k ends with separator lineEnds[k] - 1
///   after assemble():
/// starts      row r begins at starts[r]
/// ends        field c of row r ends at ends[r * columns + c] (exclusive); the next field begins one
///             later. A field that is missing ends before it begins.
/// ```
///
/// Recycled by its owner, one thread.
final class FieldTable {
    /// The most lines found at a time.
    static final int LINES = ColumnVector.BATCH_ROWS;

    /// Decides what becomes of a row with too few or too many fields.
    interface RaggedRows {
        /// Answers whether the row that starts at `start` with `found` fields stays, cut or filled
        /// up with missing fields.
        boolean keep(int start, int found);
    }

    private final int columns;
    private int[] positions = new int[1024];
    private final int[] lineEnds = new int[LINES + 64];
    private int positionCount;
    private int lineCount;
    private final int[] starts = new int[LINES];
    private int[] ends = positions;
    private int[] repaired = new int[0];
    private int rows;
    private int consumed;

    FieldTable(int columns) {
        this.columns = columns;
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    int[] starts() {
        return starts;
    }

    int[] ends() {
        return ends;
    }

    int lines() {
        return Math.min(lineCount, LINES);
    }

    /// Answers one past the newline of the last line that `assemble` took.
    int consumed() {
        return consumed;
    }

    int start(int row, int column) {
        return column == 0 ? starts[row] : ends[row * columns + column - 1] + 1;
    }

    int end(int row, int column) {
        return ends[row * columns + column];
    }

    /// Forgets all lines.
    void clear() {
        positionCount = 0;
        lineCount = 0;
        rows = 0;
    }

    /// Answers `positions` with room for `more` beyond the `positionCount()` used.
    int[] positions(int more) {
        if (positions.length < positionCount + more) {
            positions = Arrays.copyOf(positions, Math.max(positionCount + more, positions.length * 2));
        }
        return positions;
    }

    int[] lineEnds() {
        return lineEnds;
    }

    int positionCount() {
        return positionCount;
    }

    int lineCount() {
        return lineCount;
    }

    void setCounts(int newPositions, int newLines) {
        positionCount = newPositions;
        lineCount = newLines;
    }

    /// Adds one separator.
    void add(int position, boolean endsLine) {
        positions(1)[positionCount++] = position;
        if (endsLine) {
            lineEnds[lineCount++] = positionCount;
        }
    }

    /// Turns the lines found into rows: drops comments, blank lines and a `\r` before the newline,
    /// and asks `ragged` about rows that have not `columns` fields. The first line starts at
    /// `from`.
    void assemble(byte[] bytes, int from, CsvDialect dialect, RaggedRows ragged) {
        ends = positions;
        boolean feed = dialect.newline() == CsvDialect.LINE_FEED;
        int lines = lines();
        int first = 0;
        int lineStart = from;
        for (int line = 0; line < lines; line++) {
            int last = lineEnds[line];
            int end = positions[last - 1];
            boolean ordinary = last - first == columns
                    && bytes[lineStart] != dialect.comment()
                    && (columns > 1 || !dialect.isBlankLine(bytes, lineStart, end));
            if (!ordinary) {
                repair(bytes, line, lineStart, dialect, ragged);
                return;
            }
            starts[line] = lineStart;
            if (feed && end > lineStart && bytes[end - 1] == CsvDialect.CARRIAGE_RETURN) {
                positions[last - 1] = end - 1;
            }
            first = last;
            lineStart = end + 1;
        }
        rows = lines;
        consumed = lineStart;
    }

    /// Goes on from a line that is no ordinary row, into a copy of the table.
    private void repair(byte[] bytes, int fromLine, int fromStart, CsvDialect dialect, RaggedRows ragged) {
        int lines = lines();
        if (repaired.length < lines * columns) {
            repaired = new int[lines * columns];
        }
        System.arraycopy(positions, 0, repaired, 0, fromLine * columns);
        int row = fromLine;
        int lineStart = fromStart;
        for (int line = fromLine; line < lines; line++) {
            int first = line == 0 ? 0 : lineEnds[line - 1];
            int found = lineEnds[line] - first;
            int newline = positions[lineEnds[line] - 1];
            int end = dialect.newline() == CsvDialect.LINE_FEED
                            && newline > lineStart
                            && bytes[newline - 1] == CsvDialect.CARRIAGE_RETURN
                    ? newline - 1
                    : newline;
            if (isRow(bytes, lineStart, end, found, dialect) && (found == columns || ragged.keep(lineStart, found))) {
                int copied = Math.min(found, columns);
                System.arraycopy(positions, first, repaired, row * columns, copied);
                if (found <= columns) {
                    repaired[row * columns + found - 1] = end;
                }
                Arrays.fill(repaired, row * columns + copied, (row + 1) * columns, end);
                starts[row++] = lineStart;
            }
            lineStart = newline + 1;
        }
        ends = repaired;
        rows = row;
        consumed = lineStart;
    }

    private boolean isRow(byte[] bytes, int start, int end, int found, CsvDialect dialect) {
        return bytes[start] != dialect.comment() && !(found == 1 && dialect.isBlankLine(bytes, start, end));
    }
}
